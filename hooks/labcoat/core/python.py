"""Python as rules see it: one module over all cells (or one file), walked once, names resolved across cells."""

from __future__ import annotations

import ast
from collections import defaultdict

from labcoat.core.names import FUNCTIONS, Names
from labcoat.core.parsing import BLANKS, Offsets, ParseError, parse
from labcoat.core.rule import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeVar

    from labcoat.core.calls import Called, Calls
    from labcoat.core.rule import Fix
    from labcoat.core.segment import Segment

    Node = TypeVar("Node", bound=ast.AST)

MOST_CODE = 1_000_000  # characters of a module that are parsed: the trees take 150 times their memory
NOT_WALKED = frozenset(("ctx", "op", "ops"))  # `Load()`, `Add()` …: Python shares these nodes between all trees
VALUE_FIRST = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
SCOPES = (ast.ClassDef, *FUNCTIONS)
REORDERED = (ast.For, ast.AsyncFor, *VALUE_FIRST)
LEAVES = (ast.Name, ast.Constant)


class Module:
    """The Python of one document: one tree a cell, all nodes by type, and what names stand for."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._room = MOST_CODE
        self._parents: dict[ast.AST, ast.AST] = {}
        self._segment_of: dict[ast.AST, tuple[Segment, Offsets]] = {}
        self._nodes: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        self._order: dict[ast.AST, int] = {}
        self._bodies: set[ast.AST] = set()
        self._names: Names | None = None
        self._calls: Calls | None = None

    def add(self, segment: Segment, text: str) -> None:
        """Parse `text` (the segment's, IPython's syntax masked) and add it to the module. Raises ParseError."""
        if len(text) > self._room:
            raise ParseError(f"beyond {MOST_CODE:,} characters of code", 1)
        tree = segment.tree[1] if segment.tree and segment.tree[0] == text else parse(text)
        segment.tree = text, tree
        self._room -= len(text)
        first = tree.body[0] if tree.body else None
        is_wrapped = first is not None and (first.lineno, first.col_offset) == (1, 0) and text[:1] in BLANKS
        self.segments.append(segment)
        self._segment_of[tree] = segment, Offsets(text, 1 if is_wrapped else 0)
        self._index(tree)
        self._names = self._calls = None

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

    @property
    def names(self) -> Names:
        """What the names of the module stand for."""
        if self._names is None:
            self._names = Names(self)
        return self._names

    def called(self, *names: str) -> list[Called]:
        """Calls of functions whose qualified name ends in one of these: `called("load")` has `torch.load(…)`."""
        if self._calls is None:
            from labcoat.core.calls import Calls

            self._calls = Calls(self)
        return [called for name in names for called in self._calls.named(name)]

    def value(self, node: ast.AST | None) -> Any:
        """What an expression is known to be; UNKNOWN where only running the code would tell."""
        return self.names.value(node)

    def order(self, node: ast.AST) -> int:
        """The node's place in the order of evaluation."""
        return self._order[node]

    def is_in_body(self, node: ast.AST) -> bool:
        """Whether the node is a statement of a function or class, or what a lambda returns."""
        return node in self._bodies

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


def _body(scope: ast.AST) -> list[ast.AST]:
    """What a function or class runs: not its decorators, defaults and base classes."""
    body = getattr(scope, "body", [])
    return body if isinstance(body, list) else [body]
