"""Protocol buffers by offset: the fields of messages that a schema names, read forwards and without recursion.

Source: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from labcoat.core.models.source import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.source import Source

    Field = tuple[int, int, int, int]
    Schema = dict[str, dict[int, str]]

VARINT, FIXED64, BYTES, GROUP, END_GROUP, FIXED32 = range(6)
TEXT, LONG, NUMBER, EACH = "text", "long text", "number", "each"  # of a schema, beside the names of messages
DEEPEST = 100  # messages in messages, as protobuf's own readers allow
LONGEST_TEXT = 1 << 20  # bytes of a string that are read
LONGEST_LONG = (16 << 20) + 1  # bytes of one that is said to be long
MOST_VALUES = 16  # of one field, kept for one message
MOST_FIELDS = 1000  # before the one that tells what a file is
COST = 4  # opcodes of the budget that a field counts for
LONGEST_VARINT = 10
LONGEST_HEAD = 2 * LONGEST_VARINT  # bytes of a field before its content
WINDOW = 4096  # bytes that are read at once
SIZES = (0, 8, 0, 0, 0, 4)  # bytes of the content of a field, by its wire type


class BrokenError(Exception):
    """What is at `offset` is no field, or reaches beyond the end of what it is in."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"no field at byte {offset}")
        self.offset = offset


class Message:
    """One message: the name that the schema has for it, the offset of its content, and the values it is asked for."""

    __slots__ = ("kind", "offset", "values")

    def __init__(self, kind: str, offset: int) -> None:
        self.kind = kind
        self.offset = offset
        self.values: dict[int, list[bytes | int]] = {}

    def text(self, number: int) -> str:
        """The last string of a field, as readers take it; empty without one."""
        value = (self.values.get(number) or [b""])[-1]
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""

    def texts(self, number: int) -> list[str]:
        """The last strings of a field."""
        return [value.decode("utf-8", "replace") for value in self.values.get(number, ()) if isinstance(value, bytes)]


def varint(data: bytes, position: int) -> tuple[int, int]:
    """A number and the position behind it; -1 where it does not end."""
    if position < len(data) and data[position] < 128:
        return data[position], position + 1
    value = shift = 0
    for index in range(position, min(len(data), position + LONGEST_VARINT)):
        byte = data[index]
        value |= (byte & 127) << shift
        if byte < 128:
            return value, index + 1
        shift += 7
    return 0, -1


def fields(source: Source, start: int = 0, end: int = UNKNOWN) -> Iterator[Field]:
    """(number, wire type, first, last) of a message's fields; for VARINT, `first` is the value.

    What is in groups has the number 0: readers pass over it, as over all that they do not know. Raises BrokenError.
    """
    position, depth, data, begin = start, 0, b"", start
    while position != end:
        at = position - begin
        if len(data) - at < LONGEST_HEAD:
            begin, at = position, 0
            data = source.read(position, WINDOW if end == UNKNOWN else min(WINDOW, end - position))
            if not data and end == UNKNOWN:
                return
        field = _field(data, at, begin, end)
        position = field[3]
        if depth or field[1] in (GROUP, END_GROUP):
            depth += (field[1] == GROUP) - (field[1] == END_GROUP)
            field = (0, *field[1:])
        yield field


def _field(data: bytes, at: int, begin: int, end: int) -> Field:
    """The field at a position of what was read from `begin` on."""
    tag, behind = varint(data, at)
    number, wire = tag >> 3, tag & 7
    if behind < 0 or not number or wire > FIXED32:
        raise BrokenError(begin + at)
    value = first = begin + behind
    last = first + SIZES[wire]
    if wire in (VARINT, BYTES):
        value, behind = varint(data, behind)
        if behind < 0:
            raise BrokenError(begin + at)
        first = begin + behind
        last = first + value if wire == BYTES else first
    if end != UNKNOWN and last > end:
        raise BrokenError(begin + at)
    return number, wire, value if wire == VARINT else first, last


def messages(source: Source, schema: Schema, root: str, inspection: Inspection) -> Iterator[Message]:
    """The messages that the schema leads to, each after those inside of it.

    Of a field the schema says TEXT, LONG or NUMBER (the last ones are kept in `values`), EACH (strings that come as a
    message of their own, `parent.number`, with the string as field 0), or the name of a message. Raises BrokenError
    and ExhaustedError.
    """
    spend = inspection.budget.opcodes
    stack = [(Message(root, 0), fields(source, 0, source.size))]
    while stack:
        message, rest = stack[-1]
        field = next(rest, None)
        spend(COST)
        if field is None:
            stack.pop()
            yield message
            continue
        number, wire, first, last = field
        meaning = schema[message.kind].get(number, "")
        if meaning in schema:
            if wire == BYTES and len(stack) < DEEPEST:
                stack.append((Message(meaning, first), fields(source, first, last)))
        elif meaning == EACH and wire == BYTES:
            yield _string(message, number, source, first, last)
        elif meaning:
            _keep(message, meaning, source, field)


def _string(parent: Message, number: int, source: Source, first: int, last: int) -> Message:
    message = Message(f"{parent.kind}.{number}", first)
    message.values[0] = [source.read(first, min(last - first, LONGEST_TEXT))]
    return message


def _keep(message: Message, meaning: str, source: Source, field: Field) -> None:
    number, wire, first, last = field
    values = message.values.setdefault(number, [])
    if len(values) >= MOST_VALUES:
        del values[0]
    if meaning == TEXT and wire == BYTES:
        values.append(source.read(first, min(last - first, LONGEST_TEXT)))
    elif meaning == LONG and wire == BYTES:
        values[:] = [source.read(first, min(last - first, LONGEST_LONG))]
    elif meaning == NUMBER and wire == VARINT:
        values.append(first)


def begins_with(source: Source, wires: dict[int, int], enough: int, longest: int = 1 << 19) -> bool:
    """Whether a message's first fields have these wire types, up to the field that is `enough` to know it.

    What comes behind that may be missing.
    """
    try:
        for count, (number, wire, first, _) in enumerate(fields(source)):
            if count > MOST_FIELDS or (number and wires.get(number) != wire):
                return False
            if number == enough:
                return True
            if wire == BYTES and first > longest:
                return False
    except BrokenError:
        return False
    return False
