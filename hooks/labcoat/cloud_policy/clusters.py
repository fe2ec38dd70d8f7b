"""Roles of Kubernetes that may do everything, in manifests, Terraform and Python."""

from __future__ import annotations

import ast
from itertools import islice

from labcoat.cloud_policy.documents import documents
from labcoat.cloud_policy.fields import fields_of, keywords_of
from labcoat.cloud_policy.roles import CLUSTER_ADMIN
from labcoat.cloud_policy.statements import Value
from labcoat.core.code.values import elements, literal_of
from labcoat.core.switches.nodes import counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.cloud_policy.documents import Document
    from labcoat.cloud_policy.fields import Fields
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Path = tuple[str, ...]
    Found = tuple[Value, str, str]
    Rule = dict[str, list[Value]]  # the lists of a rule: verbs, resources, apiGroups

KEYS = {"verbs": "verbs", "resources": "resources", "apiGroups": "groups", "api_groups": "groups"}
ALL_GROUPS = ("", "*", "rbac.authorization.k8s.io")  # the core group has the secrets
BUILT_IN = (*ALL_GROUPS, "apps", "batch", "extensions")  # the others are mostly an operator's own
EVERYTHING = "this role may do everything with everything in the cluster, secrets and roles included"
ALL_OF_NAMESPACE = "this role may do everything with everything in its namespace, secrets and roles included"
ALL_OF_GROUP = "this role may do everything with all resources of its API groups"
ADMIN = f"`{CLUSTER_ADMIN}` may do everything in the cluster"
NAMESPACED = (("kubernetes_role",), ("kubernetes_role_v1",))  # of Terraform
MOST_ITEMS = 200


def written_roles(segment: Segment) -> Iterator[Found]:
    """Rules and bindings in YAML, JSON and HCL."""
    for document in documents(segment):
        kinds = {setting.path[:-1]: setting.value for setting in document if setting.key == "kind"}
        for path, found in _rules(segment, document).items():
            yield from excess(found, kinds.get(path[:-2]) == "Role" or path[1:2] in NAMESPACED)
        yield from _bindings(segment, document)


def _rules(segment: Segment, document: Document) -> dict[Path, Rule]:
    rules: dict[Path, Rule] = {}
    for setting in document:
        path = setting.path
        if len(path) > 2 and path[-1].isdecimal() and path[-2] in KEYS and _is_rule(path, segment.language):
            value = Value(setting.value, segment, setting.start, setting.end)
            rules.setdefault(path[:-2], {}).setdefault(KEYS[path[-2]], []).append(value)
    return rules


def _is_rule(path: Path, language: str) -> bool:
    return "rules" in path[-5:-2] or (language == "hcl" and "rule" in path)


def excess(rule: Rule, is_namespaced: bool = False) -> Iterator[Found]:
    """What is too wide in a rule: all verbs on all resources."""
    verb = next((value for value in rule.get("verbs", ()) if value.text == "*"), None)
    if verb is None or not any([value.text in ("*", "*/*") for value in rule.get("resources", ())]):
        return
    groups = [value.text for value in rule.get("groups", ())]
    if not groups or any([group in ALL_GROUPS for group in groups]):
        yield verb, ALL_OF_NAMESPACE if is_namespaced else EVERYTHING, "medium" if is_namespaced else ""
    elif any([group in BUILT_IN for group in groups]):
        yield verb, ALL_OF_GROUP, "medium"


def _bindings(segment: Segment, document: Document) -> Iterator[Found]:
    for setting in document:
        is_reference = len(setting.path) > 1 and setting.path[-2] in ("roleRef", "role_ref")
        if setting.value == CLUSTER_ADMIN and setting.key == "name" and is_reference:
            yield Value(CLUSTER_ADMIN, segment, setting.start, setting.end), ADMIN, ""


def code_roles(module: Module) -> Iterator[Found]:
    """`{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}`, `V1PolicyRule(…)`, `V1RoleRef(…)`."""
    for display in module.nodes(ast.Dict):
        yield from _in_code(module, display, fields_of(display))
    for called in module.called("V1PolicyRule", "PolicyRule", "PolicyRuleArgs", "V1RoleRef", "RoleRef", "RoleRefArgs"):
        yield from _in_code(module, called.node, keywords_of(called.node))


def _in_code(module: Module, node: ast.expr, fields: Fields) -> Iterator[Found]:
    name = fields.get("name")
    if "verbs" in fields and "resources" in fields:
        found = {KEYS[key]: _items(module, fields[key]) for key in KEYS if key in fields}
    elif name is None or "kind" not in fields or module.value(name) != CLUSTER_ADMIN:
        return
    if not counts(module, node, "wildcard_iam"):
        return
    if "verbs" in fields and "resources" in fields:
        yield from excess(found, _is_namespaced(module, node))
    elif name is not None:
        yield Value(CLUSTER_ADMIN, *module.span(name)), ADMIN, ""


def _is_namespaced(module: Module, node: ast.expr) -> bool:
    """Whether the rule belongs to a `{"kind": "Role", …}`."""
    for above in islice(module.ancestors(node), 3):
        kind = fields_of(above).get("kind")
        if kind is not None:
            return bool(module.value(kind) == "Role")
    return False


def _items(module: Module, node: ast.expr) -> list[Value]:
    items = islice(elements(module, literal_of(module, node), set()), MOST_ITEMS)
    return [Value(module.value(item), *module.span(item)) for item in items]
