"""File modes on command lines, in Dockerfiles and in configuration."""

from __future__ import annotations

import re

from labcoat.core.rule import Edit, Fix, Hit
from labcoat.unsafe_defaults.permissions.modes import HELP, MESSAGE, OWNER, UMASK_HELP, UMASK_MESSAGE, is_open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting
    from labcoat.core.words import Word

OCTAL = re.compile(r"0?o?[0-7]{3,4}")
CLAUSE = re.compile(r"([ugoa]*)((?:[-+=][rwxXst]*)+)")
GRANT = re.compile(r"[+=][rxXst]*w")
ACL = re.compile(r"(?:.*,)?(?:d:|default:)?o(?:ther)?s?:{1,2}[r-]?w.*")
RUNS = ("-exec", "-execdir", "-ok")
HADOOP = ("hdfs", "hadoop")
WITH_MODE = ("install", "mkdir", "rsync")
FILE_KEYS = frozenset("path dest src name owner group recurse key content filename".split())
MODE_KEYS = frozenset(("mode", "directory_mode"))
TERRAFORM_KEYS = frozenset(("file_permission", "directory_permission"))


def is_open_mode(written: str) -> bool:
    """Whether a mode as chmod reads it lets others write."""
    if OCTAL.fullmatch(written):
        return is_open(int(written.replace("o", ""), 8))
    return any([_grants(clause) for clause in written.split(",")]) if len(written) < 50 else False


def _grants(clause: str) -> bool:
    """`a+w`, `o=rw`, `ugo+rwx`; without a letter before the sign the umask decides."""
    parts = CLAUSE.fullmatch(clause)
    return bool(parts and ("o" in parts[1] or "a" in parts[1]) and "t" not in parts[2] and GRANT.search(parts[2]))


def commands_with_open_mode(command: CommandLine) -> Iterator[Hit]:
    """`chmod 777`, `mkdir -m 777`, `umask 0` and their kin."""
    program = command.program
    if program in WITH_MODE:
        option = command.option("--chmod") if program == "rsync" else command.option("-m", "--mode")
        if option and option.value and is_open_mode(option.value):
            yield _hit(command.segment, option.value_start, option.value_end, option.value, f"{program} {option.name}")
    elif program == "umask":
        first = command.arguments[:1]
        if first and first[0].value in ("0", "00", "000", "0000"):
            yield Hit(command.segment, first[0].start, first[0].end, UMASK_MESSAGE, UMASK_HELP)
    elif program == "setfacl":
        option = command.option("-m", "--modify", "-Rm")
        if option and option.value and ACL.fullmatch(option.value):
            yield _hit(command.segment, option.value_start, option.value_end, option.value, "setfacl -m")
    else:
        yield from _chmod(command, program)


def _chmod(command: CommandLine, program: str) -> Iterator[Hit]:
    words = command.arguments if program == "chmod" else _after_chmod(command.arguments, program)
    mode = next((word for word in words if not word.value.startswith("-")), None)
    if mode and is_open_mode(mode.value):
        yield _hit(command.segment, mode.start, mode.end, mode.value)


def _after_chmod(words: list[Word], program: str) -> list[Word]:
    """What follows `find … -exec chmod`, or `hdfs dfs -chmod`."""
    for index, word in enumerate(words):
        before = words[index - 1].value if index else ""
        is_run = program == "find" and before in RUNS and word.value.rpartition("/")[2] == "chmod"
        if is_run or (program in HADOOP and word.value == "-chmod"):
            return words[index + 1 :]
    return []


def _hit(segment: Segment, start: int, end: int, mode: str, program: str = "chmod") -> Hit:
    octal = OCTAL.fullmatch(mode)
    owner = f"{int(mode.replace('o', ''), 8) & OWNER:o}" if octal else "u+rwX,go-w"
    is_plain = octal and segment.text[start:end] == mode
    fix = Fix("Leave access to the owner", [Edit(start, end, owner)]) if is_plain else None
    return Hit(segment, start, end, MESSAGE.format(f"{program} {mode}"), HELP.format(owner), fix=fix)


def copies_with_open_mode(segment: Segment) -> Iterator[Hit]:
    """`COPY --chmod=777` and `ADD --chmod=777`."""
    from labcoat.core.dockerfile import instructions

    for instruction in instructions(segment.text):
        for start, end in instruction.flags:
            name, _, mode = segment.text[start:end].partition("=")
            if name == "--chmod" and is_open_mode(mode.strip("\"'")):
                yield Hit(segment, start, end, MESSAGE.format(f"--chmod={mode}"), HELP.format("--chmod=755"))


def settings_with_open_mode(segment: Segment) -> Iterator[Hit]:
    """`defaultMode` of Kubernetes, `mode` of Ansible's files, permissions of Terraform's."""
    found = segment.settings()[0]
    tables: dict[tuple[str, ...], set[str]] = {}
    for setting in found:
        tables.setdefault(setting.path[:-1], set()).add(setting.key)
    for setting in found:
        siblings = tables[setting.path[:-1]]
        if _is_open_setting(segment.text[setting.start : setting.end], setting, siblings):
            span = setting.key_start, setting.end
            yield Hit(segment, *span, MESSAGE.format(setting.key), HELP.format("0750"))


def _is_open_setting(written: str, setting: Setting, siblings: set[str]) -> bool:
    key = setting.key
    if key == "defaultMode" and isinstance(setting.value, int) and not isinstance(setting.value, bool):
        return is_open(setting.value)
    if key in MODE_KEYS and siblings & FILE_KEYS:
        is_number = isinstance(setting.value, int) and not written.startswith("0")
        return is_open(int(setting.value or 0)) if is_number else is_open_mode(written)
    return key in TERRAFORM_KEYS and is_open_mode(written.strip('"'))
