"""Statements of IAM policies in Python: dictionaries, calls of CDK and Pulumi, and JSON in strings."""

from __future__ import annotations

import ast
from itertools import islice

from labcoat.cloud_policy.documents import json_inside
from labcoat.cloud_policy.fields import fields_of, keywords_of
from labcoat.cloud_policy.statements import Statement, Value
from labcoat.cloud_policy.written import TERRAFORM_FIELDS, add, written_statements
from labcoat.core.code.text import laid_out, text_of
from labcoat.core.code.values import elements, literal_of
from labcoat.core.switches.nodes import counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.cloud_policy.fields import Fields
    from labcoat.core.python import Module


RULE = "wildcard_iam"
CALLS = ("PolicyStatement", "GetPolicyDocumentStatementArgs", "GetPolicyDocumentStatementArgsDict")
KEYWORDS = {**TERRAFORM_FIELDS, "conditions": "Condition", "not_resources": "NotResource"}
EVERYBODY = ("AnyPrincipal", "StarPrincipal", "Anyone")
MOST_ITEMS = 200


def code_statements(module: Module) -> Iterator[Statement]:
    """All statements of a module."""
    for display in module.nodes(ast.Dict):
        fields = fields_of(display)
        is_statement = ("Effect" in fields or "effect" in fields) and len(fields) > 1
        if is_statement and counts(module, display, RULE) and not _is_of_endpoint(module, display):
            yield _statement(module, fields)
    for called in module.called("dict", *CALLS):
        fields = keywords_of(called.node)
        is_statement = "Effect" in fields or called.name != "dict"
        if is_statement and not _is_of_endpoint(module, called.node) and counts(module, called.node, RULE):
            yield _statement(module, fields, called.name != "dict")
    yield from _in_strings(module)


def _is_of_endpoint(module: Module, node: ast.expr) -> bool:
    """`s3_endpoint.add_to_policy(…)`, `vpc_endpoint_policy = {…}`: what a network may do, whoever asks."""
    for above in islice(module.ancestors(node), 6):
        owner: ast.AST | None = None
        if isinstance(above, ast.Call) and isinstance(above.func, ast.Attribute):
            owner = above.func.value
        elif isinstance(above, ast.Assign):
            owner = above.targets[0]
        if "endpoint" in str(getattr(owner, "id", getattr(owner, "attr", ""))).lower():
            return True
    return False


def _statement(module: Module, fields: Fields, allows: bool = False) -> Statement:
    statement = Statement(allows)
    for name, node in fields.items():
        field = KEYWORDS.get(name, name)
        if field == "Effect":
            statement.allows = _is_allow(module, node)
        elif name == "principals":
            _add_principals(module, statement, node)
        elif field == "Principal" and isinstance(display := literal_of(module, node), ast.Dict):
            statement.has_principal = True
            for value in _values(module, fields_of(display).get("AWS")):
                add(statement, field, (), value)
        else:
            for value in _values(module, node):
                add(statement, field, (), value)
    return statement


def _is_allow(module: Module, node: ast.expr) -> bool:
    """`"Allow"`, and `iam.Effect.ALLOW`."""
    name = node.attr if isinstance(node, ast.Attribute) else ""
    return name == "ALLOW" or module.value(node) == "Allow"


def _add_principals(module: Module, statement: Statement, node: ast.expr) -> None:
    """`[iam.AnyPrincipal()]`, `[iam.ArnPrincipal("*")]`, `[{"type": "*", "identifiers": ["*"]}]`."""
    statement.has_principal = True
    for item in islice(elements(module, node, set()), MOST_ITEMS):
        name = ast.unparse(item.func).rpartition(".")[2] if isinstance(item, ast.Call) else ""
        if name in EVERYBODY:
            statement.principals.append(Value("*", *module.span(item)))
        elif name == "ArnPrincipal" and isinstance(item, ast.Call):
            for argument in item.args[:1]:
                statement.principals += _values(module, argument)
        else:
            fields = fields_of(item)
            if module.value(fields.get("type")) in ("AWS", "*"):
                statement.principals += _values(module, fields.get("identifiers"))


def _values(module: Module, node: ast.expr | None) -> Iterator[Value]:
    """The items of a list, or the one value; each where the statement names it."""
    if node is None:
        return
    literal = literal_of(module, node)
    if not isinstance(literal, (ast.List, ast.Tuple, ast.Set, ast.BinOp)):
        yield Value(module.value(node), *module.span(node))
        return
    for item in islice(elements(module, literal, set()), MOST_ITEMS):
        yield Value(module.value(item), *module.span(item if node is literal else node))


def _in_strings(module: Module) -> Iterator[Statement]:
    for node in [*module.nodes(ast.Constant), *module.nodes(ast.JoinedStr)]:
        if isinstance(node, ast.Constant) and not (isinstance(node.value, str) and '"Effect"' in node.value):
            continue
        parent = module.parent(node)
        if isinstance(parent, (ast.Expr, ast.JoinedStr)) or not counts(module, node, RULE):
            continue
        call = module.parent(parent) if isinstance(parent, ast.Attribute) and parent.attr == "format" else None
        text = text_of(module, call) if call is not None else text_of(module, node)
        written = laid_out(text, "json") if text else None
        if call is not None and written is not None:
            written.text = written.text.replace("{{", " {").replace("}}", "} ")
        inner = json_inside(written, 0, len(written.text)) if written else None
        yield from written_statements(inner) if inner else ()
