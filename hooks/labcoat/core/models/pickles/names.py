"""The opcodes that import names: GLOBAL, INST's line, STACK_GLOBAL and the codes of copyreg's registry."""

from __future__ import annotations

from labcoat.core.models.pickles.render import render
from labcoat.core.models.pickles.values import Blob, Made, Name, Opaque, Text
from labcoat.core.models.pickles.walk import BrokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.pickles.walk import Opcode, Walk

LONGEST_NAME = 2000  # characters; of a longer one, this many are kept
COMPUTED = "computed name"
EXTENSION = "EXT code"
DOTTED = "dotted name"
ODD = "odd name"


def global_(walk: Walk, offset: int) -> int:
    module, middle = walk.line(offset)
    name, end = walk.line(middle) if middle < len(walk.buffer) else _second_line(walk, middle)
    walk.stack.append(imported(walk, module.decode(), name.decode(), offset))
    return end


def inst_name(walk: Walk, offset: int) -> tuple[Name, int]:
    """The class that INST names in two lines, and the offset behind them."""
    end = global_(walk, offset)
    return walk.stack.pop(), end


def stack_global(walk: Walk, offset: int) -> int:
    name, module = walk.stack.pop(), walk.stack.pop()
    if type(name) is str and type(module) is str:
        walk.memo.named.update((module, name))
        walk.stack.append(imported(walk, module, name, offset))
    else:
        walk.stack.append(_computed(walk, module, name, offset))
    return offset


def extension1(walk: Walk, offset: int) -> int:
    return _extension(walk, offset, 1)


def extension2(walk: Walk, offset: int) -> int:
    return _extension(walk, offset, 2)


def extension4(walk: Walk, offset: int) -> int:
    return _extension(walk, offset, 4)


def imported(walk: Walk, module: str, name: str, offset: int) -> Name:
    """The name, with what is odd about it."""
    found = walk.names.get((module, name))
    if found is not None:
        return found
    module, name = module[:LONGEST_NAME], name[:LONGEST_NAME]
    return walk.name(module, name, offset, _oddity(module, name))


def is_plausible(name: Name) -> bool:
    """Whether a module and a name could be imported at all: what random bytes and prose have is not."""
    return _are_identifiers(name.module) and _are_identifiers(name.name)


def _oddity(module: str, name: str) -> str:
    if not _are_identifiers(module) or not _are_identifiers(
        name.replace("<locals>", "locals").replace("<lambda>", "x")
    ):
        return ODD
    return DOTTED if "." in name else ""


def _are_identifiers(dotted: str) -> bool:
    return all([part.isidentifier() for part in dotted.split(".")])


def _second_line(walk: Walk, offset: int) -> tuple[bytes, int]:
    """The line behind a long one that went beyond the window."""
    raw = walk.source.read(walk.base + offset, LONGEST_NAME)
    if b"\n" not in raw:
        raise BrokenError("has a name without end", len(raw) < LONGEST_NAME)
    line = raw.partition(b"\n")[0]
    return line, offset + len(line) + 1


def _computed(walk: Walk, module: Value, name: Value, offset: int) -> Value:
    """A name that is no text in the stream. Numbers and containers break the stream."""
    for part in (module, name):
        if not isinstance(part, (str, bytes, Made, Blob, Text, Opaque, Name)):
            raise BrokenError("imports a name that is no text")
    return walk.name("", f"{_shown(module)}.{_shown(name)}", offset, COMPUTED)


def _shown(part: Value) -> str:
    return part if type(part) is str else f"{{{render(part)}}}"


def _extension(walk: Walk, offset: int, width: int) -> int:
    code = int.from_bytes(walk.buffer[offset : offset + width], "little")
    walk.stack.append(walk.name("", f"{{extension {code} of copyreg}}", offset, EXTENSION))
    return offset + width


OPCODES: dict[bytes, Opcode] = {
    b"c": global_,
    b"\x93": stack_global,
    b"\x82": extension1,
    b"\x83": extension2,
    b"\x84": extension4,
}
