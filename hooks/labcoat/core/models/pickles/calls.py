"""The opcodes that call: REDUCE, INST, OBJ, NEWOBJ, NEWOBJ_EX and BUILD, and what they call without saying so."""

from __future__ import annotations

from labcoat.core.models.pickles.arguments import note_arguments
from labcoat.core.models.pickles.arrays import is_array, look_at_claim, look_at_file, skip_array
from labcoat.core.models.pickles.names import COMPUTED, inst_name
from labcoat.core.models.pickles.nested import look_inside
from labcoat.core.models.pickles.render import render, render_call
from labcoat.core.models.pickles.states import note_state
from labcoat.core.models.pickles.takes import takes
from labcoat.core.models.pickles.values import CONTAINERS, METHODS, PERSISTENT, UNKNOWN, Made, Name, Opaque, Pairs
from labcoat.core.models.pickles.walk import BrokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Opcode, Walk

IMPORTED, CONSTRUCTED, BUILT, CALLED = range(4)
OF_RESULT = "calls the result of a call"
OF_UNKNOWN = "calls what no name tells"
ON_GLOBAL = "BUILD on a global"
FILLS_GLOBAL = "sets items of a global"
INSTALLS = "BUILD installs a method"
AGAIN = "is changed once more when its state is set, which may call what its attributes hold"
GIVEN = "is given arguments that are only known when the file is loaded"
MAKES_CLASS = "makes a class, whose methods may be any function"
_GETTERS = ("getattr", "getitem", "getLogger", "GenericAlias")  # what they give is not only the pickle's
_STAGES = {"__setitem__": 1, "__setstate__": 2}
_TEXTS = ("encode", "scalar", "str", "str_", "unicode")  # they make texts that the stream does not show
_MOST_PARTS = 1000  # of the arguments of a call that are looked at
MOST_EXPRESSIONS = 200  # calls of results that are told apart
_RECONSTRUCTORS = ("_reconstructor", "__newobj__", "__newobj_ex__")


def reduce(walk: Walk, offset: int) -> int:
    arguments = walk.stack.pop()
    walk.stack[-1] = call(walk, offset, walk.stack[-1], arguments, CALLED)
    return offset


def inst(walk: Walk, offset: int) -> int:
    class_, end = inst_name(walk, offset)
    walk.stack, arguments = walk.marks.pop(), walk.stack
    walk.stack.append(call(walk, offset, class_, tuple(arguments), CALLED))
    return end


def obj(walk: Walk, offset: int) -> int:
    class_, *arguments = walk.pop_mark() or [UNKNOWN]
    walk.stack.append(call(walk, offset, class_, tuple(arguments), CALLED))
    return offset


def new(walk: Walk, offset: int) -> int:
    arguments = walk.stack.pop()
    walk.stack[-1] = call(walk, offset, walk.stack[-1], arguments, CONSTRUCTED)
    return offset


def new_ex(walk: Walk, offset: int) -> int:
    keywords, arguments = walk.stack.pop(), walk.stack.pop()
    both = (*arguments, keywords) if type(arguments) is tuple and keywords else arguments
    walk.stack[-1] = call(walk, offset, walk.stack[-1], both, CONSTRUCTED)
    return offset


def build(walk: Walk, offset: int) -> int:
    state, target = walk.stack.pop(), walk.stack[-1]
    if type(target) is Name:
        _use(target, BUILT, render_call(f"{target.dotted}.__setstate__", (state,)), ON_GLOBAL)
        walk.has_called = True
    elif target is PERSISTENT:
        walk.has_called = True
        look = render(target)
        _use(walk.name("", look, offset, ON_GLOBAL), BUILT, render_call(f"{look}.__setstate__", (state,)), ON_GLOBAL)
    elif type(target) is Made:
        _change(walk, target, "__setstate__", (state,))
        if type(target.maker) is Name:
            look_inside(walk, offset, target.maker, state)
            if target.arguments:
                _look_for_methods(walk, target)
        if type(target.maker) is Name and target.maker.name == "dtype":
            target.state = state
        elif is_array(target) and not walk.is_fork:
            return skip_array(walk, offset, state)
        else:
            look_at_file(walk, offset, target, state)
            note_state(walk, target, state)
    _look_for_methods(walk, state)
    return offset


def fill(walk: Walk, offset: int, target: Name | Made, items: list[Value], method: str) -> None:
    """Items are added to what is no container of the stream: to a name, or to what something has made."""
    if type(target) is Name:
        walk.has_called = True
        _use(target, BUILT, f"{target.dotted}.{method}({render(items)[1:-1]})", FILLS_GLOBAL)
        return
    _change(walk, target, method, items)
    if method == "__setitem__":
        _look_for_methods(walk, Pairs(items))


def _change(walk: Walk, target: Value, method: str, given: Value) -> None:
    """An object is changed: not once more when it is done, nor what others hold, too; partial by a function."""
    maker, stage = target.maker, _STAGES.get(method, 0)
    is_again = target.stage > min(stage, 1)
    target.stage = max(stage, target.stage)
    if type(maker) is not Name:
        return
    trick = AGAIN if is_again else ON_GLOBAL if maker.name in _GETTERS else ""
    if trick:
        walk.has_called = True
        _use(maker, BUILT, render_call(f"{render(target)}.{method}", tuple(given)), trick)
    if maker.name == "partial" and method == "__setstate__":
        function = given[0][0] if type(given[0]) is tuple and given[0] else UNKNOWN
        maker.takes.update(dict.fromkeys(takes(function)))


def call(walk: Walk, offset: int, callable_: Value, arguments: Value, use: int) -> Made:
    """What the call makes; it is noted with the name that is called."""
    kind = type(callable_)
    if kind is Name:
        _call_name(walk, offset, callable_, arguments, use)
    elif kind is Made or kind is Opaque:
        _call_other(walk, offset, callable_, arguments, use)
    elif kind not in CONTAINERS:
        raise BrokenError(f"calls {render(callable_)}, which is no function")
    else:
        raise BrokenError("calls a container, which is no function")
    return Made(callable_, arguments)


def _call_name(walk: Walk, offset: int, name: Name, arguments: Value, use: int) -> None:
    walk.has_called = True
    if use > name.use or not name.call:
        name.use = max(use, name.use)
        name.call = render_call(name, arguments)
    note_arguments(name, arguments)
    if type(arguments) is Made or type(arguments) is Opaque:
        _use(name, use, name.call, GIVEN)
    if _makes_class(name, arguments):
        _use(name, use, name.call, MAKES_CLASS)
    if name.name in _RECONSTRUCTORS and type(arguments) is tuple:
        for position, class_ in enumerate(arguments[:2], 1):
            if type(class_) is Name:
                _use(class_, CONSTRUCTED, f"{class_.dotted}()")
                note_arguments(class_, arguments[position:])
    look_at_claim(walk, offset, name, arguments)
    look_inside(walk, offset, name, arguments)


def _makes_class(name: Name, arguments: Value) -> bool:
    """`type(name, bases, attributes)`, and what other metaclasses are given."""
    if type(arguments) is not tuple or len(arguments) < 3:
        return False
    if name.name in _RECONSTRUCTORS and type(arguments[0]) is Name:
        return _makes_class(arguments[0], arguments[1:])
    return (name.name == "type" or "Meta" in name.name) and type(arguments[2]) in (Pairs, Made)


def _call_other(walk: Walk, offset: int, callable_: Made | Opaque, arguments: Value, use: int) -> None:
    """The callable is no name: what it is was computed, or stands outside of the stream."""
    walk.has_called = True
    expression = render(callable_)
    if ("", expression) not in walk.names and len(walk.names) > MOST_EXPRESSIONS:
        expression = "…"
    name = walk.name("", expression, offset, OF_RESULT if type(callable_) is Made else OF_UNKNOWN)
    _use(name, use, render_call(callable_, arguments))
    note_arguments(name, arguments)


def _use(name: Name, use: int, call_: str, trick: str = "") -> None:
    if use > name.use:
        name.use, name.call = use, call_
    if trick and name.trick != COMPUTED:
        name.trick, name.call = trick, call_


def _look_for_methods(walk: Walk, state: Value) -> None:
    """Attributes that BUILD sets on an instance, and that something calls later."""
    for part in state if type(state) is tuple and len(state) == 2 else (state,):
        if type(part) is Made:
            part = _pairs_of(part)
        if type(part) is Pairs:
            for index in range(0, len(part) - 1, 2):
                key = part[index]
                if type(key) is str and key in METHODS:
                    _look_at_method(walk, key, part[index + 1])
                elif type(part[index + 1]) is Name and _is_made_text(key):
                    _look_at_method(walk, render(key), part[index + 1])


def _is_made_text(key: Value) -> bool:
    return type(key) is Made and type(key.maker) is Name and key.maker.name in _TEXTS


def _pairs_of(made: Made) -> Pairs:
    """The keys and values that a dictionary was made from, by what is called."""
    pairs, pending = Pairs(), [made.arguments]
    for _ in range(_MOST_PARTS):
        if not pending:
            break
        part = pending.pop()
        if (type(part) is tuple and len(part) == 2 and type(part[0]) is str) or type(part) is Pairs:
            pairs += part
        elif type(part) in CONTAINERS:
            pending += part
        elif type(part) is Made and type(part.maker) is Name and part.maker.name == "zip":
            given = part.arguments if type(part.arguments) is tuple else ()
            pending += zip(*[items for items in given if type(items) in CONTAINERS], strict=False)
    return pairs


def _look_at_method(walk: Walk, key: str, value: Value) -> None:
    function = value
    while type(function) is Made:
        function = function.maker
    if type(function) is not Name:
        return
    walk.has_called = True
    _use(function, CALLED, f"{render(value)}(…) as {key}", INSTALLS)


OPCODES: dict[bytes, Opcode] = {
    b"R": reduce,
    b"i": inst,
    b"o": obj,
    b"\x81": new,
    b"\x92": new_ex,
    b"b": build,
}
