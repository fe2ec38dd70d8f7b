"""pip's own reading of a requirements file, and ours, as the same plain values. For tests and benchmarks only.

What depends on the machine is fixed: variables are not set, and a path that looks like one is there.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from unittest import mock

from pip._internal.exceptions import InvalidEggFragment, PipError
from pip._internal.req import constructors, req_file
from pip._internal.vcs import vcs
from pip._vendor.packaging.requirements import InvalidRequirement
from pip._vendor.packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    parse_sdist_filename,
    parse_wheel_filename,
)

from labcoat.core.packages.pip.pip_file import read_line
from labcoat.core.packages.pip.pip_lines import logical_lines
from labcoat.core.packages.project import Project
from labcoat.core.packages.requirement import ENV, INVALID, LOCAL, URL, VCS, Packages
from labcoat.core.segment import Segment

VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")
COMMIT = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})", re.I)
NO_PATH = re.compile(r" @|[=<>\0]|://")
URL_FROM_PATH = constructors._get_url_from_path
EGG = "egg"  # a fragment that pip refuses by now; what comes with older ones takes it, and so do we
FLAGS = ("no_index", "pre", "prefer_binary", "require_hashes", "no_require_hashes")
VALUES = ("extra_index_urls", "find_links", "trusted_hosts")
LONG = {"extra_index_urls": "extra-index-url", "trusted_hosts": "trusted-host"}


class Found(NamedTuple):
    """One line that names something to install, or that pip refuses."""

    number: int
    kind: str  # named, vcs, url, local, invalid; env and egg, of which nothing more is said
    name: str = ""
    extras: tuple[str, ...] = ()
    has_marker: bool = False
    is_pinned: bool = False
    hashes: tuple[str, ...] = ()


class Given(NamedTuple):
    """One line of options: (name, value) of those that count, and the file that it refers to."""

    number: int
    options: tuple[tuple[str, str], ...]
    reference: str = ""


def of_pip(text: str) -> Iterator[Found | Given]:
    """What pip makes of a file's text, line by line."""
    parse = req_file.get_line_parser(None)
    with _fixed_machine():
        lines = list(req_file.preprocess(text))
        for number, line in lines:
            if VARIABLE.search(line):
                yield Found(number, ENV)
                continue
            try:
                with contextlib.redirect_stderr(io.StringIO()):
                    args, options = parse(line)
                yield from _of_pip_line(number, args, options)
            except InvalidEggFragment:
                yield Found(number, EGG)
            except (req_file.OptionParsingError, PipError, InvalidRequirement, ValueError):
                yield Found(number, INVALID)


def _of_pip_line(number: int, args: str, options: Any) -> Iterator[Found | Given]:
    if args:
        made = constructors.install_req_from_line(args, hash_options=options.hashes or {})
        hashes = [f"{algorithm}:{value}" for algorithm, values in (options.hashes or {}).items() for value in values]
        yield _requirement(number, made, tuple(sorted(hashes)))
    elif options.editables:
        yield _requirement(number, constructors.install_req_from_editable(options.editables[0]), ())
    else:
        yield _given(number, options)


def _requirement(number: int, made: Any, hashes: tuple[str, ...]) -> Found:
    extras = tuple(sorted(made.extras))
    if made.link is None:
        return Found(number, "named", made.req.name, extras, bool(made.markers), _names_one(made.req.specifier), hashes)
    kind = VCS if made.link.is_vcs else LOCAL if made.link.is_file or not made.link.scheme else URL
    if kind == LOCAL:
        return Found(number, kind, has_marker=bool(made.markers))
    is_pinned = _is_commit(made.link) if kind == VCS else _says_version(made.link)
    name = made.req.name if made.req and (kind == VCS or not made.link.is_wheel) else ""
    return Found(number, kind, name, (), bool(made.markers), is_pinned, hashes)


def _names_one(specifier: Any) -> bool:
    return any(each.operator in ("==", "===") and not each.version.endswith(".*") for each in specifier) or any(
        each.operator == "===" for each in specifier
    )


def _is_commit(link: Any) -> bool:
    backend = vcs.get_backend_for_scheme(link.scheme)
    assert backend
    revision = backend.get_url_rev_and_auth(link.url)[1] or ""
    is_number = link.scheme.startswith(("svn", "bzr")) and revision.isdigit()
    return bool(COMMIT.fullmatch(revision)) or is_number


def _says_version(link: Any) -> bool:
    if link.hash_name in ("sha256", "sha384", "sha512") or any(
        COMMIT.fullmatch(part.partition(".")[0]) for part in link.path.split("/")
    ):
        return True
    for parse in (parse_wheel_filename, parse_sdist_filename):
        with contextlib.suppress(InvalidWheelFilename, InvalidSdistFilename):
            parse(link.filename)
            return True
    return False


def _given(number: int, options: Any) -> Given:
    reference = (options.requirements or options.constraints or [""])[0]
    if reference:
        return Given(number, (), reference)
    found = [(name.replace("_", "-"), "") for name in FLAGS if getattr(options, name)]
    found += [("index-url", options.index_url)] if options.index_url is not None else []
    for name in VALUES:
        found += [(LONG.get(name, name.replace("_", "-")), value) for value in getattr(options, name) or ()]
    return Given(number, tuple(sorted(found)))


def _may_be_folder(written: str) -> bool:
    """Whether a path that looks like one is meant, and not what stands behind a name and `@`."""
    before, at, _ = written.partition("@")
    return not NO_PATH.search(written) and (not at or constructors._looks_like_path(before))


def _url_from_path(path: str, name: str) -> str | None:
    """As pip does it, with a folder there by what is written: `path` is normalized, and `./a@1` has lost its dot.

    `//server/share` is a path on Windows only; here it is one.
    """
    with mock.patch.object(os.path, "isdir", return_value=_may_be_folder(name)):
        return URL_FROM_PATH("/" + path.lstrip("/"), name)


@contextlib.contextmanager
def _fixed_machine() -> Iterator[None]:
    with (
        mock.patch.dict(os.environ, clear=True),
        mock.patch.object(constructors, "is_installable_dir", return_value=True),
        mock.patch.object(os.path, "isdir", _may_be_folder),
        mock.patch.object(constructors, "_get_url_from_path", _url_from_path),
        mock.patch.object(os.path, "altsep", "\\"),
    ):
        yield


def of_ours(text: str) -> Iterator[Found | Given]:
    """What the reader of requirements files makes of a text, line by line."""
    segment = Segment(text, "requirements")
    for line in logical_lines(text):
        if VARIABLE.search(line.text):
            yield Found(line.number, ENV)
            continue
        found = Packages("requirements.txt", Project("/"))
        read_line(segment, line, found, "requirements")
        for made in found.requirements:
            yield _ours(line.number, made)
        if not found.requirements:
            yield _our_options(line.number, found)


def _ours(number: int, made: Any) -> Found:
    if made.level == INVALID:
        return Found(number, INVALID)
    if made.level == LOCAL:
        return Found(number, LOCAL, has_marker=bool(made.marker))
    is_pinned = made.level in ("exact", "commit", "hash")
    hashes = tuple(sorted(made.hashes))
    if made.form in (VCS, URL):
        is_wheel = made.url.partition("#")[0].endswith(".whl")
        return Found(number, made.form, "" if is_wheel else made.name, (), bool(made.marker), is_pinned, hashes)
    extras = tuple(sorted({part.strip() for part in made.extras.strip("[]").split(",")} - {""}))
    return Found(number, "named", made.name, extras, bool(made.marker), is_pinned, hashes)


def _our_options(number: int, found: Packages) -> Given:
    if found.references:
        return Given(number, (), found.references[0].path)
    given = {(each.name, each.value) for each in found.options if each.name in FLAG_NAMES}
    given |= set([(each.name, each.value) for each in found.options if each.name == "index-url"][-1:])
    options = [(each.name, each.value) for each in found.options if each.name in VALUE_NAMES]
    return Given(number, tuple(sorted([*given, *options])))


FLAG_NAMES = {name.replace("_", "-") for name in FLAGS}
VALUE_NAMES = {LONG.get(name, name.replace("_", "-")) for name in VALUES}
