"""Programs that run another one: what is behind `sudo -E env A=1 nohup python -m jupyter lab`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.words import Word

# The wrappers, and those of their options that take a value.
WRAPPERS = {
    "sudo": "-u -g -p -C -h -r -t -U -D -R",
    "doas": "-u -C",
    "env": "-u -C --unset --chdir",
    "nohup": "",
    "exec": "-a",
    "command": "",
    "builtin": "",
    "time": "-f -o",
    "nice": "-n",
    "ionice": "-c -n -p",
    "timeout": "-k -s",
    "stdbuf": "-i -o -e",
    "xargs": "-a -d -E -I -L -n -P -s",
    "setsid": "",
    "tini": "-e -p",
    "dumb-init": "",
    "gosu": "",
    "retry": "",
    "uv": "--with --python -p --extra --group --directory --project --index-url",
    "poetry": "-C --directory",
    "pipenv": "",
    "pdm": "-p",
    "conda": "-n -p --name --prefix",
    "mamba": "-n -p --name --prefix",
    "micromamba": "-n -p --name --prefix",
    "srun": "-n -N -p -t -c -A -J -w",
    "xvfb-run": "-n -s",
    "coverage": "",
    "if": "",
    "then": "",
    "else": "",
    "do": "",
    "while": "",
    "until": "",
    "!": "",
}
RUN_FIRST = frozenset(("uv", "poetry", "pipenv", "pdm", "conda", "mamba", "micromamba", "coverage"))  # `conda run x`
TAKES_ONE = frozenset(("timeout", "gosu", "retry"))  # and then the command
MOST_WRAPPED = 20


def program_of(words: Sequence[Word]) -> tuple[str, list[Word]]:
    """The program that does something, by its name without a path, and its arguments."""
    at = 0
    for _ in range(MOST_WRAPPED):
        while at < len(words) and _is_assignment(words[at].value):
            at += 1
        if at >= len(words):
            return "", []
        name = words[at].value.rpartition("/")[2].removesuffix(".exe")
        following = _after_wrapper(words, at, name)
        if following is None:
            return _module_of(name, words, at)
        at = following
    return "", []


def _is_assignment(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.replace("_", "a").isalnum() and not name[0].isdigit()


def _after_wrapper(words: Sequence[Word], at: int, name: str) -> int | None:
    """Where the command starts that the word at `at` runs; None where that is the program itself."""
    if name not in WRAPPERS:
        return None
    if name in RUN_FIRST:
        if len(words) <= at + 1 or words[at + 1].value != "run":
            return None
        at += 1
    with_value = WRAPPERS[name].split()
    at += 1
    while at < len(words) and words[at].value.startswith("-"):
        if words[at].value == "--":
            return at + 1
        at += 2 if words[at].value in with_value else 1
    return at + 1 if name in TAKES_ONE else at


def _module_of(name: str, words: Sequence[Word], at: int) -> tuple[str, list[Word]]:
    """`python -m module …` is the module; the arguments stay those after it."""
    is_python = name.rstrip("0123456789.") in ("python", "pypy", "py") or name.startswith("{")
    if is_python:
        for index in range(at + 1, min(at + 6, len(words) - 1)):
            if words[index].value == "-m":
                return words[index + 1].value, list(words[index + 2 :])
            if not words[index].value.startswith("-"):
                break
    return name, list(words[at + 1 :])
