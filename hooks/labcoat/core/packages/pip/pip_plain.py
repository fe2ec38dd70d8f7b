"""Requirements as nearly all are written, without what it costs to read any other: no `re`, no `packaging`.

`name[extra]==1.2.3 ; python_version >= "3.9"`: a name, versions of numbers, and markers with blanks between the words.
"""

from __future__ import annotations

from labcoat.core.packages.levels import level_of_specifier
from labcoat.core.packages.requirement import Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment

_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_NAME = _ALPHANUMERIC + "-_."
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.")
_NUMBERS = frozenset("0123456789.")
_ARCHIVES = ("whl", "zip", "tar", "tgz", "tbz", "txz", "tlz", "gz", "bz2", "xz", "lz", "lzma")  # no names, but files
_OPERATORS = ("==", ">=", "<=", "~=", "!=", "<", ">")
_VARIABLES = frozenset(
    "python_version python_full_version os_name sys_platform platform_system platform_machine extra".split()
)
_COMPARISONS = frozenset((*_OPERATORS, "in"))


def plain_requirement(segment: Segment, start: int, text: str) -> Requirement | None:
    """The requirement that stands at `start`; None for what has to be read more closely."""
    target, semicolon, marker = text.partition(";")
    rest = target.lstrip(_NAME)
    name = target[: len(target) - len(rest)]
    at = len(name)
    if not name or not (name[0].isalnum() and name[-1].isalnum()):
        return None
    if rest.startswith("["):
        at += rest.find("]") + 1
        extras = target[len(name) : at]
        if not _are_names(extras):
            return None
        rest = target[at:]
    else:
        extras = ""
    specifier = rest.strip(" \t")
    if not _is_specifier(specifier) if specifier else name.rpartition(".")[2].lower() in _ARCHIVES:
        return None
    if semicolon and not _is_marker(marker.split()):
        return None
    made = Requirement(segment, start, start + len(text), name, level_of_specifier(specifier))
    made.extras, made.marker = extras, marker.strip()
    made.spec_start = made.spec_end = start + at
    if specifier:
        made.spec_start += rest.index(specifier)
        made.spec_end = made.spec_start + len(specifier)
    return made


def _are_names(extras: str) -> bool:
    """Whether `[a,b]` is a list of names, without blanks."""
    names = extras[1:-1].split(",")
    return all([name and not name.strip(_NAME) and (name[0] + name[-1]).isalnum() for name in names])


def _is_specifier(text: str) -> bool:
    return all([_is_clause(clause.strip(" \t")) for clause in text.split(",")])


def _is_clause(clause: str) -> bool:
    operator = clause[:2] if clause[:2] in _OPERATORS else clause[:1]
    version = clause[len(operator) :].lstrip(" \t")
    if operator in ("==", "!="):
        version, plus, local = version.partition("+")
        if plus and not (_LOCAL.issuperset(local) and "" not in local.split(".")):
            return False
        version = version if plus else version.removesuffix(".*")
    parts = version.split(".")
    is_version = _NUMBERS.issuperset(version) and "" not in parts
    return is_version and operator in _OPERATORS and (operator != "~=" or len(parts) > 1)


def _is_marker(words: list[str]) -> bool:
    """Whether a marker is `name operator "value"`, and more of those behind `and` and `or`."""
    if len(words) % 4 != 3 or not all([word in ("and", "or") for word in words[3::4]]):
        return False
    compared = zip(words[::4], words[1::4], words[2::4], strict=True)
    return all([name in _VARIABLES and how in _COMPARISONS and _is_quoted(value) for name, how, value in compared])


def _is_quoted(word: str) -> bool:
    quote = word[:1]
    return quote in ('"', "'") and len(word) > 1 and word.endswith(quote) and word.count(quote) == 2
