"""One conda match spec: `channel::name=1.2.3=build`, `name >=1.2,<2`, `name[version='1.2.*']`.

https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html: a single `=` fits all that starts so,
but what names three numbers (`=1.2.3`) is one release, and so is a version with a build.
"""

from __future__ import annotations

import re

from labcoat.core.packages.levels import level_of_url
from labcoat.core.packages.requirement import CONDA_FORM, ENV, INVALID, LEVELS, LOCAL, URL, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment

_NAME = re.compile(r"(?:[^\s\[\]=<>]*::)?([A-Za-z0-9_][A-Za-z0-9_.\-]*)(?=[\s=<>!~\[#]|\Z)")
_AFTER_NAME = re.compile(r"(?P<version>[^\[\]#]*)(?P<brackets>\[[^\[\]]*\])?(?:[ \t]*\[[^\[\]]*\])*[ \t]*(?:#.*)?\Z")
_VERSION_KEY = re.compile(r"\bversion[ \t]*=[ \t]*(?:'([^']*)'|\"([^\"]*)\"|([^,'\"\]]*))")
_HASH_KEY = re.compile(r"\b(?:md5|sha256)[ \t]*=[ \t]*['\"]?[0-9a-f]{32}")
_AROUND_OPERATOR = re.compile(r"[ \t]*([=<>!~,|]+)[ \t]*")
_VERSION_BUILD = re.compile(r"(=*[^\s=<>!~,|]+)(?:[ \t]+|=)([^\s=<>!~,|]+)\Z")
_ONE_MINOR = re.compile(r">=3\.(\d{1,3})(?:\.\d+)?,<3\.(\d{1,3})(?:\.0)?(?:a0)?\Z")
_VARIABLES = ("$", "{{", "{%", "<%", "%(")
_SETTLED = {
    "pip": "comes with python",
    **dict.fromkeys(("nodefaults", "nomkl", "cpuonly", "blas", "libblas"), "chooses a variant"),
}
_FULL = 3  # numbers of a version that is one release
_MOST_CHARACTERS = 500  # of a spec: whoever writes more does not mean one


def conda_requirement(segment: Segment, start: int, text: str) -> Requirement:
    """The requirement that `text` is, at `start` in the segment. Never raises."""
    made = Requirement(segment, start, start + len(text), "", INVALID, CONDA_FORM)
    if "://" in text or text.startswith(("/", "./", "../", "~/")):
        return _located(made, text)
    name = _NAME.match(text)
    rest = _AFTER_NAME.match(text, name.end()) if name and len(text) < _MOST_CHARACTERS else None
    if any([mark in text for mark in _VARIABLES]):
        made.level, made.name = ENV, name[1] if name else ""
    elif not name or not rest:
        made.reason = "not a match spec"
    else:
        made.name = name[1]
        made.spec_start = made.spec_end = start + name.end()
        _read_version(made, start, rest)
        made.is_pinned_by = _settled_by(made)
    return made


def _located(made: Requirement, text: str) -> Requirement:
    """The address of one package, or a channel's address before `::` and a name."""
    address, separator, rest = text.rpartition("::")
    if separator and "://" in address:
        inner = conda_requirement(made.segment, made.end - len(rest), rest)
        inner.start = made.start
        return inner
    made.url, made.form = text, URL
    is_remote = "://" in text and not text.lower().startswith("file:")
    made.level = level_of_conda_url(text) if is_remote else LOCAL
    return made


def level_of_conda_url(url: str) -> str:
    """The level of a package's address, which always names version and build, and its hash behind `#`."""
    fragment = url.partition("#")[2].removeprefix("sha256:")
    if len(fragment) in (32, 64):
        return "hash"
    return "exact" if url.endswith((".conda", ".tar.bz2")) else level_of_url(url)


def _read_version(made: Requirement, start: int, rest: re.Match[str]) -> None:
    """The version that follows the name, or the one in brackets."""
    version, at = rest["version"], rest.start("version")
    brackets = rest["brackets"] or ""
    key = _VERSION_KEY.search(brackets)
    if key and not version.strip():
        group = next(number for number in (1, 2, 3) if key[number] is not None)
        version, at = key[group], rest.start("brackets") + key.start(group)
    if version.strip():
        at += len(version) - len(version.lstrip())
        made.spec_start, made.spec_end = start + at, start + at + len(version.strip())
    made.level = "hash" if _HASH_KEY.search(brackets) else level_of_conda_version(version)


def level_of_conda_version(written: str) -> str:
    """The level of what follows a name: clauses with `,` for and, `|` for or, and perhaps a build."""
    version = _AROUND_OPERATOR.sub(r"\1", written.strip())
    if not version:
        return "none"
    built = _VERSION_BUILD.match(version)
    if built:
        return _level_of_clause("==" + built[1].lstrip("="))
    if "|" in version:
        return "range"
    return max([_level_of_clause(clause) for clause in version.strip("()").split(",")], key=LEVELS.index)


def _level_of_clause(clause: str) -> str:
    number = clause.lstrip("=")
    if number.strip("*.") == "":
        return "none"
    if clause.startswith(("<", ">", "!", "^")):
        return "range"
    if clause.startswith("~") or number.endswith("*"):
        return "compatible"
    is_prefix = clause.startswith("=") and not clause.startswith("==")
    return "compatible" if is_prefix and number.count(".") + 1 < _FULL else "exact"


def _settled_by(made: Requirement) -> str:
    """Why its version does not matter: packages that only choose a variant, and x.y of Python, which is enough."""
    if made.name.startswith("_") or made.name.endswith("mutex"):
        return "chooses a variant"
    if made.name == "python" and _is_minor(made):
        return "one minor version"
    return _SETTLED.get(made.name, "")


def _is_minor(python: Requirement) -> bool:
    """Whether all the versions of one x.y fit, and no other."""
    version = _AROUND_OPERATOR.sub(r"\1", python.specifier)
    if python.level == "compatible":
        return version.strip("=~.*").count(".") > (1 if version.startswith("~") else 0)
    bounds = _ONE_MINOR.match(version)
    return bounds is not None and int(bounds[2]) == int(bounds[1]) + 1
