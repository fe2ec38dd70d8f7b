"""What a name is called with: the distinct values of each argument, and the names in them."""

from __future__ import annotations

from labcoat.core.models.pickles.nested import LOADERS
from labcoat.core.models.pickles.render import CUT, render
from labcoat.core.models.pickles.takes import NOT_ALL, takes
from labcoat.core.models.pickles.values import CONTAINERS, MOST_DISTINCT, Made, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value

OBJECT = f"{CUT}({CUT})"  # an object of which no class is known
LARGE = f"<int {CUT}>"
SOME_TEXT = f"'{CUT}'"
LITERAL = f"b'{CUT}'"  # bytes that have been looked into
_MOST_TAKEN = 200  # names in arguments that are told apart
_MOST_LATE = 20_000  # arguments of a name that are looked through, once its distinct values are too many
_LARGE_BITS = 24
_HIDDEN = dict.fromkeys((CUT, OBJECT, LARGE, SOME_TEXT))


def note_arguments(name: Name, arguments: Value) -> None:
    """Note the arguments of one call with those of the others; stop where there are many."""
    known = name.arguments
    if type(arguments) not in (tuple, list):
        _note_hidden(name)
        return
    for index, value in enumerate(arguments):
        if index >= len(known):
            if index >= MOST_DISTINCT:
                name.takes[NOT_ALL] = None
                break
            known.append({})
        distinct = known[index]
        if len(distinct) <= MOST_DISTINCT:
            _note_value(name, distinct, value)
        else:
            _note_late(name, distinct, value)


def _note_hidden(name: Name) -> None:
    """What the arguments are is computed when the file is loaded: each of them may be anything."""
    name.takes[NOT_ALL] = None
    name.arguments += [{} for _ in range(MOST_DISTINCT - len(name.arguments))]
    for distinct in name.arguments:
        distinct.update({code: code for code in _HIDDEN})


def _note_value(name: Name, distinct: dict[Value, str], value: Value) -> None:
    kind = type(value)
    if kind is bytes and name.name in LOADERS:
        key = code = LITERAL
    elif kind in _HASHED:
        if value in distinct:
            return
        key, code = value, render(value)
    else:
        key = code = render(value)
    if len(distinct) == MOST_DISTINCT and key not in distinct:
        distinct[CUT] = CUT
        _note_late(name, distinct, value)
        return
    distinct.setdefault(key, code)
    if kind is not str:
        _note_taken(name, value)


def _note_late(name: Name, distinct: dict[Value, str], value: Value) -> None:
    """Of further values, only the kind is noted: by it alone, functions that convert what they get are judged."""
    kind = type(value)
    if kind is Made:
        maker = value.maker
        is_known = type(maker) is Name and len(distinct) < 2 * MOST_DISTINCT
        key = f"{maker.dotted}({CUT})" if is_known else OBJECT
        distinct.setdefault(key, key)
    elif kind is str:
        distinct[SOME_TEXT] = SOME_TEXT
        return
    elif kind is int:
        if value.bit_length() > _LARGE_BITS:
            distinct[LARGE] = LARGE
        return
    if kind is Name or kind is Made or kind in CONTAINERS:
        name.late += 1
        if name.late < _MOST_LATE:
            _note_taken(name, value)
        else:
            name.takes[NOT_ALL] = None


def _note_taken(name: Name, value: Value) -> None:
    if len(name.takes) > _MOST_TAKEN:
        name.takes[NOT_ALL] = None
    else:
        name.takes.update(dict.fromkeys(takes(value)))


_HASHED = (str, bytes, int, bool, type(None), Name)
