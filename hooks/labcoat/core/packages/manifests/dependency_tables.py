"""Dependencies as tables have them: `name = "^1.2"`, `name = {git = "…", rev = "…"}`, and options of installers."""

from __future__ import annotations

from labcoat.core.packages.levels import is_commit, level_of_url
from labcoat.core.packages.requirement import LEVELS, LOCAL, MANIFEST, POETRY_FORM, URL, VCS, Option, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Keys = dict[str, Setting]

SYSTEMS = ("git", "hg", "svn", "bzr")
REVISIONS = ("rev", "ref", "tag", "branch")
LOCAL_KEYS = ("path", "editable", "workspace", "directory")


def is_below(path: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path starts as the pattern says, in which `*` is any key."""
    start = path[: len(pattern)]
    return len(start) == len(pattern) and all([key in (found, "*") for key, found in zip(pattern, start, strict=True)])


def entries(settings: Iterable[Setting], pattern: Sequence[str]) -> list[tuple[str, Keys]]:
    """Name and keys of each table below the pattern, also of those in a list; a plain value is the key `version`."""
    found: dict[tuple[str, ...], Keys] = {}
    length = len(pattern)
    for setting in settings:
        path = setting.path
        if len(path) > length and is_below(path, pattern):
            in_list = 1 if path[length + 1 : length + 2] and path[length + 1].isdigit() else 0
            start = length + 1 + in_list
            found.setdefault(path[:start], {})[".".join(path[start:]) or "version"] = setting
    return [(path[length], keys) for path, keys in found.items()]


def value_of(keys: Keys, key: str) -> str:
    """The string that a key has; empty where it has none."""
    value = keys[key].value if key in keys else ""
    return value if isinstance(value, str) else ""


def is_true(keys: Keys, key: str) -> bool:
    """Whether a key is there and true."""
    return key in keys and keys[key].value is True


def requirement_of(segment: Segment, name: str, keys: Keys) -> Requirement:
    """What a table asks for: a commit of a repository, an archive, a path, or a version."""
    for system in SYSTEMS:
        if value_of(keys, system):
            return _repository(segment, name, system, keys)
    for key in ("url", "file"):
        if "://" in value_of(keys, key):
            url = value_of(keys, key)
            return _located(segment, name, keys[key], LOCAL if url.startswith("file:") else level_of_url(url), URL)
    for key in ("file", *LOCAL_KEYS):
        if key in keys:
            return _located(segment, name, keys[key], LOCAL, POETRY_FORM)
    return _versioned(segment, name, keys)


def _repository(segment: Segment, name: str, system: str, keys: Keys) -> Requirement:
    """A repository, from its address to its revision, in whichever order they are."""
    address = keys[system]
    key = next((key for key in REVISIONS if value_of(keys, key)), "")
    revision = keys.get(key, address)
    level = "none" if key in ("", "branch") else "compatible"
    made = _located(segment, name, address, "commit" if is_commit(value_of(keys, key)) else level, VCS)
    made.start, made.end = min(address.start, revision.start), max(address.end, revision.end)
    made.url = f"{system}+{address.value}" + (f"@{revision.value}" if key else "")
    made.spec_start, made.spec_end = (revision.start, revision.end) if key else (made.end, made.end)
    return made


def _located(segment: Segment, name: str, setting: Setting, level: str, form: str) -> Requirement:
    made = Requirement(segment, setting.start, setting.end, name, level, form)
    made.url = str(setting.value)
    return made


def _versioned(segment: Segment, name: str, keys: Keys) -> Requirement:
    """All of `name = "^1.2"`, or the version in a table."""
    version = keys.get("version") or next(iter(keys.values()))
    is_plain = version.key not in ("version", *keys)
    start, end = span_of(version) if is_plain else (version.start, version.end)
    made = Requirement(segment, start, end, name, level_of_version(value_of(keys, "version")), POETRY_FORM)
    made.spec_start, made.spec_end = (version.start, version.end) if "version" in keys else (end, end)
    return made


def level_of_version(written: str) -> str:
    """The level of a version as Poetry and pipenv take it: `1.2` is that one, `^1.2` and `~1.2` what goes with it.

    https://python-poetry.org/docs/dependency-specification/
    """
    if "|" in written:
        return "range"
    levels = [_level_of_clause(clause.strip()) for clause in written.split(",")]
    return max(levels, key=LEVELS.index, default="none")


def _level_of_clause(clause: str) -> str:
    if clause in ("", "*"):
        return "none"
    if clause[0] in "<>!" or " " in clause.strip("= "):
        return "range"
    return "compatible" if clause[0] in "^~" or "*" in clause else "exact"


def span_of(setting: Setting) -> tuple[int, int]:
    """From the key, where it has one, to the closing quote."""
    if setting.key_start == setting.key_end:
        return setting.start, setting.end
    return setting.key_start, setting.end + len(setting.style)


def add_option(found: Packages, segment: Segment, name: str, setting: Setting, value: str | None = None) -> None:
    """Add an installer's option that a setting is; `value` where it is another than the setting's."""
    value = str(setting.value) if value is None else value
    found.options.append(Option(segment, name, value, span_of(setting), (setting.start, setting.end), MANIFEST))


def add_flag(found: Packages, segment: Segment, name: str, keys: Keys, key: str) -> None:
    """Add a switch where its key is true."""
    if is_true(keys, key):
        add_option(found, segment, name, keys[key], "true")


def add_unverified(found: Packages, segment: Segment, keys: Keys) -> None:
    """`verify_ssl = false` of an index is pip's `--trusted-host`."""
    if "verify_ssl" in keys and keys["verify_ssl"].value is False:
        add_option(found, segment, "trusted-host", keys["verify_ssl"], host_of(value_of(keys, "url")))


def host_of(url: str) -> str:
    """The host, and port, of an address, without a user's name and password."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2]
