"""Programs that run another one: what is behind `sudo -E env A=1 nohup python -m jupyter lab`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.words import Word

# The wrappers, and those of their options that take a value.
WRAPPERS = {
    "sudo": "-u -g -p -C -h -r -t -U -D -R --user --group --host --prompt --chdir --role --type",
    "doas": "-u -C",
    "env": "-u -C --unset --chdir",
    "nohup": "",
    "exec": "-a",
    "command": "",
    "builtin": "",
    "time": "-f -o",
    "nice": "-n --adjustment",
    "ionice": "-c -n -p",
    "timeout": "-k -s --kill-after --signal",
    "stdbuf": "-i -o -e",
    "xargs": "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-lines --replace",
    "setsid": "",
    "tini": "-e -p",
    "dumb-init": "",
    "CMD": "",
    "gosu": "",
    "su-exec": "",
    "chroot": "",
    "retry": "",
    "uv": "--with --python -p --extra --group --directory --project --index-url",
    "uvx": "--from --with --python -p --index-url",
    "pipx": "--spec --python --pip-args",
    "pixi": "-e --environment --manifest-path",
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
RUN_FIRST = frozenset("uv pipx pixi poetry pipenv pdm conda mamba micromamba coverage".split())  # `conda run x`
TAKES_ONE = frozenset(("timeout", "gosu", "su-exec", "chroot", "retry"))  # and then the command
PYTHON_OPTIONS = ("-W", "-X")  # with a value
MOST_WRAPPED = 20
MOST_OPTIONS = 12  # before `-m`, with their values


def program_of(words: Sequence[Word]) -> tuple[str, list[Word]]:
    """The program that does something, by its name without a path, and its arguments."""
    at = 0
    for _ in range(MOST_WRAPPED):
        while at < len(words) and _is_assignment(words[at].value):
            at += 1
        if at >= len(words):
            return "", []
        name = words[at].value.replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
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
        at += [word.value for word in words[at + 1 : at + 2]] == ["tool"]  # `uv tool run x`
        if len(words) <= at + 1 or words[at + 1].value != "run":
            return None
        at += 1
    with_value = WRAPPERS[name].split()
    at += 1
    while at < len(words) and words[at].value.startswith("-"):
        if words[at].value == "--":
            return at + 1
        at += 2 if _takes_next(words[at].value, with_value) else 1
    return at + 1 if name in TAKES_ONE else at


def _takes_next(option: str, with_value: Sequence[str]) -> bool:
    """Whether the next word is the value of an option: of `--user`, `-u`, `-Eu`, not of `--user=x`, `-ux`."""
    if option.startswith("--"):
        return option in with_value
    letters = [index for index in range(1, len(option)) if f"-{option[index]}" in with_value]
    return letters[:1] == [len(option) - 1]


def _module_of(name: str, words: Sequence[Word], at: int) -> tuple[str, list[Word]]:
    """`python -m module …` is the module; the arguments stay those after it."""
    is_python = name.rstrip("0123456789.") in ("python", "pypy", "py") or name.startswith("{")
    if is_python:
        for index in range(at + 1, min(at + MOST_OPTIONS, len(words) - 1)):
            if words[index].value == "-m":
                return words[index + 1].value, list(words[index + 2 :])
            if not words[index].value.startswith("-") and words[index - 1].value not in PYTHON_OPTIONS:
                break
    return name, list(words[at + 1 :])
