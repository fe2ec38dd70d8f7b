"""Zip files: members that only some loaders see, headers that contradict each other, and what honest programs write."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from tests.model_files import assemble as a
from tests.model_files.assemble import DEFLATED, Member, torch_zip, zip_file
from tests.model_files.cases import case, findings, flagging, quiet, rules_in

PAYLOAD = a.pickle(a.call(a.global_("os", "system"), a.text("id")))
QUIET = a.state_dict()
DANGER = "dangerous-pickle-import"
VERSION, STORAGE = Member("archive/version", b"3\n"), Member("archive/data/0", bytes(16))


def overlapping() -> bytes:
    """Two entries of the directory for the same bytes, under two names."""
    first = zip_file(Member("a.bin", bytes(50)))
    start = first.index(b"PK\1\2")
    end = first.index(b"PK\5\6")
    entry = first[start:end]
    directory = entry + entry.replace(b"a.bin", b"b.bin")
    record = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, len(directory), start, 0)
    return first[:start] + directory + record


def written_by_python(method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.comment = comment
        archive.writestr("config.json", '{"layers": 3}')
        archive.writestr("folder/", b"")
        archive.writestr("ünïcode/näme.bin", bytes(5000))
    return target.getvalue()


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *arguments: int) -> int:
        raise OSError


def streamed_by_python() -> bytes:
    """Written to a pipe: sizes stand behind the data, once with zip64."""
    target = Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", bytes(5000))
        with archive.open("b.bin", "w", force_zip64=True) as member:
            member.write(b"abc" * 1000)
    return target.getvalue()


MALFORMED = [
    case("another name before the data", "m.pt", torch_zip(QUIET, local_name="archive/data.txt")),
    case("another method before the data", "m.pt", torch_zip(QUIET, local_method=DEFLATED)),
    case("encrypted before the data only", "m.pt", torch_zip(QUIET, local_flags=1)),
    case("a patch in the directory", "m.pt", torch_zip(QUIET, central_flags=0x20)),
    case("a patch in both", "m.pt", torch_zip(QUIET, local_flags=0x20, central_flags=0x20)),
    case("encrypted in both, and is not", "m.pt", torch_zip(QUIET, local_flags=1, central_flags=1)),
    case("wrong sum", "m.pt", torch_zip(QUIET, crc=0x12345678)),
    case("one sum is zero", "m.pt", torch_zip(QUIET, crc=0)),
    case("wrong sum of what is compressed", "m.pt", torch_zip(QUIET, crc=1, method=DEFLATED)),
    case("size too small", "m.pt", torch_zip(QUIET, claimed_size=3, method=DEFLATED)),
    case("size too large", "m.pt", torch_zip(QUIET, claimed_size=10**6, method=DEFLATED)),
    case("two sizes of what is not compressed", "m.pt", torch_zip(QUIET, claimed_size=3)),
    case("two members of a name", "m.pt", zip_file(Member("a/data.pkl", QUIET), Member("a/data.pkl", QUIET), VERSION)),
    case("not in the directory", "m.pt", zip_file(VERSION, Member("a/data.pkl", QUIET, is_listed=False), STORAGE)),
    case("not in the directory, at the end", "m.pt", zip_file(VERSION, Member("a.pkl", QUIET, is_listed=False))),
    case("shared bytes", "m.zip", overlapping()),
    case("bytes before", "m.pt", torch_zip(QUIET, prefix=bytes(5000))),
    case("a script before a model", "m.pt", torch_zip(QUIET, prefix=b"#!/bin/sh\nexit\n")),
    case("bytes behind", "m.pt", torch_zip(QUIET) + b"junk"),
    case("an end record in the comment", "m.pt", zip_file(VERSION, STORAGE, comment=b"PK\5\6" + bytes(18))),
    case("two archives", "m.pt", torch_zip(QUIET) + torch_zip(QUIET)),
    case("cut off", "m.pt", torch_zip(QUIET)[:-60]),
    case("cut off in the middle", "m.pt", torch_zip(QUIET)[:60]),
    case("fewer members than it says", "m.zip", zip_file(VERSION).replace(b"\1\0\1\0", b"\7\0\7\0")),
    case("no such local header", "m.zip", zip_file(VERSION, prefix=b"").replace(b"PK\3\4", b"PK\3\5")),
]
test_malformed = flagging("malformed-model", MALFORMED)

QUIET_ZIPS = [
    case("torch", "m.pt", torch_zip(QUIET)),
    case("sizes behind the data", "m.pt", torch_zip(QUIET, has_descriptor=True)),
    case("compressed, sizes behind", "m.pt", torch_zip(QUIET, has_descriptor=True, method=DEFLATED)),
    case("zip64", "m.pt", torch_zip(QUIET, is_zip64=True)),
    case("padding of torch", "m.pt", torch_zip(QUIET, local_extra=b"FB\x04\x00ZZZZ")),
    case("no sums at all", "m.pt", zip_file(Member("a/data.pkl", QUIET, crc=0), Member("a/data/0", bytes(16), crc=0))),
    case("zeros behind", "m.pt", torch_zip(QUIET) + bytes(512)),
    case("a long comment", "m.pt", zip_file(VERSION, STORAGE, comment=b"a" * 65_000)),
    case(
        "a program that unpacks itself",
        "w64.exe",
        zip_file(Member("__main__.py", b"1\n"), prefix=b"MZ" + b"\x90" * 300),
    ),
    case("empty", "m.zip", zip_file()),
    case("a zip in a zip", "m.zip", zip_file(Member("a.zip", zip_file(VERSION)))),
    case("an empty zip in a zip", "m.zip", zip_file(Member("a.zip", zip_file()))),
    case(
        "Java's metadata twice", "m.jar", zip_file(Member("META-INF/LICENSE", b"a"), Member("META-INF/LICENSE", b"b"))
    ),
    case("python, compressed", "m.zip", written_by_python()),
    case("python, stored", "m.zip", written_by_python(zipfile.ZIP_STORED, b"a comment")),
    case("python, bzip2", "m.zip", written_by_python(zipfile.ZIP_BZIP2)),
    case("python, LZMA", "m.zip", written_by_python(zipfile.ZIP_LZMA)),
    case("python, to a pipe", "m.zip", streamed_by_python()),
    case("a link inside", "m.zip", zip_file(VERSION, Member("a/b/link", b"../../archive/version", is_link=True))),
    case("a folder that begins with dots", "m.zip", zip_file(Member("..a/b..c/...", b"x" * 9))),
]
test_quiet = quiet(QUIET_ZIPS)

PATHS = [
    case("out of the folder", "m.zip", zip_file(Member("../x", b"x"))),
    case("in the middle", "m.zip", zip_file(Member("a/../../x", b"x"))),
    case("by backslashes", "m.zip", zip_file(Member("a\\..\\..\\x", b"x"))),
    case("absolute", "m.zip", zip_file(Member("/etc/cron.d/x", b"x"))),
    case("a drive", "m.zip", zip_file(Member("C:\\x", b"x"))),
    case("NUL", "m.zip", zip_file(Member("a.pkl\0.txt", b"x"))),
    case("a link out", "m.zip", zip_file(Member("a/link", b"../../x", is_link=True))),
    case("an absolute link", "m.zip", zip_file(Member("a/link", b"/etc/passwd", is_link=True))),
    case("a compressed link", "m.zip", zip_file(Member("a/link", b"/etc/passwd", DEFLATED, is_link=True))),
]
test_paths = flagging("path-in-model", PATHS)

CLOSED = [
    case("encrypted", "m.zip", a.encrypted_zip("model.pkl", PAYLOAD)),
    case("PPMd", "m.pt", torch_zip(QUIET, method=98, local_method=98)),
    case("AES", "m.pt", torch_zip(QUIET, method=99, local_method=99)),
]
test_closed = flagging("uninspectable-model", CLOSED)

BOMBS = [
    case("claims a gigabyte", "m.zip", zip_file(Member("a", bytes(9000), DEFLATED, claimed_size=2 << 30))),
    case(
        "claims many gigabytes, in parts",
        "m.zip",
        zip_file(*[Member(f"{n}", bytes(900), DEFLATED, claimed_size=900 << 20) for n in range(9)]),
    ),
]
test_bombs = flagging("model-bomb", BOMBS)

HIDDEN = [
    case("the first of two", "m.pt", zip_file(Member("a/data.pkl", PAYLOAD), Member("a/data.pkl", QUIET))),
    case("the last of two", "m.pt", zip_file(Member("a/data.pkl", QUIET), Member("a/data.pkl", PAYLOAD))),
    case("in a storage", "m.pt", torch_zip(QUIET, Member("archive/data/1", PAYLOAD))),
    case("in a text", "m.pt", torch_zip(QUIET, Member("archive/notes.txt", PAYLOAD))),
    case("not listed", "m.pt", torch_zip(QUIET, Member("archive/x", PAYLOAD, is_listed=False))),
    case("not listed, size behind", "m.zip", zip_file(Member("x", PAYLOAD, is_listed=False, has_descriptor=True))),
    case("in the first of two archives", "m.pt", torch_zip(PAYLOAD) + torch_zip(QUIET)),
    case("in the second of two archives", "m.pt", torch_zip(QUIET) + torch_zip(PAYLOAD)),
    case("before the archive", "m.pkl", PAYLOAD + torch_zip(QUIET)),
    case("behind the archive", "m.pt", torch_zip(QUIET) + PAYLOAD),
    case("in a directory that another hides", "m.pt", torch_zip(PAYLOAD)[:-2] + b"\x16\0PK\5\6" + bytes(18)),
    case("encrypted by a flag only", "m.pt", torch_zip(PAYLOAD, local_flags=1, central_flags=1)),
    case("of unknown method by the local header", "m.pt", torch_zip(PAYLOAD, local_method=99)),
    case("cut off", "m.pt", torch_zip(PAYLOAD)[:-60]),
    case("three times zipped", "m.zip", zip_file(Member("a", zip_file(Member("b", zip_file(Member("c", PAYLOAD))))))),
    case("compressed", "m.pt", torch_zip(PAYLOAD, method=DEFLATED)),
    case("with prefix", "m.pt", torch_zip(PAYLOAD, prefix=b"x" * 99)),
]
test_payload_is_found = flagging(DANGER, HIDDEN)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_payload_is_found_whatever_python_compresses_by(method: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.pkl", PAYLOAD)
    assert DANGER in rules_in(target.getvalue(), "m.zip")


def large_torch_zip(data: bytes, **knobs: object) -> bytes:
    """A checkpoint with a storage of 70 MB, as torch writes it: sizes stand behind the data."""
    weights = Member("archive/data/0", bytes(70 << 20), has_descriptor=True)
    members = [Member(f"archive/{name}", data, has_descriptor=True, **knobs) for name in ("data.pkl", "last.pkl")]  # type: ignore[arg-type]
    return a.compressed(zip_file(members[0], weights, members[1]), "gz")


def test_large_archives_in_compressed_ones_are_read_forwards() -> None:
    assert rules_in(large_torch_zip(QUIET), "m.pt.gz") == set()
    found = [finding.message for finding in findings(large_torch_zip(PAYLOAD), "m.pt.gz")]
    assert [("data.pkl" in message, "last.pkl" in message) for message in found] == [(True, False), (False, True)]


def test_what_cannot_be_read_forwards_is_told() -> None:
    assert rules_in(large_torch_zip(QUIET, method=DEFLATED), "m.pt.gz") == {"uninspectable-model"}


def test_python_code_behind_a_shebang_is_quiet() -> None:
    data = zip_file(Member("__main__.py", b"1\n"), prefix=b"#!/usr/bin/python3\n")
    assert "malformed-model" not in rules_in(data, "app.pyz")


def test_message_names_both_names() -> None:
    finding = findings(torch_zip(QUIET, local_name="archive/data.txt"), "m.pt")[0]
    assert "archive/data.pkl" in finding.message
    assert "archive/data.txt" in finding.message


def test_nested_archives_end_in_a_finding() -> None:
    data = zip_file(VERSION)
    for _ in range(20):
        data = zip_file(Member("a.zip", data))
    assert rules_in(data, "m.zip") == {"model-bomb"}
