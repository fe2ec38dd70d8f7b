"""Words of a command line, whether they come from a shell or from a list of strings."""

from __future__ import annotations


class Word:
    """One argument: `value` is what the program gets, characters `start` to `end` are how it is written.

    `quoted` tells whether quotes or backslashes took part; otherwise the text is the value. Variables stay as
    written (`$HOME/x`).
    """

    __slots__ = ("_places", "end", "quoted", "start", "value")

    def __init__(
        self, value: str, start: int, end: int, quoted: bool = False, places: tuple[tuple[int, int], ...] = ()
    ) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.quoted = quoted
        self._places = places

    def __repr__(self) -> str:
        return f"Word({self.value!r}, {self.start}, {self.end})"

    def offset(self, index: int) -> int:
        """Offset in the text of character `index` of the value; for the value's length, where its text ends."""
        from bisect import bisect_right

        known = bisect_right(self._places, (index, len(self.value) + self.end)) - 1
        if known < 0:
            return min(self.start + index, self.end)
        at, place = self._places[known]
        return min(place + index - at, self.end)


class WordBuilder:
    """A word while it is read, piece by piece."""

    __slots__ = ("length", "pieces", "places", "quoted", "skipped_from", "skipped_to", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.quoted = False
        self.length = 0
        self.skipped_from = self.skipped_to = -1
        self.pieces: list[str] = []
        self.places: list[tuple[int, int]] = []

    def add(self, piece: str, offset: int) -> None:
        """Append `piece`, which is written at `offset`."""
        if piece:
            self.pieces.append(piece)
            self.places.append((self.length, offset))
            self.length += len(piece)

    def skip(self, start: int, end: int) -> None:
        """Pass over a line continuation; the last ones are no part of the word."""
        if self.skipped_to != start:
            self.skipped_from = start
        self.skipped_to = end

    def cut(self, pieces: int) -> None:
        """Forget all but the first `pieces` pieces."""
        del self.pieces[pieces:], self.places[pieces:]
        self.length = sum([len(piece) for piece in self.pieces])

    def word(self, end: int) -> Word:
        """The word, which ends at `end`."""
        if end == self.skipped_to:
            end = self.skipped_from
        quoted = self.quoted or self.length != end - self.start
        value = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        return Word(value, self.start, end, quoted, tuple(self.places) if quoted else ())


class Assignment:
    """`NAME=value`: the name starts at `start`, the value as written is characters `value_start` to `end`."""

    __slots__ = ("end", "name", "start", "value", "value_start")

    def __init__(self, name: str, value: str, start: int, end: int, value_start: int) -> None:
        self.name = name
        self.value = value
        self.start = start
        self.end = end
        self.value_start = value_start

    def __repr__(self) -> str:
        return f"Assignment({self.name!r}, {self.value!r}, {self.start}, {self.end})"


class Redirection:
    """`operator` (`>`, `>&`, `<<<` …, no descriptor's number) and its target: a word of no length where none is."""

    __slots__ = ("operator", "target")

    def __init__(self, operator: str, target: Word) -> None:
        self.operator = operator
        self.target = target


class Heredoc:
    """`<<delimiter`: the body is characters `start` to `end`; `closed` tells whether the delimiter came again.

    `literal` bodies (`<<'EOF'`) are not expanded by the shell. `strips_tabs` is `<<-`.
    """

    __slots__ = ("closed", "delimiter", "end", "literal", "start", "strips_tabs")

    def __init__(self, delimiter: str, literal: bool, strips_tabs: bool, start: int) -> None:
        self.delimiter = delimiter
        self.literal = literal
        self.strips_tabs = strips_tabs
        self.start = self.end = start
        self.closed = False

    def read_body(self, text: str, at: int, indent: str = "") -> int:
        """Find the body that starts at `at`: without a closing line it is all the rest. Returns where to read on.

        `indent` is what a surrounding format (a YAML block) puts before each line.
        """
        self.start = at
        while at < len(text):
            end = text.find("\n", at) + 1 or len(text)
            line = text[at:end].rstrip("\r\n").removeprefix(indent)
            if (line.lstrip("\t") if self.strips_tabs else line) == self.delimiter:
                self.end = at
                self.closed = True
                return end
            at = end
        self.end = len(text)
        return at


class Command:
    """One simple command: its words after leading assignments, with all that belongs to it.

    `assignments` are the leading ones and those that `export`, `env`, `declare` and their kin are given (these are
    words as well). `is_array` is the list of `name=(word …)`: often a command to run later.
    """

    __slots__ = ("assignments", "heredocs", "is_array", "redirections", "words")

    def __init__(self, is_array: bool = False) -> None:
        self.words: list[Word] = []
        self.assignments: list[Assignment] = []
        self.redirections: list[Redirection] = []
        self.heredocs: list[Heredoc] = []
        self.is_array = is_array

    def __repr__(self) -> str:
        return f"Command({self.words!r}, {self.assignments!r})"

    @property
    def start(self) -> int:
        """Offset of its first word, assignment or redirection target."""
        return min([part.start for part in self._parts()], default=0)

    @property
    def end(self) -> int:
        """Offset after its last word, assignment or redirection target; heredoc bodies come later."""
        return max([part.end for part in self._parts()], default=0)

    @property
    def values(self) -> list[str]:
        """The values of its words."""
        return [word.value for word in self.words]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.words or self.assignments or self.redirections)

    def _parts(self) -> list[Word | Assignment]:
        return [*self.words, *self.assignments, *[redirection.target for redirection in self.redirections]]
