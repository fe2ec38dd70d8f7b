"""Which part of what is shown is a secret: by the name it has, and by what it was read from."""

from __future__ import annotations

import ast
import re

from labcoat.core.names import FUNCTIONS
from labcoat.core.secret_identifiers import is_secret_identifier, is_secret_variable, is_weak_identifier
from labcoat.secret_logging.emptiness import is_known_empty
from labcoat.secret_logging.placeholders import is_placeholder
from labcoat.secret_logging.shown import is_default, parts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.secret_logging.shown import Part

ENVIRONMENT = ("os.environ", "environ", "os.environb", "st.secrets", "streamlit.secrets")
LOOK_UPS = (
    "os.getenv",
    "getenv",
    "os.environ.get",
    "environ.get",
    "os.environ.pop",
    "userdata.get",
    "env.get",
    "get_env",
    "getenv",
)
PROMPTS = ("getpass.getpass", "getpass")
GETTERS = ("get", "load", "read", "fetch", "access", "resolve", "generate", "create", "retrieve")
MASKS = re.compile(
    r"(?i)mask|redact|hash|sha\d|md5|digest|^len$|^bool$|^type$|isinstance|encrypt|obfus|censor|hide|sanit|^any$|^all$|"
    r"exists|^is_|^has_|startswith|endswith|SecretStr|Field|^Input|^Query|^Header|add_argument|compare|verify|^count$"
)
CONFIGS = re.compile(r"(?i)config|settings?$|secrets?$|credentials?$|env$|keys$|cfg")
CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*$")
CLASS = re.compile(r"[A-Z]\w*[a-z]\w*$")
NAMES_ONLY = re.compile(r"[A-Za-z_.-]*$|.*\s")
HARMLESS_TYPES = ("bool", "int", "float", "SecretStr", "Secret", "Path")


def secrets_in(module: Module, expression: ast.expr) -> Iterator[tuple[str, ast.expr, str]]:
    """What an expression shows that is a secret: its name, the node to point at, its value where that is literal."""
    for part in parts_of(module, expression):
        name = secret_name(module, part)
        if name:
            value = part.node.value if isinstance(part.node, ast.Constant) else ""
            yield name, part.place, value if isinstance(value, str) else ""


def secret_name(module: Module, part: Part) -> str:
    """The name of the secret that a part is; empty where it is none."""
    if part.key and is_secret_identifier(part.key) and may_be_value(module, part.node):
        return part.key
    node = part.node
    if isinstance(node, ast.Name):
        is_secret = is_secret_identifier(node.id) and not _is_harmless_name(module, node)
        return node.id if is_secret else ""
    if isinstance(node, ast.Attribute):
        return _attribute_name(node) if _is_secret_attribute(module, node) else ""
    if isinstance(node, ast.Subscript):
        return _item_name(module, node)
    return _call_name(module, node) if isinstance(node, ast.Call) else ""


def may_be_value(module: Module, node: ast.expr) -> bool:
    """Whether this can be the value of a secret: no flag, no type, no placeholder, nothing that masks."""
    if isinstance(node, ast.Name):
        return node.id not in ("str", "bool", "int", "bytes", "object", "Any") and not _is_harmless_name(module, node)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and not is_placeholder(node.value) and not NAMES_ONLY.match(node.value)
    if isinstance(node, ast.Subscript):
        return not isinstance(node.slice, ast.Slice)
    return isinstance(node, ast.Attribute) or (isinstance(node, ast.Call) and bool(_call_name(module, node)))


def _is_harmless_name(module: Module, node: ast.Name) -> bool:
    """Whether it is known to hold no secret: a flag, the name of something, what is left of a secret."""
    if _has_harmless_type(module, node) or is_known_empty(module, node):
        return True
    bound = module.names.bound_to(node)
    if bound is None or is_default(module, bound):
        return is_weak_identifier(node.id) and _is_from_loop(module, node)
    if isinstance(bound, ast.Constant):
        value = bound.value
        return not isinstance(value, str) or is_placeholder(value) or bool(NAMES_ONLY.match(value))
    if isinstance(bound, ast.Call):
        name = _function(bound)
        return bool(MASKS.search(name)) or (is_weak_identifier(node.id) and not _call_name(module, bound))
    if isinstance(bound, (ast.Compare, ast.UnaryOp, ast.Dict, ast.Lambda)):
        return True
    is_path = isinstance(bound, ast.BinOp) and isinstance(bound.op, ast.Div)
    return is_path or _is_cut(bound) or _is_other_token(module, bound)


def _is_other_token(module: Module, node: ast.AST) -> bool:
    """Whether it was read from an item that says what token it is, one that is no secret: `event["RequestToken"]`."""
    key = module.value(node.slice) if isinstance(node, ast.Subscript) else None
    return isinstance(key, str) and key.endswith("RequestToken")


def _is_from_loop(module: Module, node: ast.Name) -> bool:
    """Whether it is one of many objects."""
    loops = [above for above in module.ancestors(node) if isinstance(above, (ast.For, ast.AsyncFor))]
    return any([getattr(name, "id", "") == node.id for loop in loops for name in ast.walk(loop.target)])


def _is_cut(node: ast.AST) -> bool:
    """Whether only some characters are taken: `api_key[:4] + "…"`."""
    pieces: list[ast.AST] = [node]
    for _ in range(20):
        if not pieces:
            break
        piece = pieces.pop()
        if isinstance(piece, ast.Subscript):
            if isinstance(piece.slice, ast.Slice):
                return True
        elif isinstance(piece, ast.BinOp):
            pieces += [piece.left, piece.right]
        elif isinstance(piece, ast.JoinedStr):
            pieces += [value.value for value in piece.values if isinstance(value, ast.FormattedValue)]
    return False


def _has_harmless_type(module: Module, node: ast.Name) -> bool:
    """Whether the parameter of this name is annotated as a flag, or as what masks itself."""
    for function in module.ancestors(node):
        if isinstance(function, FUNCTIONS):
            given = function.args
            for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs):
                if argument.arg == node.id and isinstance(argument.annotation, ast.Name):
                    return argument.annotation.id in HARMLESS_TYPES
    return False


def _attribute_name(node: ast.Attribute) -> str:
    return f"{node.value.id}.value" if node.attr == "value" and isinstance(node.value, ast.Name) else node.attr


def _is_secret_attribute(module: Module, node: ast.Attribute) -> bool:
    if module.names.qualified_name(node) in ("st.secrets", "streamlit.secrets"):
        return True
    if node.attr == "value" and isinstance(node.value, ast.Name):  # of Azure's key vault
        return is_secret_identifier(node.value.id) and not _is_from_loop(module, node.value)
    if not is_secret_identifier(node.attr) or is_weak_identifier(node.attr):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
    if CONSTANT.match(node.attr) and CLASS.match(owner) and not CONFIGS.search(owner):
        return False  # a member of an enumeration
    value = module.value(node)
    return not isinstance(value, bool) and not (isinstance(value, str) and is_placeholder(value))


def _item_name(module: Module, node: ast.Subscript) -> str:
    """`os.environ["HF_TOKEN"]`, `config["api_key"]`, `api_keys[0]`."""
    key = module.value(node.slice)
    owner = module.names.qualified_name(node.value)
    if isinstance(key, str):
        is_variable = owner in ENVIRONMENT and is_secret_variable(key)
        return key if is_variable or is_secret_identifier(key) or key.lower() == "authorization" else ""
    last = owner.rpartition(".")[2]
    is_one_of_many = last.endswith("s") and is_secret_identifier(last) and not is_weak_identifier(last)
    return last if is_one_of_many and not isinstance(node.slice, ast.Slice) else ""


def _function(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _call_name(module: Module, call: ast.Call) -> str:
    """`os.getenv("HF_TOKEN")`, `config.get("api_key")`, `get_api_key()`, `getpass()`."""
    name = module.names.qualified_name(call.func)
    if name in PROMPTS:
        return "getpass()"
    key = module.value(call.args[0]) if call.args else None
    function = _function(call)
    if isinstance(key, str) and name.endswith(LOOK_UPS):
        return key if is_secret_variable(key) else ""
    if isinstance(key, str) and function == "get_secret":
        return key if is_secret_variable(key) else ""
    if isinstance(key, str) and function in ("get", "pop", "setdefault"):
        return key if is_secret_identifier(key) else ""
    verb, _, what = function.partition("_")
    is_getter = verb in GETTERS[:5] and is_secret_identifier(what) and not is_weak_identifier(what)
    return f"{function}()" if is_getter and what not in ("credentials", "secrets") else ""
