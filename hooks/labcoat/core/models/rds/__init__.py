"""R's saved objects (.rds, .RData): a stream of items, as serialize.c of R reads it.

A promise in it is code (CVE-2024-27322). Formulas, closures and calls are in most models of R, and run nothing when
they are loaded; nor do promises in environments, until somebody asks for them.
"""

from __future__ import annotations

from labcoat.core.models.rds.input import Ascii, Binary, BrokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.rds.input import Input
    from labcoat.core.models.source import Source

SYMBOL, PAIRS, CLOSURE, ENVIRONMENT, PROMISE, CALL, SPECIAL, BUILTIN, CHARS = 1, 2, 3, 4, 5, 6, 7, 8, 9
LOGICAL, INTEGER, REAL, COMPLEX, STRINGS, DOTS, VECTOR, EXPRESSION, BYTECODE = 10, 13, 14, 15, 16, 17, 19, 20, 21
POINTER, WEAK, RAW, S4 = 22, 23, 24, 25
ALTREP, PAIRS_WITH, CALL_WITH, REPEATED, DEFINED, PERSISTENT, PACKAGE, NAMESPACE = (
    238,
    239,
    240,
    243,
    244,
    247,
    248,
    249,
)
UNBOUND, REFERENCE = 252, 255
ALONE = frozenset((241, 242, 250, 251, 252, 253, 254))  # NULL, the global environment, the empty one and so on
WIDTHS = {LOGICAL: 4, INTEGER: 4, REAL: 8, COMPLEX: 16, RAW: 1}
NODES = frozenset((PAIRS, CLOSURE, PROMISE, CALL, DOTS))
LISTS = frozenset((STRINGS, VECTOR, EXPRESSION))
NAMED = frozenset((PERSISTENT, PACKAGE, NAMESPACE))
PARTS = frozenset((CALL, PAIRS, CALL_WITH, PAIRS_WITH, REPEATED, DEFINED))
HAS_ATTRIBUTES, HAS_TAG = 0x200, 0x400

ITEM, PROMISED, PROMISE_END, CODE, CONSTANTS, CONSTANT, PART = range(7)  # what is still to be read
MOST_WAITING = 500_000
MOST_NAMES = 500_000  # that references can mean
LONGEST_NAME = 60
STEP = 6  # opcodes of the budget: an item takes as long as so many of a pickle
MOST_WORDS = 40  # of a promise's code that are shown
OPENER = "("
DANGEROUS = frozenset(  # also where a promise is only run by whoever asks for a variable
    "system system2 shell shell.exec pipe source sys.source dyn.load download.file socketConnection unlink "
    "file.remove install.packages Sys.setenv url".split()
)
ADVICE = "save the object again without the promise, and read files of others with R 4.4 or later, which refuses it"


class _State:
    """What is read, the names that references mean, and the words of a promise's code while that is read."""

    def __init__(self, given: Input, place: Place, inspection: Inspection) -> None:
        self.input = given
        self.place = place
        self.inspection = inspection
        self.names: list[str] = []
        self.waiting: list[tuple[int, int, bool]] = [(ITEM, 1, False)]  # what, how many, inside an environment
        self.promises = 0
        self.words: list[str] = []
        self.last = 0
        self.symbol = ""

    def then(self, what: int, count: int, is_inside: bool) -> None:
        if count > 0:
            self.waiting.append((what, count, is_inside))


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Walk through the items with a list of what is to come; promises that would run are noted."""
    try:
        state = _State(_input(source), place, inspection)
        while state.waiting:
            _step(state)
            if len(state.waiting) > MOST_WAITING:
                inspection.see("bomb", place, place.name, "its objects are nested too deeply")
                return
    except BrokenError as error:
        inspection.see("malformed", place, str(error), f"not all of it could be read: {error}")


def _input(source: Source) -> Input:
    """Pass over the header: `RDX3` of .RData, `X`, three versions, and the encoding since version 3."""
    start = 5 if source.read(0, 2) == b"RD" else 0
    kind = source.read(start, 2)
    if kind not in (b"X\n", b"A\n", b"B\n"):
        raise BrokenError("it begins as no format of R does")
    made: Input = Ascii(source, start + 2) if kind == b"A\n" else Binary(source, start + 2, kind == b"X\n")
    version, _, _ = made.integer(), made.integer(), made.integer()
    if version not in (2, 3):
        raise BrokenError(f"it says that it has version {version} of the format")
    if version == 3:
        made.text(made.integer())
    return made


def _step(state: _State) -> None:
    what, count, is_inside = state.waiting.pop()
    state.then(what, count - 1, is_inside)
    state.inspection.budget.opcodes(STEP)
    if what == ITEM:
        _item(state, is_inside)
    elif what == PROMISED:
        _begin_promise(state, is_inside)
    elif what == PROMISE_END:
        _end_promise(state, is_inside)
    elif what == CODE:
        state.then(CONSTANTS, 1, is_inside)
        state.then(ITEM, 1, is_inside)
    elif what == CONSTANTS:
        state.then(CONSTANT, state.input.integer(), is_inside)
    else:
        _part(state, state.input.integer(), is_inside)


def _item(state: _State, is_inside: bool) -> None:
    flags = state.input.integer()
    kind = state.last = flags & 0xFF
    if kind in ALONE:
        return
    if kind == CHARS:
        _chars(state, flags)
    elif kind == REFERENCE:
        _reference(state, (flags >> 8) or state.input.integer())
    elif kind in NODES:
        _node(state, kind, flags, is_inside)
    elif kind == SYMBOL:
        state.symbol = OPENER
        state.then(ITEM, 1, is_inside)
    else:
        state.then(ITEM, 1 if flags & HAS_ATTRIBUTES and kind not in NAMED else 0, is_inside)
        _object(state, kind, is_inside)


def _node(state: _State, kind: int, flags: int, is_inside: bool) -> None:
    """Attributes, tag, value and rest; of a promise the last three are its environment, its value and its code."""
    if kind == CALL and state.promises:
        state.words.append(OPENER)
    if kind == PROMISE:
        state.then(PROMISE_END, 1, is_inside)
    state.then(ITEM, 1, is_inside)
    if kind == PROMISE:
        state.then(PROMISED, 1, is_inside)
    state.then(ITEM, 1 + bool(flags & HAS_TAG) + bool(flags & HAS_ATTRIBUTES), is_inside)


def _object(state: _State, kind: int, is_inside: bool) -> None:
    if kind in LISTS:
        state.then(ITEM, _length(state), is_inside)
    elif kind in WIDTHS:
        state.input.skip(_length(state), WIDTHS[kind])
    elif kind == ENVIRONMENT:
        state.input.integer()
        _name(state, "")
        state.then(ITEM, 4, True)
    elif kind in (POINTER, WEAK):
        _name(state, "")
        state.then(ITEM, 2 if kind == POINTER else 0, is_inside)
    elif kind in (SPECIAL, BUILTIN):
        _word(state, state.input.text(state.input.integer()).decode("utf-8", "replace"))
    elif kind in NAMED:
        state.input.integer()
        _name(state, "")
        state.then(ITEM, state.input.integer(), is_inside)
    elif kind == BYTECODE:
        state.input.integer()
        state.then(CODE, 1, is_inside)
    elif kind == ALTREP:
        state.then(ITEM, 3, is_inside)
    elif kind != S4:
        raise BrokenError(f"it has an object of type {kind}, which R does not have")


def _length(state: _State) -> int:
    length = state.input.integer()
    if length == -1:
        return (state.input.integer() << 32) + (state.input.integer() & 0xFFFFFFFF)
    return max(0, length)


def _chars(state: _State, flags: int) -> None:
    """A string, or the name of a symbol."""
    text = state.input.text(state.input.integer()).decode("utf-8", "replace")
    state.then(ITEM, 1 if flags & HAS_ATTRIBUTES else 0, False)
    if state.symbol == OPENER:
        _name(state, text[:LONGEST_NAME])
        state.symbol = text[:LONGEST_NAME]
        _word(state, text)
        return
    state.inspection.string(state.symbol, text, state.place)
    _word(state, repr(text[:200]))


def _name(state: _State, name: str) -> None:
    if len(state.names) < MOST_NAMES:
        state.names.append(name)


def _reference(state: _State, index: int) -> None:
    name = state.names[index - 1] if 0 < index <= len(state.names) else ""
    state.symbol = name or state.symbol
    if name:
        _word(state, name)


def _word(state: _State, word: str) -> None:
    if state.promises and len(state.words) < MOST_WORDS:
        state.words.append(word)


def _begin_promise(state: _State, is_inside: bool) -> None:
    """Its value has been read: a promise in an environment that has one is run no more. Elsewhere R leaves none."""
    if state.promises or state.last == UNBOUND or not is_inside:
        state.promises += 1


def _end_promise(state: _State, is_inside: bool) -> None:
    if not state.promises:
        return
    state.promises -= 1
    if state.promises:
        return
    words, state.words = state.words, []
    called = {word for before, word in zip(words, words[1:], strict=False) if before == OPENER}  # noqa: RUF007 - itertools
    if is_inside and not called & DANGEROUS:
        return
    call = _shown(words)
    when = "when somebody asks for its variable" if is_inside else "when it is loaded"
    state.inspection.see("code", state.place, call, f"a promise of R runs `{call}` {when}", ADVICE)


def _shown(words: list[str]) -> str:
    """The words of a call, flat: `system('id')`."""
    plain = [word for word in words if word != OPENER]
    return f"{plain[0]}({', '.join(plain[1:])})" if words[:1] == [OPENER] and plain else " ".join(plain) or "code"


def _part(state: _State, kind: int, is_inside: bool) -> None:
    """A constant of bytecode, or a part of one: calls are written in another way there."""
    if kind == BYTECODE:
        state.then(CODE, 1, is_inside)
        return
    if kind == REPEATED:
        state.input.integer()
        return
    if kind == DEFINED:
        state.input.integer()
        kind = state.input.integer()
    if kind not in PARTS:
        state.then(ITEM, 1, is_inside)
        return
    if kind in (CALL, CALL_WITH) and state.promises:
        state.words.append(OPENER)
    state.then(PART, 2, is_inside)
    state.then(ITEM, 1 + (kind in (CALL_WITH, PAIRS_WITH)), is_inside)
