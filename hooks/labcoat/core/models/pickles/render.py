"""Values of a symbolic stack as code, on one line and never long: whoever wrote the file chose what is in them."""

from __future__ import annotations

from labcoat.core.models.pickles.values import Bag, Blob, Dropped, Made, Name, Opaque, Pairs, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value

LONGEST = 300  # characters of a call
LONGEST_TEXT = 120  # characters of one string in it
_DEEPEST = 6
_MOST = 8  # items of a container
_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/="
_KEPT = 8  # characters of a word that is cut
CUT = "…"


def render(value: Value) -> str:
    """The value as code, of at most LONGEST characters."""
    return _cut(_render(value, _DEEPEST), LONGEST)


def render_call(callable_: Value, arguments: Value) -> str:
    """A call as code: `os.system('id')`. The callable is a value, or code itself."""
    function = callable_ if type(callable_) is str else _render(callable_, _DEEPEST)
    return _cut(f"{function}({_inside(arguments, _DEEPEST - 1)})", LONGEST)


def _render(value: Value, depth: int) -> str:
    kind = type(value)
    if kind is Name:
        return _cut(_plain(value.dotted), LONGEST_TEXT)
    if kind is str or kind is bytes:
        return _literal(value)
    if kind is Text:
        return f"{_literal(value.head)[:-1]}{CUT}'"
    if kind is Opaque:
        return str(value.look)
    return _small(value) if kind in (int, bool, type(None)) else _deep(value, depth)


def _deep(value: Value, depth: int) -> str:
    kind = type(value)
    if kind is Blob:
        return "b'…'"
    if kind is Dropped or not depth:
        return CUT
    if kind is Made:
        return f"{_render(value.maker, depth - 1)}({_inside(value.arguments, depth - 1)})"
    if kind is Pairs:
        return f"{{{_pairs(value, depth - 1)}}}"
    opening, closing = "()" if kind is tuple else "{}" if kind is Bag else "[]"
    comma = "," if kind is tuple and len(value) == 1 else ""
    return f"{opening}{_items(value, depth - 1)}{comma}{closing}"


def _inside(arguments: Value, depth: int) -> str:
    if type(arguments) in (tuple, list):
        return _items(arguments, depth)
    return f"*{_render(arguments, depth)}"


def _items(items: Value, depth: int) -> str:
    shown = [_render(item, depth) for item in items[:_MOST]]
    return ", ".join(shown + [CUT] * (len(items) > _MOST))


def _pairs(items: Value, depth: int) -> str:
    known = range(0, min(len(items), 2 * _MOST) - 1, 2)
    shown = [f"{_render(items[index], depth)}: {_render(items[index + 1], depth)}" for index in known]
    return ", ".join(shown + [CUT] * (len(items) > 2 * _MOST))


def _literal(value: str | bytes) -> str:
    return repr(value) if len(value) <= LONGEST_TEXT else f"{repr(_head(value, LONGEST_TEXT))[:-1]}{CUT}'"


def _small(value: int | None) -> str:
    if type(value) is int and value.bit_length() > 256:
        return f"<int of {value.bit_length()} bits>"
    return repr(value)


def _plain(text: str) -> str:
    return text if text.isprintable() else text.encode("unicode_escape").decode()


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else str(_head(text, most - 1)) + CUT


def _head(value: str | bytes, most: int) -> str | bytes:
    """The first characters, without a word that is cut: half a key is not known for one, and would be shown."""
    head = value[:most]
    whole = head.rstrip(_WORD) if isinstance(head, str) else head.rstrip(_WORD.encode())
    return head[: len(whole) + _KEPT]
