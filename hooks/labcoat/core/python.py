"""Python as rules see it: one module over all cells (or one file), walked once, names resolved across cells."""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_left, bisect_right
from collections import defaultdict

from labcoat.core.lines import line_starts
from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeVar

    from labcoat.core.rule import Fix
    from labcoat.core.segment import Segment

    Node = TypeVar("Node", bound=ast.AST)

UNKNOWN = object()  # the value of an expression that only running the code would tell
BLANKS = (" ", "\t", "\n", "\r")  # what a cell starts with that may be indented as a whole
PARSE_ONLY = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
MOST_CODE = 1_000_000  # characters of a module that are parsed: the trees take 150 times their memory
NOT_WALKED = frozenset(("ctx", "op", "ops"))  # `Load()`, `Add()` …: Python shares these nodes between all trees
VALUE_FIRST = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (ast.ClassDef, *FUNCTIONS)
REORDERED = (ast.For, ast.AsyncFor, *VALUE_FIRST)
LEAVES = (ast.Name, ast.Constant)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CONSTANTS = {"True": True, "False": False, "None": None}  # names only where they are written in look-alike letters


class ParseError(ValueError):
    """`reason` says why a text is not Python 3; `line` (from 1) is where the parser gave up."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def parse(text: str) -> ast.Module:
    """Parse Python, top-level `await` allowed, uniformly indented text too. Never runs it. Raises ParseError."""
    try:
        return _compile(text)
    except ParseError as error:
        if text[:1] not in BLANKS:
            raise
        try:
            return _compile("if 1:\n" + text)
        except ParseError:
            raise error from None


def _compile(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes such as "\d" are not ours to report
        try:
            tree: ast.Module = compile(text, "<cell>", "exec", PARSE_ONLY, dont_inherit=True)
        except SyntaxError as error:
            raise ParseError("not valid Python 3", error.lineno or 1) from None
        except (ValueError, RecursionError, MemoryError) as error:
            reason = "nested too deeply" if not isinstance(error, ValueError) else "not valid Python 3"
            raise ParseError(reason, 1) from None
    return tree


class Module:
    """The Python of one document: its `trees`, one a cell, all nodes by type, and what names stand for."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._room = MOST_CODE
        self._parents: dict[ast.AST, ast.AST] = {}
        self._segment_of: dict[ast.AST, tuple[Segment, _Offsets]] = {}
        self._nodes: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        self._order: dict[ast.AST, int] = {}
        self._bodies: set[ast.AST] = set()
        self._uses: dict[str, list[ast.Name]] | None = None
        self._bindings: dict[tuple[ast.AST | None, str], list[tuple[int, ast.expr | None]]] | None = None
        self._imports: dict[str, str] | None = None

    def add(self, segment: Segment, text: str) -> None:
        """Parse `text` (the segment's, IPython's syntax masked) and add it to the module. Raises ParseError."""
        if len(text) > self._room:
            raise ParseError(f"beyond {MOST_CODE:,} characters of code", 1)
        tree = parse(text)
        self._room -= len(text)
        first = tree.body[0] if tree.body else None
        is_wrapped = first is not None and (first.lineno, first.col_offset) == (1, 0) and text[:1] in BLANKS
        self.segments.append(segment)
        self._segment_of[tree] = segment, _Offsets(text, 1 if is_wrapped else 0)
        self._index(tree)

    def _index(self, tree: ast.AST) -> None:
        order, nodes, parents = self._order, self._nodes, self._parents
        stack: list[ast.AST] = [tree]
        while stack:  # a recursive visitor would overflow on a long chain of operators
            node = stack.pop()
            kind = node.__class__
            order[node] = len(order)
            nodes[kind].append(node)
            if kind in SCOPES:
                self._bodies.update(_body(node))
            children = _children(node)
            if kind in REORDERED:
                _order_by_evaluation(children, kind)
            for child in children:
                parents[child] = node
            children.reverse()
            stack += children

    def nodes(self, *types: type[Node]) -> list[Node]:
        """All nodes of these types, cell by cell, in the order in which they are evaluated."""
        found = [node for kind in types for node in self._nodes.get(kind, ())]
        return sorted(found, key=self._order.__getitem__) if len(types) > 1 else found  # type: ignore[return-value,arg-type]

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one; None for a cell's tree."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The node's parent, its parent, and so on."""
        while (above := self._parents.get(node)) is not None:
            yield above
            node = above

    def hit(self, node: ast.AST, message: str, help: str = "", severity: str = "", fix: Fix | None = None) -> Hit:  # noqa: A002
        """A hit on a node that has a position."""
        segment, start, end = self.span(node)
        return Hit(segment, start, end, message, help, severity, fix)

    def span(self, node: Any) -> tuple[Segment, int, int]:
        """The node's segment, and its first and last offset in it."""
        segment, offsets = self._segment_of[self._tree(node)]
        start = offsets.offset(node.lineno, node.col_offset)
        return segment, start, offsets.offset(node.end_lineno, node.end_col_offset)

    def _tree(self, node: ast.AST) -> ast.AST:
        for node in self.ancestors(node):  # noqa: B007, B020 - the last one is what we want
            pass
        return node

    def value(self, node: ast.AST | None) -> Any:
        """What an expression is known to be: a constant, or a name or operator that leads to one; else UNKNOWN."""
        for _ in range(20):  # a chain of names longer than this, or a cycle, is not known
            if isinstance(node, ast.Constant):
                return node.value
            if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                value = self.value(node.operand) if not isinstance(node.operand, ast.UnaryOp) else UNKNOWN
                return UNKNOWN if value is UNKNOWN else not value
            if not isinstance(node, ast.Name):
                return UNKNOWN
            if node.id in CONSTANTS:
                return CONSTANTS[node.id]
            node = self.bound_to(node)
        return UNKNOWN

    def bound_to(self, name: ast.Name) -> ast.expr | None:
        """The expression last assigned to a name where it is used, across cells; None where that is not certain."""
        order = self._order[name]
        inner = True
        for scope in self._scopes(name):
            bindings = self._all_bindings().get((scope, name.id))
            if bindings:
                count = bisect_left(bindings, order, key=_order_of) if inner else len(bindings)
                return bindings[count - 1][1] if count else None
            inner = inner and isinstance(scope, COMPREHENSIONS)
        return None

    def _scopes(self, node: ast.AST) -> Iterator[ast.AST | None]:
        """The scopes a name is looked up in, innermost first; None is the module's."""
        below, is_innermost = node, True
        for scope in self.ancestors(node):
            if isinstance(scope, COMPREHENSIONS):
                yield scope
            elif below in self._bodies and (is_innermost or not isinstance(scope, ast.ClassDef)):
                yield scope
                is_innermost = False
            below = scope
        yield None

    def _scope(self, node: ast.AST) -> ast.AST | None:
        """The scope that a binding at this node belongs to."""
        below = node
        for scope in self.ancestors(node):
            if below in self._bodies or (isinstance(scope, COMPREHENSIONS) and not self._is_walrus(node)):
                return scope
            below = scope
        return None

    def _is_walrus(self, target: ast.AST) -> bool:
        return isinstance(self._parents[target], ast.NamedExpr)

    def _all_bindings(self) -> dict[tuple[ast.AST | None, str], list[tuple[int, ast.expr | None]]]:
        if self._bindings is None:
            self._bindings = {}
            for node in self.nodes(ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    self._bind(self._scope(node), node.id, node, self._assigned(node))
            for function in self.nodes(*FUNCTIONS):
                for argument, default in _parameters(function):
                    self._bind(function, argument.arg, argument, default)
            for values in self._bindings.values():
                values.sort(key=_order_of)
        return self._bindings

    def _bind(self, scope: ast.AST | None, name: str, node: ast.AST, value: ast.expr | None) -> None:
        assert self._bindings is not None  # noqa: S101 - for mypy: only _all_bindings calls this
        self._bindings.setdefault((scope, name), []).append((self._order[node], value))

    def _assigned(self, target: ast.Name) -> ast.expr | None:
        """The expression assigned to this name, where it is plain `name = value`."""
        statement = self._parents[target]
        if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            return statement.value
        return None

    def uses(self, name: str) -> list[ast.Name]:
        """Where a name is read, in any scope."""
        if self._uses is None:
            self._uses = {}
            for node in self.nodes(ast.Name):
                if isinstance(node.ctx, ast.Load):
                    self._uses.setdefault(node.id, []).append(node)
        return self._uses.get(name, [])

    def qualified_name(self, node: ast.AST) -> str:
        """`torch.hub.load` for `hub.load` after `from torch import hub`; empty where it is no dotted name."""
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self._imported().get(node.id, node.id), *reversed(parts)])

    def _imported(self) -> dict[str, str]:
        if self._imports is None:
            self._imports = {}
            statements: list[ast.Import | ast.ImportFrom] = self.nodes(ast.Import, ast.ImportFrom)
            for node in statements:
                source = _source(node) if isinstance(node, ast.ImportFrom) else ""
                for alias in node.names:
                    name = alias.name if alias.asname or source else alias.name.partition(".")[0]
                    self._imports[alias.asname or name] = source + name
        return self._imports


def _source(statement: ast.ImportFrom) -> str:
    """What the imported names are qualified with; a relative import keeps its dots, and so is no other package."""
    return "." * statement.level + (f"{statement.module}." if statement.module else "")


def _order_by_evaluation(parts: list[ast.AST], kind: type[ast.AST]) -> None:
    """Of an assignment the value comes first, so that `x = f(x)` reads the old one."""
    if kind in VALUE_FIRST:
        parts.sort(key=lambda part: isinstance(getattr(part, "ctx", None), ast.Store))
    else:
        parts[0], parts[1] = parts[1], parts[0]


def _children(node: ast.AST) -> list[ast.AST]:
    """The nodes below a node."""
    found: list[ast.AST] = []
    if node.__class__ in LEAVES:
        return found
    for name in node._fields:
        if name not in NOT_WALKED:
            value = getattr(node, name, None)
            if value.__class__ is list:
                found += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


def _order_of(binding: tuple[int, ast.expr | None]) -> int:
    return binding[0]


def _body(scope: ast.AST) -> list[ast.AST]:
    """What a function or class runs: not its decorators, defaults and base classes."""
    body = getattr(scope, "body", [])
    return body if isinstance(body, list) else [body]


def _parameters(function: Any) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Parameters of a function with their defaults."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    yield from zip(positional, defaults, strict=True)
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            yield rest, None


class _Offsets:
    """Offsets of a text's lines and columns as `ast` counts them: lines from 1 (more if `shift`), columns in UTF-8."""

    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        self._starts = [*line_starts(text), len(text)]
        self._wide: dict[int, tuple[list[int], list[int]]] = {}

    def offset(self, line: int, column: int) -> int:
        """Offset of a place."""
        line -= self._shift
        if line not in self._wide:
            self._wide[line] = _wide_letters(self._text[self._starts[line - 1] : self._starts[line]])
        ends, lengths = self._wide[line]
        return self._starts[line - 1] + column - lengths[bisect_right(ends, column)]


def _wide_letters(line: str) -> tuple[list[int], list[int]]:
    """Where in UTF-8 each letter ends that has more than one byte; how many more bytes that makes, from none on."""
    ends: list[int] = []
    lengths = [0]
    for at, letter in enumerate(line) if not line.isascii() else ():
        if letter > "\x7f":
            lengths.append(lengths[-1] + len(letter.encode("utf-8", "surrogatepass")) - 1)
            ends.append(at + 1 + lengths[-1])
    return ends, lengths
