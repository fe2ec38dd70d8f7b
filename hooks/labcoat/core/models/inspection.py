"""What the readers of a file have seen: one object that is handed from container to member."""

from __future__ import annotations

from labcoat.core.models.budget import DEPTH, HELD, Budget, ExhaustedError
from labcoat.core.models.place import bounded
from labcoat.core.models.sieve import may_hold_key
from labcoat.core.models.source import GoneError, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from labcoat.core.models.place import Place

    Reader = Callable[[Source, Place, "Inspection"], None]

MOST_SIGHTINGS = 200  # of one kind in a file: a hostile one may have millions
NO_BOMB = "do not unpack or load it; if it is meant to be so large, store it without compression"
_ADVICE = {"bomb": NO_BOMB, "uninspectable": "split it into smaller files, or accept it below per-file-ignores"}
CHUNK = 4 << 20  # characters of strings that are looked through at once


class Sighting:
    """Something that a rule may report: of which `kind`, where, and what to say about it.

    Kinds: `code`, `config`, `template`, `path`, `malformed`, `bomb`, `uninspectable`, `broken`. `text` is what was
    seen, as one line of code or data: the excerpt of the finding, which is told from others by it.
    """

    __slots__ = ("help", "kind", "message", "place", "severity", "text")

    def __init__(self, kind: str, place: Place, text: str, message: str, advice: str = "", severity: str = "") -> None:
        self.kind = kind
        self.place = place
        self.text = text
        self.message = message
        self.help = advice
        self.severity = severity


class Import:
    """A name that a pickle imports, and the worst that it does with it.

    `module` and `name` are as the stream has them, empty where they are computed. `use`: `imported`, `constructed`
    (NEWOBJ: `__new__` with arguments), `built` (BUILD or items set on it), `called` (REDUCE, OBJ, INST). `call` is what
    would run, as code: `os.system('id')`. `trick` says in what odd way the name is given, if it is.

    `arguments` are those of all its calls: for each position the distinct values as code, with `…` among them where
    there are more than are told apart, and `…(…)` where objects are among those. `takes` are the names that stand
    anywhere in the arguments, with ("", "…") among them where not all are known. `states` are keys and values of the
    states of its objects, of keys that some classes run as code, with ("…", "") among them for what is no dictionary.
    """

    __slots__ = ("arguments", "call", "module", "name", "place", "states", "takes", "trick", "use")

    def __init__(
        self,
        module: str,
        name: str,
        place: Place,
        use: str,
        call: str,
        trick: str = "",
        arguments: tuple[tuple[str, ...], ...] = (),
        takes: tuple[tuple[str, str], ...] = (),
        states: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.module = module
        self.name = name
        self.place = place
        self.use = use
        self.call = call
        self.trick = trick
        self.arguments = arguments
        self.takes = takes
        self.states = states


class Inspection:
    """Collects what is seen in one file. `strings` are (name, value, place) that keys may be in.

    `on_strings` gets them whenever many have come together, and at the end. `path` is that of the file.
    """

    __slots__ = ("_counts", "_length", "_strings", "budget", "imports", "on_strings", "path", "sightings")

    def __init__(self, size: int, on_strings: Callable[[list[tuple[str, str, Place]]], None] | None = None) -> None:
        self.budget = Budget(size)
        self.sightings: list[Sighting] = []
        self.imports: list[Import] = []
        self.on_strings = on_strings
        self.path = ""
        self._strings: list[tuple[str, str, Place]] = []
        self._length = 0
        self._counts: dict[str, int] = {}

    def see(self, kind: str, place: Place, text: str, message: str, advice: str = "", severity: str = "") -> None:
        """Note something for the rules; of one kind MOST_SIGHTINGS are kept."""
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        advice = advice or _ADVICE.get(kind, "")
        if count <= MOST_SIGHTINGS:
            self.sightings.append(Sighting(kind, place, bounded(text), bounded(message), bounded(advice), severity))

    def string(self, name: str, value: str, place: Place) -> None:
        """Note a string, and what names it (a key of a dictionary, a field), empty where nothing does."""
        if self.on_strings is None or not may_hold_key(name, value):
            return
        self._strings.append((name, value, place))
        self._length += len(value) + 100
        if self._length > CHUNK:
            self.flush()

    def flush(self) -> None:
        """Hand on the strings that have been noted."""
        if self._strings and self.on_strings is not None:
            self.on_strings(self._strings)
        self._strings, self._length = [], 0

    def read_with(self, reader: Reader, source: Source, place: Place) -> None:
        """Read with one format's reader; what it cannot read becomes a sighting, and never an exception."""
        try:
            if len(place.members) > DEPTH:
                raise ExhaustedError(f"containers in containers, more than {DEPTH} deep", True)
            reader(source, place, self)
        except ExhaustedError as error:
            self._exhausted(place, error)
        except GoneError:
            self._exhausted(place, ExhaustedError("it would have to be decompressed twice"))
        except RecursionError:
            self.see("bomb", place, place.name, "nested too deeply")

    def hold(self, source: Source) -> Source:
        """The source itself, or the bytes of a stream that is still at its beginning. Raises ExhaustedError."""
        if source.is_seekable:
            return source
        data = source.read(0, HELD + 1)
        if len(data) > HELD:
            raise ExhaustedError(f"more than {HELD >> 20} MB when decompressed, in a format that is not read forwards")
        return Source(data)

    def _exhausted(self, place: Place, error: ExhaustedError) -> None:
        """Say once what has run out: every member after that one runs out of it, too."""
        if str(error) in self._counts:
            return
        self._counts[str(error)] = 1
        kind = "bomb" if error.is_bomb else "uninspectable"
        self.see(kind, place, place.name, f"not all of it was looked at: {error}")
