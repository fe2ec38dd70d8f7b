"""Programs that run scripts: how they are named, and whether a script comes from their standard input."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.words import Word

SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish"))
LANGUAGES = frozenset(("python", "pypy", "perl", "ruby", "node", "nodejs", "php", "rscript"))
VARIABLES = frozenset(("SHELL", "BASH", "PYTHON", "PYTHON_BIN", "PYTHON_EXECUTABLE", "sys.executable"))
STANDARD_INPUT = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
# Options that say where the program is: letters that end a group, and those of which the next word is the value.
WITH_SCRIPT = {"shell": "c", "python": "cm", "pypy": "cm", "php": "rf", "other": "eEnp"}
WITH_VALUE = {"shell": "oO", "python": "WX", "perl": "IM", "ruby": "IrC", "node": "r", "php": "dc"}
_SHORT = re.compile(r"[-+]([A-Za-z]+)")
ENDS = ("--version", "--help", "--eval", "--print", "--run", "--command")


def is_interpreter(name: str) -> bool:
    """Whether a program of this name (without its path) runs scripts; also `$SHELL` and `{sys.executable}`."""
    return _plain(name) in (*SHELLS, *LANGUAGES) or name.strip("${}\"'") in VARIABLES


def _plain(name: str) -> str:
    """`python` for `python3.11` and `python${VERSION}`."""
    start = min([at for at in (name.find("$", 1), name.find("{", 1)) if at > 0], default=len(name))
    return name[:start].lower().rstrip("0123456789.")


def _kind(name: str) -> str:
    plain = _plain(name)
    if plain in LANGUAGES:
        return plain
    return "python" if "python" in name.lower() or "executable" in name else "shell"


def reads_script(name: str, values: Sequence[str]) -> bool:
    """Whether an interpreter with these arguments runs what comes in."""
    kind = _kind(name)
    skipped = False
    for value in values:
        if skipped:
            skipped = False
        elif value in STANDARD_INPUT:
            return True
        elif value == "--":
            return kind == "php" or list(values[-1:]) == ["--"]
        elif not value.startswith(("-", "+")) or value in ENDS:
            return False
        elif letters := _SHORT.fullmatch(value):
            if kind == "shell" and "s" in letters[1]:
                return True
            if any([letter in letters[1] for letter in WITH_SCRIPT.get(kind, WITH_SCRIPT["other"])]):
                return False
            skipped = letters[1][-1] in WITH_VALUE.get(kind, "")
        elif kind == "perl" and value.startswith(("-e", "-n", "-p", "-l")):
            return False
    return True


def script_after(name: str, arguments: Sequence[Word]) -> Word | None:
    """The word that is the script, or its file: after `-c`, or the first one that is no option."""
    letters = WITH_SCRIPT.get(_kind(name), WITH_SCRIPT["other"])
    for index, word in enumerate(arguments):
        if not word.value.startswith(("-", "+")):
            return word
        short = _SHORT.fullmatch(word.value)
        if short and any([letter in short[1] for letter in letters]):
            return arguments[index + 1] if index + 1 < len(arguments) else None
        if short and "s" in short[1] and _kind(name) == "shell":
            return None
    return None
