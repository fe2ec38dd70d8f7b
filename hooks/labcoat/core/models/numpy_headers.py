"""The header of an .npy file: the literal of a dictionary with `descr`, `fortran_order` and `shape`. Not evaluated."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MOST_TOKENS = 100_000
DEEPEST = 50
_SIZES = {
    "b": 1,
    "B": 1,
    "?": 1,
    "h": 2,
    "H": 2,
    "e": 2,
    "i": 4,
    "I": 4,
    "l": 8,
    "L": 8,
    "q": 8,
    "Q": 8,
    "f": 4,
    "d": 8,
}
_SIZES |= {"g": 16, "F": 8, "D": 16, "G": 32}
_OPENING, _CLOSING = {"(": ")", "[": "]", "{": "}"}, ")]}"
_WORDS = {"True": True, "False": False, "None": None}


class HeaderError(ValueError):
    """What is wrong with a header, as the end of a sentence."""


class Layout:
    """Data of `count` items of `item` bytes (-1: unknown) from `start` on; `text_type` is `U20` for strings."""

    __slots__ = ("count", "has_fields", "has_objects", "has_text", "is_big", "item", "shape", "start", "text_type")

    start: int
    shape: tuple[int, ...]
    count: int
    item: int
    has_objects: bool
    has_text: bool
    has_fields: bool
    is_big: bool
    text_type: str

    @property
    def size(self) -> int:
        """Bytes of the data; 0 where they are unknown."""
        return max(0, self.item) * self.count


def read_layout(text: str) -> Layout:
    """What a header says about the data. Raises HeaderError."""
    header = _literal(text)
    if not isinstance(header, dict) or not {"descr", "shape"} <= header.keys():
        raise HeaderError("is no dictionary with `descr` and `shape`")
    shape = header["shape"]
    if not isinstance(shape, tuple) or not all([type(each) is int and each >= 0 for each in shape]):
        raise HeaderError("has a shape that is no tuple of sizes")
    layout = Layout()
    layout.start, layout.shape = 0, shape
    layout.count = _product(shape)
    types = [*_types(header["descr"])]
    layout.item = _sum([size for _, size in types])
    layout.has_objects = any(["O" in each or "object" in each.lower() for each, _ in types])
    layout.text_type = next(
        (each.lstrip("<>|=") for each, _ in types if each.lstrip("<>|=")[:1] in ("U", "S", "a")), ""
    )
    layout.has_text = bool(layout.text_type)
    layout.has_fields = not isinstance(header["descr"], str)
    layout.is_big = types[0][0].startswith(">") if types else False
    return layout


def _types(descr: Any) -> Iterator[tuple[str, int]]:
    """Every plain type in a description, and the bytes of one item that are of it; -1 where they are unknown."""
    waiting = [(descr, 1)]
    while waiting:
        descr, times = waiting.pop()
        if isinstance(descr, str):
            size = _size(descr)
            yield descr, size * times if size >= 0 else -1
        elif isinstance(descr, list):
            waiting += [_field(each, times) for each in reversed(descr)]
        elif isinstance(descr, tuple) and len(descr) == 2:
            waiting.append((descr[0], times * _repeats(descr[1])))
        else:
            raise HeaderError("has a type that numpy does not know")


def _field(field: Any, times: int) -> tuple[Any, int]:
    """The type of a field (name, type) or (name, type, shape), and how often an item has it."""
    if not isinstance(field, tuple) or len(field) not in (2, 3):
        raise HeaderError("has a field without a type")
    return field[1], times * (_repeats(field[2]) if len(field) == 3 else 1)


def _repeats(shape: Any) -> int:
    sizes = shape if isinstance(shape, tuple) else (shape,)
    if not all([type(each) is int and each >= 0 for each in sizes]):
        raise HeaderError("has a field with a shape that is none")
    return _product(sizes)


def _product(sizes: tuple[int, ...]) -> int:
    """The product, or a number that is larger than all that is possible."""
    if 0 in sizes:
        return 0
    product = 1
    for each in sizes:
        product = min(product * each, 1 << 80)
    return product


def _sum(sizes: list[int]) -> int:
    return -1 if not sizes or -1 in sizes else sum(sizes)


def _size(name: str) -> int:
    """The bytes of a type such as `<f8`, `|S5`, `<U20`, `<M8[ns]` or `float64`; -1 if it is none of those."""
    code = name.lstrip("<>|=")
    letters = code.rstrip("0123456789")
    digits = code[len(letters) :]
    if code[:2] in ("M8", "m8"):
        return 8
    if len(digits) > 12 or not code.isascii():
        return -1
    if not digits:
        return _SIZES.get(code, 0 if code in ("U", "S", "V", "a") else -1)
    if letters in ("int", "uint", "float", "complex"):
        return int(digits) // 8
    return int(digits) * (4 if letters == "U" else 1) if len(letters) == 1 else -1


def _literal(text: str) -> Any:
    """The value of a literal of dictionaries, tuples, lists, strings, numbers and constants. Raises HeaderError."""
    stack: list[tuple[str, list[Any]]] = [("", [])]
    for mark, value in _tokens(text):
        if mark in _OPENING:
            stack.append((mark, []))
        elif mark and mark in _CLOSING:
            opening, items = stack.pop()
            if _OPENING.get(opening) != mark:
                raise HeaderError("has brackets that do not match")
            stack[-1][1].append(_made(opening, items))
        elif mark != ",":
            stack[-1][1].append(mark or value)
        if len(stack) > DEEPEST:
            raise HeaderError("is nested too deeply")
    if len(stack) != 1 or len(stack[0][1]) != 1:
        raise HeaderError("is no literal")
    return stack[0][1][0]


def _made(opening: str, items: list[Any]) -> Any:
    """What is between brackets; of a dictionary, the colons are among the items."""
    if opening == "(":
        return tuple(items)
    if opening == "[":
        return items
    keys, values = items[0::3], items[2::3]
    if any([not isinstance(key, str) for key in keys]) or len(keys) != len(values):
        raise HeaderError("is no dictionary of names")
    return dict(zip(keys, values, strict=True))


def _tokens(text: str) -> Iterator[tuple[str, Any]]:
    """Brackets, commas and colons as they are; for strings, numbers and words nothing, and their value."""
    at = 0
    for _ in range(MOST_TOKENS):
        while at < len(text) and text[at] in " \t\r\n\0":
            at += 1
        if at >= len(text):
            return
        if text[at] in "()[]{},:":
            yield text[at], None
            at += 1
        else:
            end = _end_of_token(text, at)
            yield "", _value(text[at:end])
            at = end
    raise HeaderError(f"has more than {MOST_TOKENS:,} words")


def _end_of_token(text: str, at: int) -> int:
    start = at + (text[at] in "bu" and text[at + 1 : at + 2] in ("'", '"'))
    quote = text[start]
    if quote in "'\"":
        end = text.find(quote, start + 1)
        while end > 0 and _is_escaped(text, start, end):
            end = text.find(quote, end + 1)
        if end < 0:
            raise HeaderError("has a string without an end")
        return end + 1
    while at < len(text) and text[at] not in "()[]{},: \t\r\n'\"":
        at += 1
    return at


def _is_escaped(text: str, start: int, at: int) -> bool:
    before = text[start + 1 : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _value(word: str) -> Any:
    if word[-1] in "'\"" and "\\" in word:
        return _unescaped(word)
    if word[-1] in "'\"":
        return word.lstrip("bu")[1:-1] if word[0] in "bu" else word[1:-1]
    if word in _WORDS:
        return _WORDS[word]
    digits = word.rstrip("L")
    if digits.isascii() and digits.isdigit() and len(digits) <= 30:
        return int(digits)
    raise HeaderError("has something in it that is no literal")


def _unescaped(word: str) -> str:
    """The text of a literal with escapes: numpy reads the header as Python."""
    from ast import literal_eval
    from warnings import catch_warnings, simplefilter

    try:
        with catch_warnings():
            simplefilter("ignore")
            value = literal_eval(word)
    except (ValueError, SyntaxError) as error:
        raise HeaderError("has a string with an escape that is none") from error
    return value if isinstance(value, str) else value.decode("latin-1")
