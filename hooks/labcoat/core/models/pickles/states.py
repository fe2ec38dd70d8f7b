"""Parts of states that some classes run as code: their `__setstate__` gets what BUILD finds on the stack."""

from __future__ import annotations

from labcoat.core.models.pickles.render import render
from labcoat.core.models.pickles.takes import takes
from labcoat.core.models.pickles.values import ACTING, Made, Name, Pairs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Walk

HIDDEN = ("…", "")  # a state that is no dictionary of the stream
_KEYS = frozenset(ACTING)
_MOST = 50  # distinct values of one class


def note_state(walk: Walk, target: Made, state: Value) -> None:
    """Note with the classes of an object what its state has under keys that some classes act on."""
    if type(state) is Pairs:
        if any([type(key) is str and key in _KEYS for key in state[::2]]):
            _note(_names(walk, target), list(_acting(state)))
    elif not _is_of_old(state):
        _note(_direct(target), [HIDDEN])


def _acting(state: Pairs) -> Iterator[tuple[str, str]]:
    for index in range(0, len(state) - 1, 2):
        if type(state[index]) is str and state[index] in _KEYS:
            yield state[index], _text(state[index + 1])


def _text(value: Value) -> str:
    """A whole text, which `render` would cut; else the value as code."""
    return repr(value) if type(value) is str else render(value)


def _is_of_old(state: Value) -> bool:
    """None, or `(parameters, generator)` of SciPy before 1.6: neither can stand for pairs of keys and values."""
    is_pair = type(state) is tuple and len(state) == 2
    return state is None or (is_pair and type(state[0]) is Pairs and len(state[0]) > 4)


def _direct(target: Made) -> list[Name]:
    arguments = target.arguments
    given = arguments[:2] if type(arguments) is tuple else ()
    return [name for name in (target.maker, *given) if type(name) is Name]


def _names(walk: Walk, target: Made) -> list[Name]:
    """All names that may be the class of an object."""
    return [walk.names[key] for key in takes(target) if key in walk.names]


def _note(names: list[Name], parts: list[tuple[str, str]]) -> None:
    for name in names:
        for part in parts:
            name.states[part if len(name.states) < _MOST else HIDDEN] = None
