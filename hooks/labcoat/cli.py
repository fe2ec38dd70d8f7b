"""The `labcoat` command."""

from __future__ import annotations

import sys

from labcoat.core.console import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = """\
labcoat: protective gear for machine-learning repos and notebooks

usage: labcoat COMMAND [OPTION…] [PATH…]

  init      set up hooks, settings and a CI job in a repository, and show what they find
  check     report what is unsafe (default path: the current directory)
  fix       strip notebook outputs and make the changes that rules offer; --check and --diff only show them
  explain   explain a rule
  rules     list the rules
  redact    write a copy for sharing, without keys and, if asked, without paths, user names and IP addresses
  baseline  accept today's findings, so that only new ones are reported
  lock      write models.lock: the models of the repository, where they come from, and their sha256
  git       install, uninstall or show the git filter that strips outputs

`labcoat COMMAND --help` shows the options of a command.
Exit codes: 0 clean, 1 findings or changes, 2 an error."""


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    command, *rest = (sys.argv[1:] if argv is None else list(argv)) or [""]
    if not command:
        print(USAGE, file=sys.stderr)
        return 2
    if command in ("-h", "--help", "help"):
        return _say(USAGE)
    if command in ("-V", "--version", "version"):
        from labcoat import __version__

        return _say(f"labcoat {__version__}")
    if command not in COMMANDS:
        return _unknown(command)
    return COMMANDS[command](rest)


def _unknown(command: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, n=1)
    print(f'labcoat: unknown command "{command}"' + (f', did you mean "{near[0]}"?' if near else ""), file=sys.stderr)
    return 2


def _say(text: str) -> int:
    print(text)
    return 0


def _init(argv: list[str]) -> int:
    from labcoat.init import main as init

    return init(argv)


def _check(argv: list[str]) -> int:
    from labcoat.core.families import CHECKERS
    from labcoat.core.hook import run_hook

    return run_hook("labcoat check", CHECKERS, argv)


def _fix(argv: list[str]) -> int:
    from labcoat.fix import main as fix

    return fix(argv)


def _redact(argv: list[str]) -> int:
    from labcoat.redact import main as redact

    return redact(argv)


def _explain(argv: list[str]) -> int:
    from labcoat.catalogue import explain

    return explain(argv)


def _rules(argv: list[str]) -> int:
    from labcoat.catalogue import list_rules

    return list_rules(argv)


def _baseline(argv: list[str]) -> int:
    from labcoat.accept import main as accept

    return accept(argv)


def _lock(argv: list[str]) -> int:
    from labcoat.lock import main as lock

    return lock(argv)


def _git(argv: list[str]) -> int:
    from labcoat.git_filter import main as git

    return git(argv)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "init": _init,
    "check": _check,
    "fix": _fix,
    "redact": _redact,
    "explain": _explain,
    "rules": _rules,
    "baseline": _baseline,
    "lock": _lock,
    "git": _git,
}

if __name__ == "__main__":
    raise SystemExit(main())
