"""Fixes: a key in Python is read from the environment, one in an output or in metadata is redacted.

Code that reads a variable needs somebody to set it, and an output cannot be had back: so these are made when asked.
"""

from __future__ import annotations

import ast

from labcoat.core.rule import MARK, Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.imports import SharedImport
    from labcoat.core.keys.detector import Match
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment
    from labcoat.find_keys.literals import Literal, Strings

WHOLE_VALUES = ("_URL", "_DSN", "_CONNECTION_STRING")  # ends of variables that hold more than the key
READERS = ("os.getenv", "os.environ.get")
SETTERS = ("os.putenv", "os.environ.setdefault", "os.environ.update", "os.environ.__setitem__")


class Fixes:
    """The fixes for the keys of one document. Its Python is parsed when the first key in it turns up."""

    def __init__(self, document: Document) -> None:
        from labcoat.find_keys.variables import Variables

        self._document = document
        self._variables = Variables()
        self._strings: Strings | None = None
        self._imports: dict[tuple[Module, bool], SharedImport] = {}

    def fix(self, segment: Segment, start: int, end: int, match: Match) -> Fix | None:
        """The fix for a key at characters `start` to `end` of a segment, if there is one."""
        if segment.part in ("output", "metadata"):
            if end - start < match.end - match.start:  # it goes on in other strings, and is no key without this one
                return None
            where = "an output" if segment.part == "output" else "metadata"
            return Fix(f"Redact a key in {where}", [Edit(start, end, MARK)], asked=True)
        if segment.part == "attachment" or segment.language != "python" or match.encoding:
            return None
        literal = self._all_strings().literal(segment, start, end)
        return self._fix(literal, match, segment.offset) if literal else None

    def fix_pieces(self, module: Module, node: ast.AST, match: Match) -> Fix | None:
        """The fix for a key that an expression puts together, where it does so from literals alone."""
        from labcoat.find_keys.literals import Literal
        from labcoat.find_keys.pieces import DEPTH, _text

        is_made_here = not any([isinstance(part, ast.Name) for part in ast.walk(node)])
        if not is_made_here or isinstance(node, ast.AugAssign) or _text(module, node, [], DEPTH) != match.secret:
            return None
        return self._fix(Literal(module, node), match, module.span(node)[0].offset)

    def _all_strings(self) -> Strings:
        if self._strings is None:
            from labcoat.core.segments import split, whole_segments
            from labcoat.find_keys.literals import Strings

            python = [segment for segment in whole_segments(self._document) if segment.language == "python"]
            self._strings = Strings(split(python).modules)
        return self._strings

    def _fix(self, literal: Literal, match: Match, offset: int) -> Fix | None:
        """The fix for a hit in a segment that starts at `offset`."""
        module, node = literal.module, literal.node
        if not _may_be_replaced(module, node) or (literal.string and _is_template(module, node)):
            return None
        is_colab = self._is_colab() and not module.span(node)[0].offset
        target, name = self._target(literal, match)
        if target is None or (_sets_variable(module, node) and not is_colab):
            return None
        imported = self._import(module, is_colab).edits(target.node)
        if imported is None:
            return None
        code = f'userdata.get("{name}")' if is_colab else f'os.environ["{name}"]'
        edits, shared = target.edits(code, offset)
        where = "Colab's secrets" if is_colab else "the environment"
        return Fix(f"Read {name} from {where}", edits, asked=True, shared=[*imported, *shared])

    def _import(self, module: Module, is_colab: bool) -> SharedImport:
        if (module, is_colab) not in self._imports:
            from labcoat.core.imports import SharedImport

            names = ("google.colab", "userdata") if is_colab else ("", "os")
            self._imports[module, is_colab] = SharedImport(module, *names)
        return self._imports[module, is_colab]

    def _target(self, literal: Literal, match: Match) -> tuple[Literal | None, str]:
        """What to replace, and the variable to read: for a password in a URL that of the URL."""
        from labcoat.find_keys.literals import Literal

        module, node = literal.module, literal.node
        look_up, name = _fallback(module, node)
        if look_up:
            return (None if literal.string else Literal(module, look_up, literal.quote)), name
        name = self._variables.name(module, node, match)
        if literal.string and name.endswith(WHOLE_VALUES):
            return (Literal(module, node, literal.string["quote"][0]) if literal.is_url else None), name
        return literal, name

    def _is_colab(self) -> bool:
        return self._document.notebook is not None and "colab" in self._document.notebook.metadata


def _may_be_replaced(module: Module, node: ast.AST) -> bool:
    """Whether code can stand in a literal's place, and does what the literal did."""
    above = module.parent(node)
    if isinstance(above, (ast.Expr, ast.MatchValue)):  # a docstring, or what a cell shows; a pattern
        return False
    if isinstance(above, ast.Dict) and node in above.keys:
        return False
    if isinstance(above, ast.Subscript) and above.slice is node:
        return False
    outer = list(module.ancestors(node))
    in_field = any([isinstance(part, ast.JoinedStr) for part in outer])
    return not in_field and not any(
        [_annotates(part, above) for part, above in zip([node, *outer[:-1]], outer, strict=True)]
    )


def _annotates(node: ast.AST, above: ast.AST) -> bool:
    return node in (getattr(above, "annotation", None), getattr(above, "returns", None))


def _is_template(module: Module, node: ast.AST) -> bool:
    """Whether `%` fills the literal in: a key may hold one, too."""
    above = module.parent(node)
    return isinstance(above, ast.BinOp) and isinstance(above.op, ast.Mod) and above.left is node


def _sets_variable(module: Module, node: ast.AST) -> bool:
    """Whether the value goes into the environment: to read it from there would do nothing."""
    for above in module.ancestors(node):
        if isinstance(above, ast.Call) and _is_setter(module, above):
            return True
        if isinstance(above, ast.stmt):
            targets = [getattr(above, "target", None), *getattr(above, "targets", ())]
            return any([_is_environment(module, target) for target in targets if target is not None])
    return False


def _is_setter(module: Module, call: ast.Call) -> bool:
    name = module.names.qualified_name(call.func)
    is_patch = name.endswith("patch.dict") and bool(call.args) and _is_environment(module, call.args[0])
    return name in SETTERS or name.rpartition(".")[2] in ("setenv", "set_env") or is_patch


def _is_environment(module: Module, node: ast.AST) -> bool:
    """Whether it is `os.environ`, or an item of it."""
    owner = node.value if isinstance(node, ast.Subscript) else node
    return module.names.qualified_name(owner) == "os.environ"


def _fallback(module: Module, node: ast.AST) -> tuple[ast.AST | None, str]:
    """`os.getenv("NAME", node)` or `os.getenv("NAME") or node`, and NAME: with the key gone, the look-up stays."""
    above = module.parent(node)
    if isinstance(above, ast.keyword):
        above = module.parent(above)
    name = _read_variable(module, above)
    if name and isinstance(above, ast.Call) and above.args[0] is not node:
        return above, name
    if isinstance(above, ast.BoolOp) and isinstance(above.op, ast.Or) and len(above.values) == 2:
        name = _read_variable(module, above.values[0])
        if name and above.values[1] is node:
            return above, name
    return None, ""


def _read_variable(module: Module, node: ast.AST | None) -> str:
    """The variable that a call reads from the environment; none where its name is a key, as somebody may write."""
    from labcoat.core.redact import redact

    if not isinstance(node, ast.Call) or not node.args or module.names.qualified_name(node.func) not in READERS:
        return ""
    name = node.args[0]
    is_plain = isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value.isidentifier()
    return name.value if is_plain and redact(name.value) == name.value else ""  # type: ignore[attr-defined]
