"""Passwords that everybody knows, on command lines and in configuration."""

from __future__ import annotations

import re
from itertools import pairwise

from labcoat.core.rule import Hit
from labcoat.core.running.scripts import talks
from labcoat.unsafe_defaults.common.named_values import in_command, in_settings
from labcoat.unsafe_defaults.credentials.passwords import (
    FALLBACK,
    HELP,
    MESSAGE,
    PAIRS,
    UNNAMED,
    fallback_of,
    is_default,
    is_password,
    is_user,
    passwords_of,
    url_severity,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word
    from labcoat.unsafe_defaults.common.named_values import NamedValue

WITH_USERS = ("airflow", "superset")
FIRST_PASSWORDS = ("admin", "airflow", "password", "superset")
MYSQL = ("mysql", "mysqladmin", "mariadb", "mysqldump")
_HERE = re.compile(r"(?:^|//)(?:localhost|127\.0\.0\.1)(?=[:/]|$)")
BROWSERS = ("curl", "http", "https", "xh", "wget")


def defaults_in_command(command: CommandLine) -> Iterator[Hit]:
    """Environment variables, and options of programs that make users or log in."""
    if talks(command):
        return
    for variable in in_command(command):
        yield from _of_variable(variable)
    for before, word in pairwise(command.words):
        name, _, value = word.value.partition("=")
        if before.value in ("--set", "--set-string") and is_default(name, value):
            yield Hit(command.segment, word.start, word.end, MESSAGE.format(name), HELP)
    if span := _option(command):
        is_here = any([_HERE.search(word.value) for word in command.words])
        message = UNNAMED.format(f"of `{span[2]}`" if span[2] else "here")
        yield Hit(command.segment, *span[:2], message, HELP, "low" if is_here else "")


def _of_variable(variable: NamedValue) -> Iterator[Hit]:
    if is_default(variable.name, variable.value):
        yield variable.hit(MESSAGE.format(variable.name), HELP)
    elif is_default(variable.name, fallback_of(variable.value)):
        yield variable.hit(FALLBACK.format(variable.name), HELP, "low")
    elif (severity := url_severity(variable.value)) is not None:
        yield variable.hit(
            MESSAGE.format(variable.name) if variable.name else UNNAMED.format("in the URL"), HELP, severity
        )


def _option(command: CommandLine) -> tuple[int, int, str] | None:
    """Where an option or an argument is a password that everybody knows."""
    program, words = command.program, command.arguments
    values = [word.value for word in words]
    if program in WITH_USERS and any([verb in values for verb in ("create", "create-admin", "create_user")]):
        option = command.option("--password", "-p")
        if option and option.value in FIRST_PASSWORDS:
            return option.start, option.end, "--password"
    elif program in MYSQL:
        option = command.option("-p", "--password")
        glued = (f"-p{option.value}", f"--password={option.value}") if option else ()
        if option and option.value in ("root", "password") and not set(glued).isdisjoint(values):
            return option.start, option.end, option.name
    elif program in BROWSERS:
        option = command.option("-u", "--user", "-a", "--auth")
        user, colon, password = str(option.value).partition(":") if option else ("", "", "")
        if option and colon and (user, password) in PAIRS:
            return option.start, option.end, option.name
    return _arguments(program, words)


def _arguments(program: str, words: list[Word]) -> tuple[int, int, str] | None:
    """`mc alias set local URL user password`, `rabbitmqctl add_user user password`, and Grafana's first password."""
    values = [word.value for word in words]
    if program == "mc" and ("alias" in values[:1] or "config" in values[:1]) and len(words) > 4:
        pairs = pairwise(words)
        return next(((two.start, two.end, "") for one, two in pairs if (one.value, two.value) in PAIRS), None)
    if program == "rabbitmqctl" and values[:1] in (["add_user"], ["change_password"]) and tuple(values[1:3]) in PAIRS:
        return words[2].start, words[2].end, ""
    if "reset-admin-password" in values[:-1] and values[-1] in ("admin", "password"):
        return words[-1].start, words[-1].end, ""
    return None


def defaults_in_settings(segment: Segment) -> Iterator[Hit]:
    """Variables and keys, pairs of a user and a password in one table, and connection URLs."""
    found = segment.settings()[0]
    if any([setting.path[:1] == ("jobs",) for setting in found]):
        return  # a workflow of GitHub: what it starts ends with it
    reported = set()
    for variable in in_settings(segment):
        for hit in _of_variable(variable):
            reported.add((variable.start, variable.end))
            yield hit
    users: dict[tuple[str, ...], set[str]] = {}
    for setting in found:
        if is_user(setting.key) and isinstance(setting.value, str):
            users.setdefault(setting.path[:-1], set()).add(setting.value)
    known = {path: passwords_of(names) for path, names in users.items()}
    for setting in found:
        is_new = (setting.key_start, setting.end) not in reported
        if is_new and is_password(setting.key) and setting.value in known.get(setting.path[:-1], ()):
            yield Hit(segment, setting.key_start, setting.end, MESSAGE.format(setting.key), HELP)
