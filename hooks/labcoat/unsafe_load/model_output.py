"""Which expressions are what a language model answered, followed inside one module."""

from __future__ import annotations

import ast

from labcoat.core.switches.nodes import function_name
from labcoat.unsafe_load.assigned import Assigned
from labcoat.unsafe_load.model_calls import CALLABLES, asks_model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.python import Module

MOST_STEPS = 2000  # expressions that are looked at for one answer
MOST_IN_ALL = 100_000  # and for all of a module, so that many uses of a name that is often assigned cost no square
HARMLESS = frozenset(
    "int float bool len abs round sum isinstance hash id type ord quote literal_eval exists validate sanitize is_safe "
    "dumps repr encode hexdigest count index find startswith endswith isdigit isnumeric evaluate score print log info "
    "debug append".split()
)
FACTS = frozenset(
    "id usage total_tokens prompt_tokens completion_tokens model created finish_reason stop_reason role status_code "
    "shape device".split()
)  # about an answer, not in it
COMPREHENSIONS = (ast.ListComp, ast.GeneratorExp, ast.SetComp)


class Outputs:
    """What a model answered, among the expressions of a module."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._assigned: Assigned | None = None
        self._left = MOST_IN_ALL

    def is_output(self, start: ast.expr) -> bool:
        """Whether any expression that this one is made of is the call of a model, as far as this module tells."""
        if self._assigned is None:
            self._assigned = Assigned(self._module)
        waiting: list[ast.AST] = [start]
        seen: set[ast.AST] = {start}
        while waiting and len(seen) < MOST_STEPS and self._left > 0:
            node = waiting.pop()
            if isinstance(node, ast.Call) and self._is_answer(node, self._assigned):
                return True
            parts = [part for part in self._parts(node, self._assigned) if part not in seen]
            self._left -= 1 + len(parts)
            seen.update(parts)
            waiting += parts
        return False

    def _is_answer(self, call: ast.Call, assigned: Assigned) -> bool:
        """A function of this module says by what it returns whether it asks a model."""
        is_own = isinstance(call.func, ast.Name) and assigned.is_function(call.func.id)
        named = isinstance(call.func, ast.Name) and CALLABLES.fullmatch(call.func.id)
        return not (is_own and named) and asks_model(self._module, call)

    def _parts(self, node: ast.AST, assigned: Assigned) -> list[ast.AST]:
        """What an expression gets its content from."""
        if isinstance(node, ast.Name):
            return [*assigned.to(node)]
        if isinstance(node, ast.Call):
            return _parts_of_call(node, assigned)
        if isinstance(node, (ast.Compare, ast.Constant, ast.Lambda)):
            return []
        if isinstance(node, ast.Attribute):
            if node.attr in FACTS:
                return []
            return [node.value, *assigned.to_attribute(node)]
        if isinstance(node, ast.Subscript):
            return [node.value]
        if isinstance(node, ast.IfExp):
            return [node.body, node.orelse]
        if isinstance(node, COMPREHENSIONS):
            return [node.elt]
        return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _parts_of_call(call: ast.Call, assigned: Assigned) -> list[ast.AST]:
    """Its arguments and the object it is a method of; for a function of this module, what that returns."""
    name = function_name(call)
    if name in HARMLESS:
        return []
    parts: list[ast.AST] = [*call.args, *[given.value for given in call.keywords], *assigned.returned_by(name)]
    if isinstance(call.func, ast.Attribute):
        parts.append(call.func.value)
    return parts
