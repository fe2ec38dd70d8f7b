"""PMML, models in XML (https://dmg.org/pmml): entities, and extensions that name code. No entity is ever resolved."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

WINDOW = 1 << 20  # bytes that are handed to the parser at once
LONGEST_TAG = 3 << 20  # bytes, which the parser holds many times over
MOST_DEPTH = 2000
CODE = ("java.lang.", "javax.script", "Runtime", "ProcessBuilder", "getRuntime", "Class.forName", "<script", "eval(")
ADVICE = "write the model again without it, from a source that you trust"


class _StopError(Exception):
    """Enough has been seen: kind of the sighting, and its message."""


class _Handlers:
    """What the parser calls. A document whose first element is not PMML is none of ours."""

    def __init__(self, place: Place, inspection: Inspection) -> None:
        self.place = place
        self.inspection = inspection
        self.depth = 0
        self.is_pmml = False
        self.is_extension = 0
        self.text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.depth and local != "PMML":
            raise _StopError("", "")
        self.is_pmml = True
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise _StopError("bomb", f"its elements are nested more than {MOST_DEPTH:,} deep")
        self.inspection.budget.opcodes(1)
        self._flush()
        if local.lower() == "script":
            self._say(local, f"<{local}>")
        if local == "Extension" or self.is_extension:
            self.is_extension += 1
            self._judge(local, " ".join(attributes.values()))
        for key, value in attributes.items():
            self.inspection.string(key, value, self.place)

    def end(self, name: str) -> None:
        self._flush()
        self.depth -= 1
        self.is_extension -= self.is_extension > 0

    def data(self, text: str) -> None:
        self.text.append(text)
        if len(self.text) > 1000:
            self._flush()

    def _flush(self) -> None:
        """Hand on the text that has come in pieces."""
        if self.text:
            text, self.text = "".join(self.text), []
            self.inspection.string("", text, self.place)
            if self.is_extension:
                self._judge("Extension", text)

    def _judge(self, name: str, text: str) -> None:
        if any([word in text for word in CODE]):
            self._say(name, text)

    def _say(self, name: str, text: str) -> None:
        shown = " ".join(text.split())[:200]
        message = f"its element `{name}` names code: `{shown[:80]}`"
        self.inspection.see("code", self.place, shown, message, ADVICE, "medium")

    def doctype(self, name: str, system: str | None, public: str | None, has_internal: bool) -> None:
        if system or public:
            where = str(system or public)
            raise _StopError("code", f"its DOCTYPE reads `{where[:100]}`, which whoever parses it may fetch")

    def entity(self, name: str, is_parameter: bool, value: str | None, base: Any, system: str | None, *_: Any) -> None:
        if system:
            raise _StopError("code", f"its entity `{name[:50]}` reads `{system[:100]}` when it is parsed")
        raise _StopError("bomb", f"it declares the entity `{name[:50]}`: entities of entities grow without limit")


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Hand on texts and attributes; entities are refused before they are used."""
    from xml.parsers.expat import ExpatError, ParserCreate

    parser, handlers = ParserCreate(), _Handlers(place, inspection)
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.data
    parser.StartDoctypeDeclHandler = handlers.doctype
    parser.EntityDeclHandler = handlers.entity
    try:
        at = 0
        while window := source.read(at, WINDOW):
            at += len(window)
            parser.Parse(window, False)
            if at - parser.CurrentByteIndex > LONGEST_TAG:
                raise _StopError("bomb", f"it has a tag of more than {LONGEST_TAG >> 20} MB")
        parser.Parse(b"", True)
    except _StopError as stop:
        kind, message = stop.args
        if kind:
            inspection.see(kind, place, message, message, ADVICE)
    except (ExpatError, ValueError, LookupError) as error:
        if handlers.is_pmml:
            inspection.see("malformed", place, f"not valid XML: {error}", f"it is not valid XML: {error}")
