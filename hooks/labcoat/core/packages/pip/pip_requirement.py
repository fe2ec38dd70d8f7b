"""One requirement as pip takes it: PEP 508, an archive, a repository, a path.

https://packaging.python.org/en/latest/specifications/dependency-specifiers/ and
https://pip.pypa.io/en/stable/cli/pip_install/: nothing on the disk is looked at; what is written as a path is one.
"""

from __future__ import annotations

import re
from posixpath import normpath

from labcoat.core.packages.levels import level_of_specifier, level_of_url, level_of_vcs
from labcoat.core.packages.requirement import ENV, INVALID, LOCAL, URL, VCS, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment

_NAME = re.compile(r"[ \t]*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)[ \t]*(\[[^\]]*\])?[ \t]*")
_NUMBER = r"\d+(?:\.\d+)*"
_VERSION = rf"{_NUMBER}(?:(?:a|b|rc|\.post|\.dev)\d+)?"
_CLAUSE = (
    rf"(?:[<>]=?[ \t]*{_VERSION}|~=[ \t]*\d+\.{_VERSION}"
    rf"|[=!]=[ \t]*(?:{_NUMBER}\.\*|{_VERSION}\+[a-z0-9]+(?:\.[a-z0-9]+)*|{_VERSION}))"
)
_SIMPLE = re.compile(rf"({_CLAUSE}(?:[ \t]*,[ \t]*{_CLAUSE})*)?[ \t]*\Z", re.ASCII)
_COMPARED = (
    r"(?:python_(?:full_)?version|os_name|sys_platform|platform_(?:release|system|version|machine)|extra)"
    r"(?:[ \t]*(?:[!=<>]=|[<>])|[ \t]+(?:not[ \t]+)?in[ \t])[ \t]*(?:\"[^\"]*\"|'[^']*')"
)
_MARKER = re.compile(rf"{_COMPARED}(?:[ \t]+(?:and|or)[ \t]+{_COMPARED})*\Z")
_ADDRESS = re.compile(
    r"(?:https?|file|ftp|(?:git|hg|bzr|svn)\+(?:https?|ssh|file)|git\+git|hg\+static-http|svn\+svn|bzr\+(?:s?ftp|lp)):",
    re.I,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_VCS = re.compile(r"(?:git|hg|svn|bzr)\+|git://|ssh://", re.I)
_EDITABLE_VCS = re.compile(r"(?:(?:git|hg|svn|bzr)\+[a-z-]+|git|hg|svn|bzr):", re.I)
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")
_HOST = re.compile(r"(?:[^:/?#]*:)?//([^/?#]*)")
_ARCHIVE = re.compile(r"\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))\Z", re.I)
_WHEEL = re.compile(r"[\w.]+-\d[^-]*(?:-\d[^-]*)?(?:-[^-]+){3}\.whl", re.I)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)(\[[^\[\]#&]*\])?(?=&|\Z)")
_IGNORED = "".join(map(chr, range(33)))
_IN_NO_PATH = ("://", "=", "<", ">", "\0", " @")
MOST_CHARACTERS = 50_000  # of a requirement that `packaging` is asked about: it takes a second for ten times as many
COMMANDS = ("pip", "pip3", "python", "conda", "sudo", "apt-get", "apt", "uv", "!pip", "%pip")


def read_requirement(segment: Segment, start: int, text: str, is_editable: bool = False) -> Requirement:
    """The requirement that `text` is, at `start` in the segment. Never raises: what pip refuses is INVALID.

    `text` must stand there as it is; the caller moves the places where it does not.
    """
    made = Requirement(segment, start, start + len(text), "", INVALID)
    if _VARIABLE.search(text):
        return _with_variable(made, text, is_editable)
    if is_editable:
        return _editable(made, text, start)
    address = text.replace("\t", "").lstrip(_IGNORED)  # as urllib does
    is_address = bool(_ADDRESS.match(address))
    target, _, marker = text.partition("; " if is_address else ";")
    made.marker = marker.strip()
    if (made.marker and not _is_marker(made.marker)) or not _has_host(address):
        return _refused(made, text)
    target = target.rstrip()
    if is_address:
        made.url = address.partition("; ")[0].rstrip()
        return _located(made) if _is_wheel_or_other(_file(made.url)) else _refused(made, text, "no name of a wheel")
    if target.startswith(("git://", "ssh://", "git@")):
        made.url = target
        return _refused(made, text, "a repository is written `git+https://…` or `git+ssh://…`")
    if not _ends_well(target):
        return _refused(made, text)
    return _path(made, target) if _is_path(target.lstrip()) else _named(made, target, start)


def _with_variable(made: Requirement, text: str, is_editable: bool) -> Requirement:
    """A variable decides: the version, the name, or only a password in the address."""
    read = read_requirement(made.segment, made.start, _VARIABLE.sub(_stand_in, text), is_editable)
    made.name, made.form = "" if _VARIABLE.match(text) else read.name, read.form
    made.url = _address_in(text) if read.url else ""
    made.level = ENV
    if made.form == VCS:
        made.level = level_of_vcs(made.url)
    elif made.form == URL and "$" not in made.url.rpartition("/")[2]:
        made.level = read.level
    return made


def _address_in(text: str) -> str:
    """The address of a requirement that has one, without name and marker."""
    text = text.partition("; ")[0].partition(" ;")[0].strip()
    name, at, url = text.partition("@")
    return url.strip() if at and _NAME.fullmatch(name) else text


def _stand_in(variable: re.Match[str]) -> str:
    return "0" * len(variable.group())


def _is_marker(text: str) -> bool:
    if _MARKER.match(text):
        return True
    if len(text) > MOST_CHARACTERS:
        return False
    from packaging.markers import InvalidMarker, Marker

    try:
        Marker(text)
    except (InvalidMarker, RecursionError):
        return False
    return True


def _is_wheel_or_other(file: str) -> bool:
    """Whether what ends like a wheel is called like one: name, version, build perhaps, and three tags."""
    return not file.lower().endswith(".whl") or bool(_WHEEL.fullmatch(file))


def _file(url: str) -> str:
    """The last part of the path of an address."""
    return url.partition("#")[0].partition("?")[0].rpartition("/")[2]


def _located(made: Requirement) -> Requirement:
    """Name, form and level by the address."""
    if not _has_host(made.url):
        return _refused(made, made.url)
    egg = _EGG.search(made.url)
    made.name = made.name or (egg[1] if egg else _name_in_file(made.url))
    if _VCS.match(made.url):
        if made.url.partition("#")[0].endswith("@"):
            return _refused(made, made.url, "there is no revision behind the `@`")
        made.form, made.level = VCS, level_of_vcs(made.url)
    elif made.url.lower().startswith("file:") or not _SCHEME.match(made.url):
        made.form, made.level = URL, LOCAL
    else:
        made.form, made.level = URL, level_of_url(made.url)
    return made


def _has_host(url: str) -> bool:
    """Whether the brackets in a host are right, if it has any: urllib refuses all others."""
    host = _HOST.match(url)
    if not host or {"[", "]"}.isdisjoint(host[1]):
        return True
    from urllib.parse import urlsplit

    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _name_in_file(url: str) -> str:
    """The name in a wheel's file name; any other address may have any name."""
    file = _file(url)
    return file.partition("-")[0] if file.endswith(".whl") else ""


def _editable(made: Requirement, text: str, start: int) -> Requirement:
    """`-e`: a path, a repository with a name, or `name @` one of both."""
    direct = _NAME.match(text)
    if direct and text.startswith("@", direct.end()):
        target, _, marker = text.partition(" ;")
        made.marker = marker.strip()
        _named(made, target.rstrip(), start)
        return made if made.form == VCS or made.level in (LOCAL, INVALID) else _refused(made, text)
    if not _EDITABLE_VCS.match(text):
        made.url = text
        if text.lower().startswith("file:"):
            return _located(made)
        return _path(made, text) if _may_be_path(text) else _refused(made, text)
    made.url = text if "+" in text.partition(":")[0] else f"{text.partition(':')[0]}+{text}"
    _located(made)
    return (
        made
        if made.level == INVALID or made.name
        else _refused(made, text, "an editable repository needs `#egg=<name>`")
    )


def _is_path(target: str) -> bool:
    """Whether pip looks for a file or folder: by a separator, a dot in front, or an archive's ending."""
    if _ARCHIVE.search(_without_extras(normpath(target))):
        return "@" not in target or _looks_like_path(target.partition("@")[0])
    return _looks_like_path(target.partition("@")[0]) and _may_be_path(target)


def _looks_like_path(text: str) -> bool:
    return text.startswith(".") or "/" in text or "\\" in text


def _may_be_path(target: str) -> bool:
    """Whether there may be such a folder; what stands behind a name and `@` is an address."""
    before, at, _ = target.partition("@")
    return not any([mark in target for mark in _IN_NO_PATH]) and (not at or _looks_like_path(before))


def _without_extras(path: str) -> str:
    """A path without the extras behind it; `[]` are none, and belong to it."""
    at = path.rfind("[", 0, -2) if path.endswith("]") else -1
    return path[:at].rstrip() if at > path.rfind("]", 0, -1) else path


def _ends_well(target: str) -> bool:
    """Whether what is in brackets at the end are extras, if there are any: pip looks there first."""
    path = normpath(target)
    extras = path[len(_without_extras(path)) :].strip()
    return not extras or _is_extras(extras)


def _path(made: Requirement, target: str) -> Requirement:
    if not _ends_well(target):
        return _refused(made, target)
    made.url = target
    made.level = LOCAL
    return made


def _named(made: Requirement, text: str, start: int) -> Requirement:
    """`name[extras] specifier` or `name[extras] @ url`."""
    found = _NAME.match(text)
    if not found or (found[2] and not _is_extras(found[2])):
        return _refused(made, text)
    made.name, made.extras = found[1], found[2] or ""
    made.spec_start = made.spec_end = start + len(text[: found.end()].rstrip())
    if text.startswith("@", found.end()):
        made.url = text[found.end() + 1 :].strip(" \t")
        return _located(made) if made.url and not {" ", "\t"} & set(made.url) else _refused(made, text)
    rest = text[found.end() :]
    if not _SIMPLE.match(rest) and not (rest[0] in "(<>=!~" and _is_requirement(text)):
        return _refused(made, text)
    _set_specifier(made, start + found.end(), rest)
    return made


def _is_extras(written: str) -> bool:
    inside = written[1:-1].strip(" \t")  # packaging takes `[]`
    return not inside or all([_NAME.fullmatch(part) and "[" not in part for part in inside.split(",")])


def _set_specifier(made: Requirement, at: int, specifier: str) -> None:
    if specifier:
        made.spec_start, made.spec_end = at, at + len(specifier.rstrip())
    made.level = level_of_specifier(specifier)


def _is_requirement(text: str) -> bool:
    """What is more than names and plain versions: `packaging` says whether it is one at all."""
    if len(text) > MOST_CHARACTERS:
        return False
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Parsed

    try:
        Parsed(text)
    except InvalidRequirement:
        return False
    return True


def _refused(made: Requirement, text: str, reason: str = "") -> Requirement:
    made.form, made.level = "pip", INVALID
    made.reason = reason or _reason(text)
    return made


def _reason(text: str) -> str:
    """Why pip refuses it, in a few words."""
    first = text.split(None, 1)[0] if text.split() else ""
    if first in COMMANDS:
        return "a command, not a requirement"
    if first[:1] in "'\"":
        return "quotes are no part of a requirement"
    if first.startswith("git+git@"):
        return "a repository is written `git+https://…` or `git+ssh://…`"
    if "=" in text and not any([operator in text for operator in ("==", ">=", "<=", "~=", "!=")]):
        return "`=` is no operator: it is `==`"
    if text.rstrip().endswith(","):
        return "a comma at the end"
    return "not a valid requirement (PEP 508)"
