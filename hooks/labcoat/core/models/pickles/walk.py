"""One pickle, walked opcode by opcode over a symbolic stack: nothing is imported, called or unpickled."""

from __future__ import annotations

from labcoat.core.models.pickles.bombs import Scale
from labcoat.core.models.pickles.memory import Memo, Stacks
from labcoat.core.models.pickles.values import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.pickles.strings import Strings
    from labcoat.core.models.pickles.values import Value
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

    Opcode = Callable[["Walk", int], int]

WINDOW = 256 << 10  # bytes that are read at once
MARGIN = 300  # bytes that an opcode may have behind it: one of length, 255 of text
BATCH = 10_000  # opcodes that are spent from the budget at once
LONGEST_LINE = 1 << 30
KEPT_LINE = 1 << 20  # bytes of a line that are looked at
_NEAR = 16  # entries of stacks that a fork has
VAST = 256 << 20  # bytes that are claimed and not there: some loaders allocate them first
MOST_MARKS = 100_000  # open ones: above, the rest is not walked
BOMB_MARKS = 10_000
MOST_NAMES = 20_000
KEPT_NEEDLE = 100  # characters of a string by which it is found again
MOST_PLACED = 2_000  # strings that may be keys, and whose place is looked for


class BrokenError(Exception):
    """What stops every unpickler: the message says why. `is_short`: the file ends before the stream does."""

    def __init__(self, message: str, is_short: bool = False) -> None:
        super().__init__(message)
        self.is_short = is_short


class LimitError(BrokenError):
    """What unpicklers can do, and the walk does not: the rest was not looked at."""


class StoppedError(Exception):
    """STOP, or the end of a pickle in a pickle: the offset behind it, in the window."""


class Walk:
    """The state of an unpickler. `stack` is what was pushed since the last mark, `marks` are the stacks below.

    `broken` is what would stop an unpickler. `end` is the offset of the source that the walk has come to.

    Offsets that functions of opcodes get and give are in the window `buffer`, which begins at `base` of the source.
    """

    __slots__ = (
        "base",
        "bombs",
        "broken",
        "buffer",
        "end",
        "forks",
        "frame_end",
        "has_called",
        "inspection",
        "is_fork",
        "is_whole",
        "limit",
        "marks",
        "memo",
        "names",
        "opcodes",
        "outer",
        "place",
        "placed",
        "protocol",
        "scale",
        "source",
        "stack",
        "stacks",
        "strings",
        "table",
        "wants_strings",
    )

    def __init__(
        self,
        source: Source,
        start: int,
        place: Place,
        inspection: Inspection,
        strings: Strings,
        table: list[Opcode],
    ) -> None:
        self.source = source
        self.place = place
        self.base = self.end = start
        self.inspection = inspection
        self.strings = strings
        strings.place_of = self.place_of
        self.placed = 0
        self.wants_strings = strings.wanted
        self.table = table
        self.buffer = b""
        self.limit = 0
        self.stack: list[Value] = []
        self.marks: list[list[Value]] = []
        self.scale = Scale()
        self.memo = Memo(self.scale)
        self.stacks = Stacks(self.scale)
        self.names: dict[tuple[str, str], Name] = {}
        self.outer: list[tuple[list[Value], list[list[Value]], Memo]] = []
        self.bombs: dict[str, tuple[int, str]] = {}
        self.broken: BrokenError | None = None
        self.is_whole = False
        self.has_called = False
        self.forks: dict[Name, Walk] = {}
        self.is_fork = False
        self.opcodes = 0
        self.protocol = -1
        self.frame_end = 0

    def run(self) -> None:
        """Walk up to STOP, or to what breaks the stream. Raises ExhaustedError."""
        offset = 0
        try:
            while True:
                self._turn(offset)
                offset = self._window()
        except StoppedError as stopped:
            self.is_whole = True
            self.end = self.base + int(stopped.args[0])
        except IndexError:
            self.flaw("takes more from its stack than it has put there")
        except ValueError:
            self.flaw("has a text that cannot be decoded")
        except BrokenError as error:
            self.broken = self.broken or error

    def flaw(self, message: str) -> None:
        """Note what stops unpicklers, and need not stop the walk."""
        if self.broken is None:
            self.broken = BrokenError(message)

    def fork(self, offset: int, cause: Name) -> None:
        """Walk on as an unpickler does that does not know of bytes between opcodes; once for a cause."""
        if cause in self.forks or self.is_fork:
            return
        strings = type(self.strings)(self.inspection, self.place)
        other = Walk(self.source, self.base + offset, self.place, self.inspection, strings, self.table)
        other.is_fork = True
        other.wants_strings = False
        other.marks = [stack[-_NEAR:] for stack in self.marks[-_NEAR:]]
        other.stack = self.stack[-_NEAR:]
        other.memo = self.memo.copy()
        self.forks[cause] = other
        other.run()

    def _turn(self, offset: int) -> None:
        """Go on to the window that begins at an offset of the present one."""
        self.base += offset
        self.end = self.base
        self.buffer = self.source.read(self.base, WINDOW)
        if not self.buffer:
            raise BrokenError("ends before its STOP", True)
        self.limit = len(self.buffer) - MARGIN if len(self.buffer) == WINDOW else len(self.buffer)
        self.memo.prune()
        self.stacks.prune(self.marks, self.stack, self.strings)
        if len(self.marks) > MOST_MARKS:
            raise LimitError(f"has more than {MOST_MARKS:,} open marks")

    def _window(self) -> int:
        """Walk through the window; the offset of the first opcode behind it."""
        buffer, limit, table, offset, number = self.buffer, self.limit, self.table, 0, 0
        try:
            while offset < limit:
                for number in range(1, BATCH + 1):
                    offset = table[buffer[offset]](self, offset + 1)
                    if offset >= limit:
                        self._spend(number)
                        break
                else:
                    self._spend(BATCH)
        except BaseException:
            self.opcodes += number
            self.end = self.base + offset
            raise
        return offset

    def _spend(self, count: int) -> None:
        self.opcodes += count
        self.inspection.budget.opcodes(count)

    def line(self, offset: int) -> tuple[bytes, int]:
        """A line without its end, and the offset behind it; of a long one, the first KEPT_LINE bytes."""
        end = self.buffer.find(b"\n", offset)
        return (self.buffer[offset:end], end + 1) if end >= 0 else self._long_line(offset)

    def _long_line(self, offset: int) -> tuple[bytes, int]:
        line, size = self.buffer[offset:], len(self.buffer)
        while size < LONGEST_LINE:
            piece = self.source.read(self.base + size, KEPT_LINE)
            if not piece:
                raise BrokenError("ends in the middle of a line", True)
            end = piece.find(b"\n")
            line = (line + (piece if end < 0 else piece[:end]))[:KEPT_LINE] if len(line) < KEPT_LINE else line
            if end >= 0:
                return line, size + end + 1
            size += len(piece)
        raise LimitError("has a line without end")

    def read(self, offset: int, size: int) -> bytes:
        """Bytes from an offset of the window on, wherever they end."""
        if offset + size <= len(self.buffer):
            return self.buffer[offset : offset + size]
        return self.source.read(self.base + offset, size)

    def behind(self, offset: int, size: int) -> int:
        """The offset behind `size` bytes; they may be claimed, and not be there."""
        left = self.source.size - self.base - offset
        if self.source.size >= 0 and size > left:
            if size >= VAST:
                self.bomb("claim", f"claims {size:,} bytes that are not there, and loaders allocate them", offset)
            raise BrokenError(f"claims {size:,} bytes where {max(0, left):,} are left", True)
        return offset + size

    def push_mark(self) -> None:
        """Begin a new stack."""
        if len(self.marks) == BOMB_MARKS:
            self.bomb("marks", f"opens more than {BOMB_MARKS:,} marks, one in another")
        self.marks.append(self.stack)
        self.stack = []

    def pop_mark(self) -> list[Value]:
        """What was pushed since the last mark; that mark is gone."""
        items = self.stack
        self.stack = self.marks.pop()
        return items

    def name(self, module: str, name: str, offset: int, trick: str = "") -> Name:
        """The name, imported at an offset of the window."""
        found = self.names.get((module, name))
        if found is None:
            if len(self.names) >= MOST_NAMES:
                raise LimitError(f"imports more than {MOST_NAMES:,} names")
            found = self.names[module, name] = Name(module, name, self.base + offset - 1, trick)
        return found

    def place_of(self, text: str) -> Place:
        """Where a string of the window is written; the whole stream where that is not known."""
        self.placed += 1
        found = self.buffer.find(text[:KEPT_NEEDLE].encode("utf-8", "replace")) if self.placed <= MOST_PLACED else -1
        return self.place.at(self.base + found) if found >= 0 else self.place

    def bomb(self, kind: str, message: str, offset: int = 0) -> None:
        """Note what exhausts whoever loads the stream, once of a kind."""
        self.bombs.setdefault(kind, (self.base + offset, message))
