"""The environment variable that a key is to be read from."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from labcoat.core.keys.names import is_secret_name
from labcoat.core.keys.values import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Match
    from labcoat.core.python import Module

GENERIC = frozenset(
    ("API_KEY", "APIKEY", "KEY", "TOKEN", "API_TOKEN", "AUTH_TOKEN", "ACCESS_TOKEN", "SECRET", "SECRET_KEY")
)
FILES = frozenset(("GOOGLE_APPLICATION_CREDENTIALS",))  # variables that hold the name of a file
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^A-Za-z0-9]+")


class Variables:
    """Names of variables: each secret of a document has one, and no two have the same."""

    def __init__(self) -> None:
        self._name_of: dict[str, str] = {}
        self._taken: dict[str, int] = {}  # the number of the last name that begins so

    def name(self, module: Module, node: ast.AST, match: Match) -> str:
        """The variable for the key that `node` holds."""
        secret = plain(match.secret)
        if secret not in self._name_of:
            assigned = assigned_name(module, node)
            self._name_of[secret] = self._free(_name(module, node, match, assigned), assigned)
        return self._name_of[secret]

    def _free(self, base: str, other: str) -> str:
        """A name that no other secret has: `base`, else `other`, else `base` with a number."""
        name = base if base not in self._taken else other
        while not name or name in self._taken:
            self._taken[base] = self._taken.get(base, 1) + 1
            name = f"{base}_{self._taken[base]}"
        self._taken[name] = 1
        return name


def _name(module: Module, node: ast.AST, match: Match, assigned: str) -> str:
    detector = match.detector
    if detector.pattern:
        is_known = detector.env and detector.env not in FILES
        return detector.env if is_known else as_variable(detector.name)
    default = "PASSWORD" if detector.name == "hardcoded-password" else "API_KEY"
    if assigned and assigned not in GENERIC:
        return assigned
    above = module.parent(node)
    call = module.parent(above) if isinstance(above, ast.keyword) else above
    known = _of_provider(module.names.qualified_name(call.func)) if isinstance(call, ast.Call) else ""
    return known or assigned or default


def as_variable(name: str) -> str:
    """`dbPassword`, `db-password` and `--db-password` as DB_PASSWORD; empty for what makes no name."""
    words = _OTHER.sub("_", _HUMP.sub("_", name)).strip("_").upper()
    return words if words and not words[0].isdigit() else ""


def assigned_name(module: Module, node: ast.AST) -> str:
    """The variable for the name that a value gets: of a variable, an argument or a key; empty without one."""
    below = node
    for above in module.ancestors(node):
        for name in _names(below, above):
            if is_secret_name(name):
                return as_variable(name)
        if isinstance(above, ast.stmt):
            break
        below = above
    return ""


def _names(value: ast.AST, above: ast.AST) -> list[str]:
    """What the node above calls a value."""
    if isinstance(above, ast.keyword):
        return [above.arg or ""]
    if isinstance(above, ast.Dict):
        return [_written(key) for key, item in zip(above.keys, above.values, strict=True) if item is value]
    if isinstance(above, ast.arguments):
        positional = [*above.posonlyargs, *above.args]
        plain = positional[len(positional) - len(above.defaults) :]
        pairs = zip([*plain, *above.kwonlyargs], [*above.defaults, *above.kw_defaults], strict=True)
        return [argument.arg for argument, default in pairs if default is value]
    if isinstance(above, ast.Assign):
        return [_written(target) for target in above.targets]
    if isinstance(above, (ast.AnnAssign, ast.NamedExpr)):
        return [_written(above.target)]
    if isinstance(above, ast.Compare):
        return [_written(side) for side in (above.left, *above.comparators)]
    if isinstance(above, ast.Call):
        return [_written(above.func), *[_written(argument) for argument in above.args[:1]]]
    return []


def _written(node: ast.AST | None) -> str:
    """The name that is written at a node: the last one of `a.b["name"]`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript):
        return _written(node.slice)
    return node.value.strip("-") if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_provider(call: str) -> str:
    """The variable that a provider's library reads, for `openai.OpenAI`; empty where nobody knows."""
    parts = [part.lower().replace("_", "") for part in call.split(".")]
    for word, env in _providers():
        if any([part.startswith(word) or part.endswith(word) for part in parts]):
            return env
    return ""


@lru_cache(maxsize=1)
def _providers() -> list[tuple[str, str]]:
    """(provider as one word, its variable), long words first."""
    from labcoat.core.keys.providers import load_detectors

    found: dict[str, str] = {}
    for detector in load_detectors():
        if detector.env.endswith(("_API_KEY", "_TOKEN")):
            for word in (detector.provider, detector.env.partition("_")[0]):
                word = _OTHER.sub("", word).lower()
                if len(word) > 3:
                    found.setdefault(word, detector.env)
    return sorted(found.items(), key=lambda pair: -len(pair[0]))
