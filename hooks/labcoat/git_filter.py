"""`labcoat git`: git strips notebooks on the way into the index, and the files in the working tree keep their outputs.

As nbstripout's `--install`, `--uninstall` and `--status`, with a filter called `labcoat`. The filter never runs a
module out of the repository that git is at work in (`python -m` alone would, if the repository has one of that name).
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

from labcoat.core.write import WriteError, put_file, read_or_empty, with_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MODULE = "labcoat.strip_outputs"
SCRIPT = "labcoat-strip-outputs"
LINES = (b"*.ipynb filter=labcoat", b"*.zpln filter=labcoat", b"*.ipynb diff=ipynb")
KEYS = ("filter.labcoat.clean", "filter.labcoat.smudge", "filter.labcoat.required", "diff.ipynb.textconv")
KEY_LISTS = r"^filter\.(labcoat|nbstripout)\.(extrakeys|keepmetadatakeys)$"


class GitError(Exception):
    """What git, or the state of the repository, does not allow; in words for the user."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `labcoat git install|uninstall|status`. 0: done, or installed; 1: not installed; 2: not possible."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.action(arguments))
    except (GitError, WriteError) as error:
        print(f"labcoat git: {error}", file=sys.stderr)
    except OSError as error:
        print(f"labcoat git: {error.filename or 'git'}: {error.strerror}", file=sys.stderr)
    return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="labcoat git", description="A git filter that strips notebooks as they are added.")
    actions = parser.add_subparsers(required=True, metavar="install|uninstall|status")
    for action, text in ((install, "set the filter up"), (uninstall, "remove it"), (status, "show it")):
        sub = actions.add_parser(action.__name__, help=text, description=action.__doc__)
        sub.set_defaults(action=action)
        place = sub.add_mutually_exclusive_group()
        place.add_argument("--global", dest="place", action="store_const", const="global", help="for all your repos")
        place.add_argument("--system", dest="place", action="store_const", const="system", help="for all users")
        sub.add_argument("--attributes", metavar="FILE", help="attributes file, such as .gitattributes")
        if action is install:
            sub.add_argument("--python", metavar="PATH", help="the Python that runs the filter, with labcoat installed")
    return parser


def install(arguments: Namespace) -> int:
    """Set up the filter, `git diff` without outputs, and the attributes."""
    place = _place(arguments)
    attributes = _attributes_file(arguments)
    data = read_or_empty(attributes)
    filters = [line for line in data.splitlines() if line.startswith((b"*.ipynb filter=", b"*.zpln filter="))]
    other = [line.decode(errors="replace") for line in filters if line.strip() not in LINES]
    if other:
        raise GitError(f"{attributes} already has '{other[0]}': remove that filter first")
    command = _command(arguments.python)
    heed = " --git-config" if _run("config", "--get-regexp", KEY_LISTS).stdout else ""
    values = (f"{command}{heed} --stdin-filename %f", "cat", "true", f"{command}{heed} --textconv")
    for key, value in zip(KEYS, values, strict=True):
        _git("config", place, key, value)
    os.makedirs(os.path.dirname(attributes) or ".", exist_ok=True)
    put_file(attributes, with_lines(data, LINES))
    print(f"installed {_where(arguments)}: attributes in {attributes}")
    return 0


def uninstall(arguments: Namespace) -> int:
    """Remove what `install` set up, and nothing else."""
    place = _place(arguments)
    for key in KEYS:
        if key != "diff.ipynb.textconv" or _is_ours(_value(place, key)):
            _run("config", place, "--unset-all", key)
    attributes = _attributes_file(arguments)
    data = read_or_empty(attributes)
    kept = b"".join([line for line in data.splitlines(keepends=True) if line.strip() not in LINES])
    if kept != data:
        put_file(attributes, kept)
    print(f"uninstalled {_where(arguments)}")
    return 0


def status(arguments: Namespace) -> int:
    """Show what is set up; exit code 1 where something is missing."""
    place = _place(arguments)
    values = [_value(place, key) for key in KEYS]
    attributes = _attributes_file(arguments)
    lines = [line.strip().decode() for line in read_or_empty(attributes).splitlines() if line.strip() in LINES]
    applies = place != "--local" or b": labcoat" in _run("check-attr", "filter", "--", "x.ipynb").stdout
    installed = all(values) and applies
    print(f"labcoat is {'' if installed else 'not '}installed {_where(arguments)}")
    for key, value in zip(KEYS, values, strict=True):
        print(f"  {key} = {value}")
    for line in lines:
        print(f"  {attributes}: {line}")
    for line in _run("config", "--get-regexp", KEY_LISTS).stdout.decode(errors="replace").splitlines():
        print(f"  {line}")
    return 0 if installed else 1


def _command(python: str | None) -> str:
    """The filter's command for git's shell, tried out: with `required = true` a broken one would stop every commit."""
    script = _script() if python is None else ""
    words = [script] if script else [python or sys.executable, "-I", "-m", MODULE]
    try:
        done = subprocess.run([*words, "--version"], capture_output=True, check=False)
    except OSError as error:
        raise GitError(f"{words[0]} cannot be run: {error.strerror}") from None
    if done.returncode:
        raise GitError(f"'{' '.join(words)}' does not work: is labcoat installed for this Python?")
    path = words[0].replace("\\", "/")  # git's shell on Windows
    return " ".join([f"'{path}'" if '"' in path else f'"{path}"', *words[1:]])


def _script() -> str:
    """The console script of this Python, which starts faster than `python -m`; empty where there is none."""
    name = SCRIPT + (".exe" if os.name == "nt" else "")
    path = os.path.join(os.path.dirname(sys.executable), name)
    return path if os.path.isfile(path) else ""


def _place(arguments: Namespace) -> str:
    if arguments.place is None and _run("rev-parse", "--git-dir").returncode:
        raise GitError("not in a git repository (--global and --system work everywhere)")
    return f"--{arguments.place or 'local'}"


def _where(arguments: Namespace) -> str:
    if arguments.place:
        return "for all your repositories" if arguments.place == "global" else "for all users"
    return f"in repository {os.path.realpath(_git('rev-parse', '--git-common-dir'))}"


def _attributes_file(arguments: Namespace) -> str:
    if arguments.attributes:
        return os.path.expanduser(str(arguments.attributes))
    if not arguments.place:
        return _git("rev-parse", "--git-path", "info/attributes")
    configured = _value(f"--{arguments.place}", "core.attributesFile")
    if configured:
        return os.path.expanduser(configured)
    if arguments.place == "system":
        return os.fsdecode(_run("var", "GIT_ATTR_SYSTEM").stdout).strip() or "/etc/gitattributes"
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(home, "git", "attributes")


def _is_ours(command: str) -> bool:
    return MODULE in command or SCRIPT in command


def _value(place: str, key: str) -> str:
    return os.fsdecode(_run("config", place, "--get", key).stdout).strip()


def _git(*arguments: str) -> str:
    done = _run(*arguments)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise GitError(f"git {arguments[0]}: {reason[-1] if reason else 'failed'}")
    return os.fsdecode(done.stdout).strip()


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], capture_output=True, check=False)
