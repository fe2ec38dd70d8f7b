"""The whole environment, as Python code prints, logs, raises, tracks and saves it."""

from __future__ import annotations

import ast

from labcoat.secret_logging.log_calls import statement_of
from labcoat.secret_logging.shown import parts_of
from labcoat.secret_logging.sinks import Sink, sinks_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit

ENVIRONMENT = ("os.environ", "os.environb")
HELP = 'show only the variables that matter, by name: `os.environ.get("CUDA_VISIBLE_DEVICES")`'
MOST_STEPS = 50  # of a loop that are looked at for each thing that is shown in it
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


def dumped_environments(module: Module) -> Iterator[Hit]:
    """A hit for each statement that shows or keeps the environment."""
    seen: set[ast.AST | None] = set()
    for sink in (*sinks_of(module), *_written(module)):
        statement = statement_of(module, sink.node)
        place = None if statement in seen else _environment_in(module, sink)
        if place is not None:
            seen.add(statement)
            yield module.hit(place, f"the whole environment is {sink.verb}, with every key and password in it", HELP)


def _written(module: Module) -> Iterator[Sink]:
    """`file.write(str(os.environ))`, `print(os.environ, file=log)`, `json.dumps(dict(os.environ))`."""
    for called in module.called("write", "write_text", "print", "dumps"):
        yield Sink(called.node, "written", called.args[:10])
    for called in module.called("dump", "safe_dump", "save"):
        yield Sink(called.node, "saved to a file", called.args[:1])


def _environment_in(module: Module, sink: Sink) -> ast.expr | None:
    for expression in sink.shown:
        for part in parts_of(module, expression):
            if is_environment(module, part.node) or _is_filled_from(module, part.node):
                return part.place
            if isinstance(part.node, (ast.Name, ast.Subscript)) and _is_item(module, part.node, sink.node):
                return part.place
    return None


def is_environment(module: Module, node: ast.AST) -> bool:
    """Whether an expression is `os.environ`, by whatever name it was imported."""
    if isinstance(node, ast.Attribute) and node.attr in ("__dict__", "_data"):
        node = node.value
    return isinstance(node, (ast.Attribute, ast.Name)) and module.names.qualified_name(node) in ENVIRONMENT


def _has_values(module: Module, node: ast.AST, *methods: str) -> bool:
    """Whether it is `os.environ.items()`, or another of these methods."""
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods
    return is_method and is_environment(module, node.func.value)  # type: ignore[attr-defined]  # a call of an attribute


def _is_filled_from(module: Module, node: ast.AST) -> bool:
    """`{k: v for k, v in os.environ.items()}`, without a condition."""
    if not isinstance(node, COMPREHENSIONS) or len(node.generators) != 1 or node.generators[0].ifs:
        return False
    loop = node.generators[0]
    shown = node.value if isinstance(node, ast.DictComp) else node.elt
    uses = [part.node.id for part in parts_of(module, shown) if isinstance(part.node, ast.Name)]
    return _is_pair_loop(module, loop.target, loop.iter) and _value_of(loop.target) in uses


def _is_pair_loop(module: Module, target: ast.AST, iterated: ast.AST) -> bool:
    return bool(_value_of(target)) and _has_values(module, _unsorted(iterated), "items")


def _value_of(target: ast.AST) -> str:
    """The name that the value has: the second of `for name, value in …`."""
    last = target.elts[-1] if isinstance(target, ast.Tuple) and len(target.elts) == 2 else None
    return last.id if isinstance(last, ast.Name) else ""


def _is_item(module: Module, node: ast.Name | ast.Subscript, sink: ast.AST) -> bool:
    """Whether it is the value of a loop over the whole environment, shown for every variable."""
    for above in module.ancestors(sink):
        if isinstance(above, (ast.If, ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        if isinstance(above, (ast.For, ast.AsyncFor)):
            return not _skips(above) and _is_value(module, node, above.target, above.iter)
        if isinstance(above, COMPREHENSIONS) and len(above.generators) == 1:
            loop = above.generators[0]
            return not loop.ifs and _is_value(module, node, loop.target, loop.iter)
    return False


def _is_value(module: Module, node: ast.Name | ast.Subscript, target: ast.AST, iterated: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        is_pair = isinstance(target, ast.Name) and target.id == node.id
        if is_pair:
            return _has_values(module, _unsorted(iterated), "items", "values")
        return _is_pair_loop(module, target, iterated) and _value_of(target) == node.id
    key = node.slice
    is_key = isinstance(key, ast.Name) and isinstance(target, ast.Name) and key.id == target.id
    return is_key and is_environment(module, node.value) and is_environment(module, _unsorted(iterated))


def _unsorted(iterated: ast.AST) -> ast.AST:
    """What is in `sorted(…)`, `list(…)`, `….keys()`."""
    if isinstance(iterated, ast.Call):
        name = iterated.func.attr if isinstance(iterated.func, ast.Attribute) else getattr(iterated.func, "id", "")
        if name in ("sorted", "list") and iterated.args:
            return _unsorted(iterated.args[0])
        if name == "keys" and isinstance(iterated.func, ast.Attribute):
            return iterated.func.value
    return iterated


def _skips(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether the loop leaves some variables out."""
    return any([isinstance(step, ast.If) for step in loop.body[:MOST_STEPS]])
