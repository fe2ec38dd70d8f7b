"""What is open at a place in a script: frames of nesting, the word being read, marks to return to."""

from __future__ import annotations

from labcoat.core.words import Command, WordBuilder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.words import Heredoc

# The text of a substitution nested deeper is left out of the words around it: it would be copied once a level.
_DEEP = 8


class Frame:
    """A level of nesting: the script, a subshell, a substitution, an array, or (`is_literal`) `${ }` and `(( ))`.

    `closer` ends it; `opened` is where it starts when it is a part of a word, else -1. In an expansion inside double
    quotes (`keeps_apostrophes`) a single quote is an ordinary character.
    """

    __slots__ = (
        "builder",
        "cases",
        "closer",
        "command",
        "in_pattern",
        "in_quotes",
        "is_literal",
        "keeps_apostrophes",
        "opened",
        "parentheses",
        "redirect",
    )

    def __init__(self, closer: str, opened: int = -1, keeps_apostrophes: bool = False) -> None:
        self.closer = closer
        self.opened = opened
        self.is_literal = closer in ("}", "))")
        self.keeps_apostrophes = keeps_apostrophes
        self.in_quotes = False
        self.command = Command(is_array=closer == "array")
        self.builder: WordBuilder | None = None
        self.redirect = ""  # the operator whose target comes next
        self.cases = 0  # `case` without its `esac` so far
        self.in_pattern = False
        self.parentheses = 0  # open ones inside `(( ))`


class Mark:
    """The state before a quote or a literal frame was opened at `at`, to return to when it never ends."""

    __slots__ = ("at", "commands", "depth", "pending", "pieces")

    def __init__(self, at: int, depth: int, pieces: int, commands: int, pending: int) -> None:
        self.at = at
        self.depth = depth
        self.pieces = pieces
        self.commands = commands
        self.pending = pending


class State:
    """The text and everything that is open. `readers` maps a character to the method that reads on from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Command] = []
        self.frames = [Frame("")]
        self.marks: list[Mark] = []
        self.pending: list[Heredoc] = []
        self.backtick_depth = 0  # depth of the open backtick frame: they do not nest
        self.retries = 0
        self.readers: dict[str, Callable[[int], int]] = {}

    def word(self, at: int) -> WordBuilder:
        """The word being read; a new one starts at `at`."""
        frame = self.frames[-1]
        if frame.builder is None:
            frame.builder = WordBuilder(at)
        return frame.builder

    def add(self, piece: str, at: int) -> int:
        """Append to the word what is written at `at`. Returns the offset after it."""
        self.word(at).add(piece, at)
        return at + len(piece)

    def mark(self, at: int) -> None:
        """Remember the state before something that needs a closer opens at `at`."""
        pieces = len(self.word(at).pieces)
        self.marks.append(Mark(at, len(self.frames), pieces, len(self.found), len(self.pending)))

    def return_to(self, mark: Mark) -> None:
        """Undo all that was read since the mark."""
        self.retries += 1
        del self.frames[mark.depth :], self.found[mark.commands :], self.pending[mark.pending :]
        del self.marks[self.marks.index(mark) :]
        if self.backtick_depth > mark.depth:
            self.backtick_depth = 0
        self.frames[-1].in_quotes = bool(self.marks) and self.marks[-1].depth == mark.depth
        self.word(mark.at).cut(mark.pieces)

    def close(self, end: int) -> int:
        """Leave the innermost frame; a substitution becomes a piece of the word around it. Returns `end`."""
        frame = self.frames.pop()
        while self.marks and self.marks[-1].depth > len(self.frames):
            self.marks.pop()
        if frame.is_literal:
            self.marks.pop()
        if frame.opened >= 0:
            written = self.text[frame.opened : end] if len(self.frames) < _DEEP else "$()"
            self.word(frame.opened).add(written, frame.opened)
        return end


def index_of(text: str, mark: str, start: int, end: int | None = None) -> int:
    """Offset of `mark` in `text` between `start` and `end`, else `end`."""
    end = len(text) if end is None else end
    found = text.find(mark, start, end)
    return end if found < 0 else found
