"""The whole environment in a log, an output, a file or an experiment tracker."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

# What follows `environ` where all of it is meant: `environ[…]` and `environ.get(…)` are in every second file.
CODE = tuple(f"environ{sign}" for sign in (*")]},;:!|\n\r", " ", ".items", ".values", ".copy", ".__", "b"))
CODE_LINES = ("\nos.environ", "\nenviron")
COMMANDS = (
    *("%env", "!env", "! env", "printenv", "export -p", "declare -", "typeset -", "env |", "env|", "env;", "env >"),
    *("env &&", "env||", "env 2>", "env>", "; env", ";env", "-c env"),
    *('"env"', "'env'", "!set", "RUN env", "&& env", ": env", "env\n", "\nenv", "\nset\n"),
)
WORDS = tuple("environ environb env printenv export declare typeset".split())
SET = ("!set", "\nset\n")  # the word alone is in every second file


@rule("high", keywords=SET, words=WORDS, in_tests="medium")
def environment_dump(module: Module, options: Options) -> Iterator[Hit]:
    """All environment variables are printed, logged or saved.

    What it does
    ------------
    Reports the whole environment where it is shown or kept: `print(os.environ)`, a log message, an exception, the last
    expression of a notebook's cell, a loop over all items, `json.dump(dict(os.environ), f)`, `torch.save`,
    `mlflow.log_params`, `wandb.config.update`; bare `%env`, `!env` and `!printenv`; `env`, `printenv`, `export -p`,
    `declare -x` and `set` in scripts, workflows and Dockerfiles, also in `env | sort` and `env > file`.

    It is quiet about single variables, names without values (`list(os.environ)`), the environment of another program
    (`subprocess.run(…, env=os.environ)`), filters (`env | grep CUDA`), output that goes into a variable, and files from
    which programs read their environment (`env > /etc/environment`).

    Why is this bad?
    ----------------
    Tokens, passwords and cloud keys are in the environment, because that is where they belong. What prints all of it
    puts them into logs, outputs of notebooks and run pages, which more people can read, and which nobody deletes.

    Example
    -------
        import os

        print(dict(os.environ))

    Use instead
    -----------
        import os

        print(os.environ.get("CUDA_VISIBLE_DEVICES"))

    References
    ----------
    - https://cwe.mitre.org/data/definitions/526.html
    - https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude
    """
    from labcoat.secret_logging.environment_code import dumped_environments

    return dumped_environments(module)


@environment_dump.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.environment_commands import printed_environment

    return printed_environment(command)


@environment_dump.register("yaml")
def _in_workflows(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.environment_commands import run_by_itself

    return run_by_itself(segment)


@environment_dump.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.unparsed import environment_in_text

    return environment_in_text(segment)


def _shows_all(text: str) -> bool:
    """Whether a text may mean the whole environment: single variables are in every second file."""
    return ("environ" in text and any([mark in text for mark in (*CODE, *CODE_LINES)])) or (
        any([mark in text for mark in COMMANDS])
    )


environment_dump.confirm = _shows_all
RULES = [environment_dump]
