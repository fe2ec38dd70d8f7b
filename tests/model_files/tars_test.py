"""Tar files: of several kinds, cut off, with links and names that lead out of them."""

from __future__ import annotations

import io
import tarfile

import pytest

from tests.model_files import assemble as a
from tests.model_files.assemble import tar_file
from tests.model_files.cases import case, flagging, quiet, rules_in

PAYLOAD = a.pickle(a.call(a.global_("os", "system"), a.text("id")))
HARMLESS = a.pickle(a.list_(a.int_(1)))
LONG = "folder/" * 30 + "m.pkl"


def tar(*entries: tarfile.TarInfo, form: int = tarfile.GNU_FORMAT, data: bytes = b"") -> bytes:
    """A tar of entries that all have the same data."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for entry in entries:
            entry.size = len(data) if entry.isreg() else 0
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def old_tar(name: str, data: bytes) -> bytes:
    """As Unix wrote them before 1988: without the word ustar."""
    raw = bytearray(tar_file({name: data}))
    raw[257:265] = bytes(8)
    raw[148:156] = b"%06o\0 " % (sum(raw[:148]) + 256 + sum(raw[156:512]))
    return bytes(raw)


def sparse(real_size: int) -> bytes:
    """A member of a few bytes that says it is as large as it likes."""
    entry = tarfile.TarInfo("weights.bin")
    entry.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(real_size)}
    return tar(entry, form=tarfile.PAX_FORMAT, data=b"0\n" + bytes(510))


FOUND = [
    case("plain", "m.tar", tar_file({"m.pkl": PAYLOAD})),
    case("gzip", "m.tar.gz", tar_file({"m.pkl": PAYLOAD}, mode="w:gz")),
    case("xz", "m.tar.xz", tar_file({"m.pkl": PAYLOAD}, mode="w:xz")),
    case("second member", "m.tar", tar_file({"a": HARMLESS, "README.txt": PAYLOAD})),
    case("in a large one", "m.tar.gz", tar_file({"a.bin": b"\1" * (9 << 20), "m.pkl": PAYLOAD}, mode="w:gz")),
    case("torch of old", "m.pt", a.torch_tar(PAYLOAD)),
    case("no magic number", "m.tar", old_tar("m.pkl", PAYLOAD)),
    case("a long name of GNU", "m.tar", tar(tarfile.TarInfo(LONG), data=PAYLOAD)),
    case("a long name of pax", "m.tar", tar(tarfile.TarInfo(LONG), form=tarfile.PAX_FORMAT, data=PAYLOAD)),
    case("in a tar", "m.tar", tar_file({"a.tar": tar_file({"m.pkl": PAYLOAD})})),
    case("in a zip", "m.zip", a.zip_file(a.Member("a.tar", tar_file({"m.pkl": PAYLOAD}), a.DEFLATED))),
    case("a zip in a compressed tar", "m.tar.gz", tar_file({"m.pt": a.torch_zip(PAYLOAD)}, mode="w:gz")),
    case("behind the end", "m.tar", tar_file({"a": HARMLESS}) + PAYLOAD),
    case("in a second tar", "m.tar", tar_file({"a": HARMLESS}) + tar_file({"m.pkl": PAYLOAD})),
    case("behind a broken header", "m.tar", tar_file({"a": HARMLESS})[:1024] + PAYLOAD),
]
test_payload_is_found = flagging("dangerous-pickle-import", FOUND)

PATHS = [
    case("out of the folder", "m.tar", tar_file({"../../x": b"x"})),
    case("absolute", "m.tar", tar_file({"/etc/x": b"x"})),
    case("a link out", "m.tar.gz", tar_file({}, {"weights": "../../etc/passwd"}, mode="w:gz")),
    case("an absolute link", "m.tar", tar_file({"a/x": b"x"}, {"a": "/etc"})),
    case("a hard link out", "m.tar", tar(link("a/b/c", "../x", tarfile.LNKTYPE))),
    case("a device", "m.tar", tar(link("disk", "", tarfile.BLKTYPE))),
    case("by pax", "m.tar", tar(tarfile.TarInfo("../" + LONG), form=tarfile.PAX_FORMAT)),
]
test_paths = flagging("path-in-model", PATHS)

BROKEN = [
    case("cut off in a member", "m.tar", tar_file({"a": bytes(9000)})[:4000]),
    case("cut off in a header", "m.tar", tar_file({"a": b"a" * 512})[:1100] + b"x"),
    case("wrong sum", "m.tar", tar_file({"a": b"x", "b": b"y"}).replace(b"b\0\0\0", b"c\0\0\0")),
    case("more behind it", "m.tar", tar_file({"a": b"x"}) + b"more"),
]
test_broken = flagging("malformed-model", BROKEN)

FINE = [
    case("plain", "m.tar", tar_file({"m.pkl": HARMLESS, "empty": b""})),
    case("compressed", "m.tar.bz2", tar_file({"a/m.pkl": HARMLESS}, mode="w:bz2")),
    case("links inside", "m.tar", tar_file({"a/b/x": b"x"}, {"a/link": "b/x", "a/b/up": "../../a"})),
    case("a hard link inside", "m.tar", tar(link("a/b/c", "a/x", tarfile.LNKTYPE))),
    case("a folder", "m.tar", tar(link("./", "", tarfile.DIRTYPE), link("./a", "", tarfile.DIRTYPE))),
    case("pax", "m.tar", tar(tarfile.TarInfo("ünïcode/" + LONG), form=tarfile.PAX_FORMAT, data=HARMLESS)),
    case("no blocks at the end", "m.tar", tar_file({"a": b"x" * 512})[:1024]),
    case("no magic number", "m.tar", old_tar("m.pkl", HARMLESS)),
    case("little that is sparse", "m.tar", sparse(100_000)),
    case("a zip at its end", "m.tar", tar_file({"a.zip": a.zip_file(a.Member("x.txt", b"hello"))})),
]
test_quiet = quiet(FINE)


@pytest.mark.parametrize("size", [8 << 30, 10**18])
def test_a_sparse_member_that_fills_the_disk_is_a_bomb(size: int) -> None:
    assert rules_in(sparse(size), "m.tar") == {"model-bomb"}
