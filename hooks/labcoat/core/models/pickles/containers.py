"""The opcodes of pickles that make containers, and those of the memo and of marks."""

from __future__ import annotations

from labcoat.core.models.pickles.literals import number
from labcoat.core.models.pickles.memory import MOST_ITEMS
from labcoat.core.models.pickles.opcodes import size_of
from labcoat.core.models.pickles.values import ACTING, CONTAINERS, METHODS, UNKNOWN, Bag, Dropped, Made, Name, Pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Opcode, Walk

    Items = TypeVar("Items", list[Value], tuple[Value, ...])

VAST_INDEX = 1 << 26  # of a memo: the C unpickler allocates twice as many entries
_TEXTS = (str, bytes)
_DOING = frozenset((*METHODS, *ACTING))


def empty_tuple(walk: Walk, offset: int) -> int:
    walk.stack.append(())
    return offset


def empty_list(walk: Walk, offset: int) -> int:
    walk.stack.append([])
    return offset


def empty_dict(walk: Walk, offset: int) -> int:
    walk.stack.append(Pairs())
    return offset


def empty_set(walk: Walk, offset: int) -> int:
    walk.stack.append(Bag())
    return offset


def tuple1(walk: Walk, offset: int) -> int:
    stack = walk.stack
    stack[-1] = made = (stack[-1],)
    if type(made[0]) in _TEXTS:
        _unnamed(walk, made)
    return offset


def tuple2(walk: Walk, offset: int) -> int:
    stack = walk.stack
    second = stack.pop()
    first = stack[-1]
    stack[-1] = (first, second)
    if walk.wants_strings and (type(first) in _TEXTS or type(second) in _TEXTS):
        walk.strings.pairs((first, second))
    return offset


def tuple3(walk: Walk, offset: int) -> int:
    stack = walk.stack
    third, second = stack.pop(), stack.pop()
    stack[-1] = _unnamed(walk, (stack[-1], second, third))
    return offset


def tuple_(walk: Walk, offset: int) -> int:
    items = walk.pop_mark()
    if walk.wants_strings:
        walk.strings.pairs(items) if len(items) == 2 else walk.strings.items(items)
    walk.stack.append(tuple(items[:MOST_ITEMS]))
    return offset


def list_(walk: Walk, offset: int) -> int:
    items = _unnamed(walk, walk.pop_mark())
    walk.stack.append(items[:MOST_ITEMS])
    return offset


def frozenset_(walk: Walk, offset: int) -> int:
    items = _unnamed(walk, walk.pop_mark())
    walk.stack.append(Bag(items[:MOST_ITEMS]))
    return offset


def dict_(walk: Walk, offset: int) -> int:
    items = walk.pop_mark()
    if walk.wants_strings:
        walk.strings.pairs(items)
    walk.stack.append(Pairs(items[:MOST_ITEMS] + _methods(items[MOST_ITEMS:])))
    return offset


def append(walk: Walk, offset: int) -> int:
    item = walk.stack.pop()
    _extend(walk, offset, _unnamed(walk, [item]), "append")
    return offset


def appends(walk: Walk, offset: int) -> int:
    _extend(walk, offset, _unnamed(walk, walk.pop_mark()), "append")
    return offset


def additems(walk: Walk, offset: int) -> int:
    _extend(walk, offset, _unnamed(walk, walk.pop_mark()), "add")
    return offset


def setitem(walk: Walk, offset: int) -> int:
    value, key = walk.stack.pop(), walk.stack.pop()
    if walk.wants_strings:
        walk.strings.pairs((key, value))
    _extend(walk, offset, [key, value], "__setitem__")
    return offset


def setitems(walk: Walk, offset: int) -> int:
    items = walk.pop_mark()
    if walk.wants_strings:
        walk.strings.pairs(items)
    _extend(walk, offset, items, "__setitem__")
    return offset


def mark(walk: Walk, offset: int) -> int:
    walk.push_mark()
    return offset


def pop(walk: Walk, offset: int) -> int:
    if walk.stack:
        _forget(walk, [walk.stack.pop()])
    elif walk.marks:
        walk.pop_mark()
    else:
        walk.flaw("takes more from its stack than it has put there")
    return offset


def pop_mark(walk: Walk, offset: int) -> int:
    _forget(walk, walk.pop_mark())
    return offset


def duplicate(walk: Walk, offset: int) -> int:
    walk.stack.append(walk.stack[-1])
    return offset


def get_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    _get(walk, number(line))
    return end


def get1(walk: Walk, offset: int) -> int:
    _get(walk, walk.buffer[offset])
    return offset + 1


def get4(walk: Walk, offset: int) -> int:
    _get(walk, size_of(walk, offset, 4))
    return offset + 4


def put_line(walk: Walk, offset: int) -> int:
    line, end = walk.line(offset)
    _put(walk, number(line), offset)
    return end


def put1(walk: Walk, offset: int) -> int:
    walk.memo.put(walk.buffer[offset], walk.stack[-1])
    return offset + 1


def put4(walk: Walk, offset: int) -> int:
    _put(walk, size_of(walk, offset, 4), offset)
    return offset + 4


def memoize(walk: Walk, offset: int) -> int:
    walk.memo.append(walk.stack[-1])
    return offset


def _unnamed(walk: Walk, items: Items) -> Items:
    """The items; the strings among them are noted."""
    if walk.wants_strings:
        walk.strings.items(items)
    return items


def _forget(walk: Walk, items: list[Value]) -> None:
    """What is popped has been made all the same."""
    _unnamed(walk, items)
    for item in items:
        if type(item) in CONTAINERS and item:
            walk.scale.drop(item)


def _methods(items: list[Value]) -> list[Value]:
    """The pairs that are kept of a large dictionary: as the state of an instance, they would do something."""
    found = [index for index in range(0, len(items) - 1, 2) if type(items[index]) is str and items[index] in _DOING]
    return [part for index in found[:MOST_ITEMS] for part in items[index : index + 2]]


def _extend(walk: Walk, offset: int, items: list[Value], method: str) -> None:
    """Add to the container on the stack; to anything else, by a method that it has."""
    target = walk.stack[-1]
    if isinstance(target, list):
        if len(target) < MOST_ITEMS:
            target += items[:MOST_ITEMS]
            items = items[MOST_ITEMS:]
        if items and type(target) is Pairs:
            target += _methods(items)
    elif type(target) is Dropped:
        walk.stack[-1] = walk.scale.drop([target, *items[-1:]])
    elif type(target) is Name or type(target) is Made:
        from labcoat.core.models.pickles.calls import fill

        fill(walk, offset, target, items, method)


def _get(walk: Walk, index: int | bytes) -> None:
    value = walk.memo.get(index)
    if value is UNKNOWN:
        walk.flaw("reads what it has not memoised")
    walk.stack.append(value)


def _put(walk: Walk, index: int | bytes, offset: int) -> None:
    if type(index) is int and index >= VAST_INDEX and index > 2 * walk.opcodes:
        shown = f"{index:,}" if index < 1 << 64 else "beyond 2**64"
        walk.bomb("memo", f"memoises under the index {shown}, and loaders allocate as many entries", offset)
    walk.memo.put(index, walk.stack[-1])


OPCODES: dict[bytes, Opcode] = {
    b")": empty_tuple,
    b"]": empty_list,
    b"}": empty_dict,
    b"\x8f": empty_set,
    b"\x85": tuple1,
    b"\x86": tuple2,
    b"\x87": tuple3,
    b"t": tuple_,
    b"l": list_,
    b"d": dict_,
    b"\x91": frozenset_,
    b"a": append,
    b"e": appends,
    b"\x90": additems,
    b"s": setitem,
    b"u": setitems,
    b"(": mark,
    b"0": pop,
    b"1": pop_mark,
    b"2": duplicate,
    b"g": get_line,
    b"h": get1,
    b"j": get4,
    b"p": put_line,
    b"q": put1,
    b"r": put4,
    b"\x94": memoize,
}
