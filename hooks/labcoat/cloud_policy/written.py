"""Statements of IAM policies in configuration: JSON, YAML, Terraform, and JSON in any of their strings."""

from __future__ import annotations

from labcoat.cloud_policy.documents import documents, json_inside
from labcoat.cloud_policy.statements import Statement, Value
from labcoat.core.kinds import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.cloud_policy.documents import Document
    from labcoat.core.segment import Segment

    Path = tuple[str, ...]

FIELDS = frozenset("Effect Action NotAction Resource NotResource Principal NotPrincipal Condition".split())
STACK = frozenset(("StackPolicy", "StackPolicyBody"))  # what may be changed in a stack, by those who may change it
TERRAFORM = "aws_iam_policy_document"
TERRAFORM_FIELDS = {
    "effect": "Effect",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "principals": "Principal",
    "condition": "Condition",
    "conditions": "Condition",
}


def written_statements(segment: Segment) -> Iterator[Statement]:
    """All statements of a text in a configuration language."""
    for document in documents(segment):
        document = _without_endpoints(document)
        yield from _statements(segment, document)
        for setting in document:
            if isinstance(setting.value, str) and "Effect" in setting.value and kind_of(setting.key) != "json":
                inner = json_inside(segment, setting.start, setting.end)
                yield from written_statements(inner) if inner else ()


def _without_endpoints(document: Document) -> Document:
    """A document without endpoints of networks and policies of stacks: these narrow what may be done, whoever asks."""
    endpoints = {setting.path[:-1] for setting in document if setting.value == "AWS::EC2::VPCEndpoint"}
    is_endpoint = [
        s.path[:2] in endpoints or s.path[1:2] == ("aws_vpc_endpoint",) or bool(STACK & {*s.path[:4]}) for s in document
    ]
    return [setting for setting, skipped in zip(document, is_endpoint, strict=True) if not skipped]


def _statements(segment: Segment, document: Document) -> Iterator[Statement]:
    found: dict[Path, Statement] = {}
    blocks: list[tuple[Statement, Path, Value]] = []  # items of Terraform's `principals { type = …, identifiers = … }`
    types: dict[Path, object] = {}
    for setting in document:
        at, field = _field(setting.path, segment.language == "hcl")
        if not field:
            continue
        prefix, rest = setting.path[:at], setting.path[at + 1 :]
        statement = found.setdefault(prefix, Statement(TERRAFORM in prefix))
        value = Value(setting.value, segment, setting.start, setting.end)
        if setting.path[at] != "principals":
            add(statement, field, rest, value)
        elif setting.key == "type":
            types[setting.path[:-1]] = setting.value
        elif "identifiers" in rest:
            statement.has_principal = True
            blocks.append((statement, setting.path[: at + 1 + rest.index("identifiers")], value))
    for statement, block, value in blocks:
        if types.get(block) in ("AWS", "*"):
            statement.principals.append(value)
    yield from found.values()


def _field(path: Path, is_hcl: bool) -> tuple[int, str]:
    """Where the path enters a statement, and by which of its fields; `""` for a path that is in none."""
    for at, key in enumerate(path):
        if key in FIELDS:
            return at, key
        if is_hcl and at > 0 and key in TERRAFORM_FIELDS:
            return at, TERRAFORM_FIELDS[key]
    return 0, ""


def add(statement: Statement, field: str, rest: Path, value: Value) -> None:
    """Add a value to a field of a statement; `rest` are the keys below the field."""
    if field == "Effect":
        statement.allows = value.text == "Allow"
    elif field == "Condition":
        statement.is_conditional = True
    elif field in ("Principal", "NotPrincipal"):
        statement.has_principal = True
        if field == "Principal" and (not rest or (rest[0] == "AWS" and _is_item(rest[1:])) or _is_item(rest)):
            statement.principals.append(value)
    elif _is_item(rest):
        places = {"Action": statement.actions, "NotAction": statement.not_actions, "Resource": statement.resources}
        places.get(field, []).append(value)


def _is_item(rest: Path) -> bool:
    return not rest or (len(rest) == 1 and rest[0].isdecimal())
