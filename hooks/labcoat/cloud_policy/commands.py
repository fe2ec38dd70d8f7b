"""Commands that grant too much, and JSON among their words."""

from __future__ import annotations

import re

from labcoat.cloud_policy.clusters import ADMIN, EVERYTHING
from labcoat.cloud_policy.documents import json_inside
from labcoat.cloud_policy.roles import (
    AZURE_ROLES,
    BASIC_ROLES,
    CLUSTER_ADMIN,
    SUBSCRIPTION,
    managed_message,
    managed_name,
    role_message,
)
from labcoat.cloud_policy.statements import Value
from labcoat.cloud_policy.written import written_statements
from labcoat.core.running.scripts import talks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.cloud_policy.statements import Statement
    from labcoat.core.running import CommandLine, Option

    Found = tuple[Value, str, str]

TAKING_AWAY = re.compile(
    r"delete|(?:detach|delete|remove|get|list|describe|simulate)-[a-z-]*(?:polic|binding|role|acl)[a-z-]*"
)


def command_statements(command: CommandLine) -> Iterator[Statement]:
    """Statements in the words of a command, and in what it sets variables to."""
    if talks(command) or _takes_away(command):
        return
    spans = [(word.start, word.end) for word in command.words if "{" in word.value]
    spans += [(given.value_start, given.end) for given in command.assignments]
    for start, end in [*spans, *_kept(command)]:
        inner = json_inside(command.segment, start, end)
        yield from written_statements(inner) if inner else ()


def _kept(command: CommandLine) -> list[tuple[int, int]]:
    """Heredocs that become the value of a variable: `read -d '' policy <<EOF`, `policy=$(cat <<EOF`."""
    read = command.command
    if read is None or not read.heredocs:
        return []
    is_value = command.segment.text[max(0, read.start - 20) : read.start].rstrip().endswith("$(")
    return [(heredoc.start, heredoc.end) for heredoc in read.heredocs if is_value or command.program == "read"]


def command_roles(command: CommandLine) -> Iterator[Found]:
    """Roles and ready-made policies that a command grants."""
    if talks(command) or _takes_away(command):
        return
    yield from _managed(command)
    reader = {"gcloud": _google, "az": _azure}.get(command.program, _cluster)
    yield from reader(command)


def _takes_away(command: CommandLine) -> bool:
    return any([TAKING_AWAY.fullmatch(word.value) for word in command.words[:8]])


def _managed(command: CommandLine) -> Iterator[Found]:
    for word in command.words:
        at = word.value.find("arn:")
        if at >= 0 and (name := managed_name(word.value[at:].rstrip(","))):
            yield Value(name, command.segment, word.offset(at), word.end), *managed_message(name)
            return
    for given in command.assignments:
        if name := managed_name(given.value.strip("\"'")):
            yield Value(name, command.segment, given.value_start, given.end), *managed_message(name)
            return


def _value(command: CommandLine, option: Option) -> Value:
    return Value(option.value, command.segment, option.value_start, option.value_end)


def _google(command: CommandLine) -> Iterator[Found]:
    role = command.option("--role")
    is_binding = any([word.value == "add-iam-policy-binding" for word in command.words])
    if is_binding and role and role.value in BASIC_ROLES:
        yield _value(command, role), role_message(role.value or ""), ""


def _azure(command: CommandLine) -> Iterator[Found]:
    words = [word.value for word in command.arguments[:3]]
    role, scope = command.option("--role"), command.option("--scope", "--scopes")
    if words not in (["role", "assignment", "create"], ["ad", "sp", "create-for-rbac"]) or not role or not role.value:
        return
    severity = AZURE_ROLES.get(role.value.lower())
    if severity is not None and scope and SUBSCRIPTION.fullmatch(scope.value or ""):
        yield _value(command, role), f"`{role.value}` of the whole subscription may change everything in it", severity


def _cluster(command: CommandLine) -> Iterator[Found]:
    words = [word.value for word in command.words]
    role = command.option("--clusterrole")
    if role and role.value == CLUSTER_ADMIN and ("clusterrolebinding" in words or "rolebinding" in words):
        yield _value(command, role), ADMIN, ""
    elif "add-cluster-role-to-user" in words and CLUSTER_ADMIN in words:
        word = command.words[words.index(CLUSTER_ADMIN)]
        yield Value(CLUSTER_ADMIN, command.segment, word.start, word.end), ADMIN, ""
    elif "clusterrole" in words and "create" in words:
        verb, resource = command.option("--verb"), command.option("--resource")
        if verb and resource and verb.value == "*" and resource.value in ("*", "*.*"):
            yield _value(command, verb), EVERYTHING, ""
