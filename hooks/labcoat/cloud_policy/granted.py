"""Ready-made policies and roles that configuration and Python code name."""

from __future__ import annotations

import ast

from labcoat.cloud_policy.documents import documents
from labcoat.cloud_policy.grants import grants, texts
from labcoat.cloud_policy.roles import (
    AZURE_ROLES,
    BASIC_ROLES,
    NAME,
    managed_message,
    managed_name,
    role_message,
)
from labcoat.cloud_policy.statements import Value
from labcoat.core.running.configuration import PROSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Found = tuple[Value, str, str]

NO_GRANTS = frozenset(("PermissionsBoundary", "permissions_boundary", "Deny", "enum", "default", "allowed_values"))
ATTRIBUTES = {"ADMINISTRATOR_ACCESS": "AdministratorAccess", "POWER_USER_ACCESS": "PowerUserAccess"}
CONSTRUCTORS = ("from_aws_managed_policy_name",)
RULE = "wildcard_iam"


def written_grants(segment: Segment) -> Iterator[Found]:
    """Names of policies and roles that are values in configuration."""
    for document in documents(segment, lines=True):
        for setting in document:
            value = setting.value
            if isinstance(value, str) and not _only_tells(setting):
                for message, severity in _grant(value, setting):
                    yield Value(value, segment, setting.start, setting.end), message, severity
        yield from _bound(segment, document)
        if segment.language == "hcl":
            yield from _azure(segment, document)


def _bound(segment: Segment, document: list[Setting]) -> Iterator[Found]:
    """The first of `"roles/owner" = ["group:…"]`: roles that are keys, with the list of those who have them."""
    for setting in document:
        role = setting.path[-2] if len(setting.path) > 1 and setting.key == "0" else ""
        if role in BASIC_ROLES and not NO_GRANTS & {*setting.path[-4:]}:
            yield Value(setting.value, segment, setting.start, setting.end), role_message(role), ""


def _only_tells(setting: Setting) -> bool:
    """Whether a value is a boundary, a choice, or text for a reader."""
    is_prose = setting.key != "name" and setting.key.lower() in PROSE
    return is_prose or bool(NO_GRANTS & {*setting.path[-3:]})


def _grant(value: str, setting: Setting) -> Iterator[tuple[str, str]]:
    if name := managed_name(value):
        yield managed_message(name)
    elif value in BASIC_ROLES:
        yield role_message(value), ""
    elif _names_policy(setting) and len(value) < 100 and NAME.fullmatch(value):
        yield managed_message(value)


def _names_policy(setting: Setting) -> bool:
    """`Policies: [AmazonS3FullAccess]` of SAM, `data "aws_iam_policy" "x" { name = "AdministratorAccess" }`."""
    return "Policies" in setting.path[-2:] or setting.path[:2] == ("data", "aws_iam_policy")


def _azure(segment: Segment, document: list[Setting]) -> Iterator[Found]:
    """`azurerm_role_assignment` of a whole subscription."""
    scopes = {setting.path[:-1]: str(setting.value) for setting in document if setting.key == "scope"}
    for setting in document:
        severity = AZURE_ROLES.get(str(setting.value).lower()) if setting.key == "role_definition_name" else None
        if severity is not None and scopes.get(setting.path[:-1], "").startswith("data.azurerm_subscription."):
            message = f"`{setting.value}` of the whole subscription may change everything in it"
            yield Value(setting.value, segment, setting.start, setting.end), message, severity


def code_grants(module: Module) -> Iterator[Found]:
    """Names of policies and roles in Python code."""
    fills_in = False
    named: list[ast.expr] = []
    for node, text in texts(module):
        fills_in = fills_in or "iam::aws:policy/{" in text or "iam::aws:policy/%s" in text
        if text in BASIC_ROLES:
            if grants(module, node, RULE):
                yield Value(text, *module.span(node)), role_message(text), ""
        elif (name := managed_name(text)) and grants(module, node, RULE):
            yield Value(name, *module.span(node)), *managed_message(name)
        elif "Access" in text and len(text) < 100 and NAME.fullmatch(text):
            named.append(node)
    for node in named:
        if (fills_in or _is_constructed(module, node)) and grants(module, node, RULE):
            name = str(module.value(node))
            yield Value(name, *module.span(node)), *managed_message(name)
    yield from _attributes(module)


def _is_constructed(module: Module, node: ast.expr) -> bool:
    """`ManagedPolicy.from_aws_managed_policy_name("AdministratorAccess")`, also in a list over which a loop goes."""
    parent = module.parent(node)
    if isinstance(parent, ast.Call):
        return getattr(parent.func, "attr", "") in CONSTRUCTORS
    return isinstance(parent, (ast.List, ast.Tuple)) and bool(module.called(*CONSTRUCTORS))


def _attributes(module: Module) -> Iterator[Found]:
    """`aws.iam.ManagedPolicy.ADMINISTRATOR_ACCESS` of Pulumi."""
    for node in module.nodes(ast.Attribute):
        is_wide = node.attr in ATTRIBUTES or node.attr.endswith("_FULL_ACCESS")
        if is_wide and getattr(node.value, "attr", getattr(node.value, "id", "")) == "ManagedPolicy":
            name = ATTRIBUTES.get(node.attr) or node.attr.title().replace("_", "")
            yield Value(name, *module.span(node)), *managed_message(name)
