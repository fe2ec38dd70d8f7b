"""Storage that Python code makes public."""

from __future__ import annotations

import ast
from itertools import islice

from labcoat.cloud_policy.fields import fields_of, keywords_of
from labcoat.cloud_policy.grants import grants, texts
from labcoat.cloud_policy.public import (
    ACLS,
    BLOCK,
    EVERYBODY,
    GROUP,
    MADE,
    MEMBER,
    NOT_STORAGE,
    acl_message,
    is_acl,
    names_members,
    opens,
)
from labcoat.cloud_policy.statements import Value
from labcoat.core.code.values import literal_of
from labcoat.core.switches.nodes import counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module

    Found = tuple[Value, str, str]

RULE = "public_bucket"
SETTERS = ("set_acl", "set_canned_acl", "save_predefined", "save_predefined_default")
MAKERS = ("make_public", "make_blob_public", "grant_public_access")
OPTIONS = ("public_read_access",)
ENUMERATIONS = ("CannedAcl", "BucketAccessControl", "PublicAccess", "CannedACL", "ObjectCannedACL")
MOST_TEXT = 300
STORES = ("blob", "bucket", "storage", "gcs", "file", "obj")


def code_public(module: Module) -> Iterator[Found]:
    """What a module makes public."""
    for keyword in module.nodes(ast.keyword):
        yield from _pair(module, keyword.arg or "", keyword.value, keyword)
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from _pair(module, key.value, value, key)
    yield from _assigned(module)
    yield from _defaults(module)
    yield from _blocks(module)
    yield from _called(module)
    yield from _members(module)


def _pair(module: Module, key: str, node: ast.expr, place: ast.AST) -> Iterator[Found]:
    """`ACL="public-read"`, and `public_read_access=True`."""
    value = _value(module, node)
    if not (is_acl(key, value) or (key in OPTIONS and value is True)) or not counts(module, node, RULE):
        return
    above = module.parent(place)
    if isinstance(node, ast.Name) and isinstance(module.parent(literal_of(module, node) or node), ast.arguments):
        return  # what is reported is the default of that parameter
    if isinstance(above, ast.Call) and getattr(above.func, "attr", "") in ("add_argument", "option", "Field"):
        return
    segment, start, _ = module.span(place)
    other, _, end = module.span(node)
    if other is segment:
        yield Value(value, segment, start, end), acl_message(str(value)) if key not in OPTIONS else MADE, ""


def _value(module: Module, node: ast.expr) -> object:
    """The value of an expression, or what a member of an enumeration says: `CannedAcl.PUBLIC_READ`."""
    if isinstance(node, ast.Attribute):
        owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
        if owner in ENUMERATIONS:
            return node.attr if node.attr in ACLS else node.attr.lower()
    return module.value(node)


def _assigned(module: Module) -> Iterator[Found]:
    """`extra["ACL"] = "public-read"`, `AWS_DEFAULT_ACL = "public-read"`."""
    for statement in module.nodes(ast.Assign):
        for target in statement.targets[:1]:
            if key := _item_or_setting(target):
                yield from _pair(module, key, statement.value, statement.value)


def _item_or_setting(target: ast.expr) -> str:
    """The key of `extra["ACL"]`, the name of a setting of Django's."""
    if isinstance(target, ast.Subscript):
        return str(target.slice.value) if isinstance(target.slice, ast.Constant) else ""
    name = str(getattr(target, "id", getattr(target, "attr", "")))
    return name if name.lower().endswith("default_acl") else ""


def _defaults(module: Module) -> Iterator[Found]:
    """`def upload(path, acl="public-read")`."""
    functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    for function in functions:
        given = function.args
        named = [*given.posonlyargs, *given.args]
        pairs = [*zip(reversed(named), reversed(given.defaults), strict=False)]
        for argument, default in [*pairs, *zip(given.kwonlyargs, given.kw_defaults, strict=True)]:
            if default is not None and isinstance(default, ast.Constant):
                yield from _pair(module, argument.arg, default, argument)


def _blocks(module: Module) -> Iterator[Found]:
    """The first of `BlockPublicAcls=False` and its kin in a call or a dictionary."""
    for node in [*module.nodes(ast.Dict), *module.nodes(ast.Call)]:
        for key, value in fields_of(node).items():
            if opens(key, module.value(value)) and counts(module, node, RULE):
                yield Value(key, *module.span(value)), f"`{key}`: {BLOCK}", "medium"
                break


def _called(module: Module) -> Iterator[Found]:
    """`blob.make_public()`, `key.set_acl("public-read")`."""
    for called in module.called(*SETTERS):
        for argument in called.args[:1]:
            if module.value(argument) in ACLS:
                yield Value("", *module.span(argument)), acl_message(str(module.value(argument))), ""
    is_store = _imports_storage(module)
    for called in module.called(*MAKERS):
        if isinstance(called.node.func, ast.Attribute) and (is_store or _is_storage(called.name)):
            segment, start, _ = module.span(called.node)
            _, _, end = module.span(called.node.func)
            yield Value("", segment, max(start, end - len(called.node.func.attr)), end), MADE, ""
    for called in module.called("delete_public_access_block"):
        yield Value("", *module.span(called.node.func)), BLOCK, "medium"
    for called in module.called("grant_read"):
        if called.name.endswith((".all().grant_read", ".all_authenticated().grant_read")):
            yield Value("", *module.span(called.node.func)), MADE, ""


def _is_storage(name: str) -> bool:
    """Whether an object is one of a store, by its name."""
    owner = name.lower().rpartition(".")[0]
    return any([store in owner for store in STORES])


def _imports_storage(module: Module) -> bool:
    """Whether the code imports a client of a store."""
    statements: list[ast.Import | ast.ImportFrom] = module.nodes(ast.Import, ast.ImportFrom)
    return any(["storage" in alias.name or "boto" in alias.name for node in statements for alias in node.names])


def _members(module: Module) -> Iterator[Found]:
    """`"allUsers"` among the members of a binding, or of an access control list."""
    for node, text in texts(module):
        is_group = GROUP in text and text.startswith(("uri=", "http://acs.")) and len(text) < MOST_TEXT
        is_everybody = is_group or (text in EVERYBODY and _is_member(module, node))
        if is_everybody and not _is_endpoint(module, node) and grants(module, node, RULE):
            yield Value(text, *module.span(node)), f"`{text[:100]}`: {MEMBER}", ""


def _is_member(module: Module, node: ast.expr) -> bool:
    """Whether a string is given as who is let in: under `members`, or added to some."""
    below: ast.AST = node
    for above in islice(module.ancestors(node), 4):
        if isinstance(above, ast.keyword):
            return names_members(above.arg)
        if isinstance(above, ast.Call):
            return getattr(above.func, "attr", "") in ("add", "append", "entity", "update", "extend")
        if isinstance(above, ast.Dict):
            keys = [key for key, value in zip(above.keys, above.values, strict=True) if value is below]
            return any([isinstance(key, ast.Constant) and names_members(key.value) for key in keys])
        if isinstance(above, ast.Assign):
            return any([names_members(getattr(target, "id", getattr(target, "attr", ""))) for target in above.targets])
        below = above
    return False


def _is_endpoint(module: Module, node: ast.expr) -> bool:
    """Whether the role beside it only lets everybody call something."""
    for above in islice(module.ancestors(node), 6):
        fields = keywords_of(above) if isinstance(above, ast.Call) else fields_of(above)
        if "role" in fields:
            return str(module.value(fields["role"])).endswith(NOT_STORAGE)
    return False
