"""TensorFlow: operators in SavedModels, frozen graphs and meta graphs, their assets, and the Keras layers in them.

Source: tensorflow/core/protobuf/{saved_model,meta_graph,saved_object_graph}.proto and
tensorflow/core/framework/{graph,node_def,function,attr_value}.proto in https://github.com/tensorflow/tensorflow
"""

from __future__ import annotations

from labcoat.core.models.paths import way_out
from labcoat.core.models.protobuf import BYTES, EACH, LONG, TEXT, VARINT, BrokenError, begins_with, messages
from labcoat.core.models.tf_operators import danger_of, target_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.protobuf import Message
    from labcoat.core.models.source import Source

MOST_CONSTANTS = 10_000  # strings by the name of their node
MOST_ATTRIBUTES = 1000  # of one node
MOST_STRINGS = 10  # of one attribute that are kept
LONGEST_CONSTANT = 200  # characters of one that may be a path
SCHEMA = {
    "saved_model": {2: "meta_graph"},
    "meta_graph": {1: "meta_info", 2: "graph", 6: "asset", 7: "objects"},
    "meta_info": {1: TEXT, 4: TEXT, 5: TEXT},
    "graph": {1: "node", 2: "library"},
    "library": {1: "function"},
    "function": {1: "signature", 3: "node"},
    "signature": {1: TEXT},
    "node": {1: TEXT, 2: TEXT, 3: TEXT, 5: "attribute"},
    "attribute": {1: TEXT, 2: "value"},
    "value": {1: "list", 2: TEXT, 8: "tensor"},
    "list": {2: EACH, 8: "tensor"},
    "tensor": {8: EACH},
    "asset": {2: TEXT},
    "objects": {1: "object"},
    "object": {4: "user_object"},
    "user_object": {1: TEXT, 3: LONG},
    "keras": {1: "keras_object"},
    "keras_object": {2: LONG, 3: LONG, 4: LONG, 5: LONG},
}
KERAS_FILE = "keras_metadata.pb"
SAVED_MODEL = {1: VARINT, 2: BYTES}
GRAPH = {1: BYTES, 2: BYTES, 3: VARINT, 4: BYTES}
META_GRAPH = {1: BYTES, 2: BYTES, 3: BYTES, 4: BYTES, 5: BYTES, 6: BYTES, 7: BYTES}


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Read a file as whichever of these it may be."""
    if _base_name(place, inspection) == KERAS_FILE:
        _Reader(place, inspection).walk(source, "keras")
    elif begins_with(source, SAVED_MODEL, 2):
        _Reader(place, inspection).walk(source, "saved_model")
    elif source.read(0, 1) == b"\n":
        held = inspection.hold(source)
        for root in ("graph", "meta_graph", "keras"):
            _Reader(place, inspection).walk(held, root)


def _base_name(place: Place, inspection: Inspection) -> str:
    return (place.name or inspection.path).replace("\\", "/").rpartition("/")[2]


class _Reader:
    """Goes through the messages of one file; what an operator does is known only with the attributes before it."""

    __slots__ = ("_attributes", "_constants", "_inspection", "_name", "_place", "_strings")

    def __init__(self, place: Place, inspection: Inspection) -> None:
        self._place = place
        self._inspection = inspection
        self._name = _base_name(place, inspection)
        self._constants: dict[str, str] = {}
        self._attributes: dict[str, list[str]] = {}
        self._strings: list[str] = []

    def walk(self, source: Source, root: str) -> None:
        """Look at all messages, up to where the file is broken."""
        try:
            for message in messages(source, SCHEMA, root, self._inspection):
                self._look(message)
        except BrokenError as error:
            if self._name == "saved_model.pb":
                says = "the SavedModel is cut short or broken"
                where = self._place.at(error.offset)
                self._inspection.see("malformed", where, self._place.name, says, "export the model again")

    def _look(self, message: Message) -> None:
        where = self._place.at(message.offset)
        if message.kind in ("list.2", "tensor.8"):
            self._note(message.text(0))
            self._inspection.string("", message.text(0), where)
        elif message.kind == "value":
            for text in message.texts(2):
                self._note(text)
        elif message.kind == "attribute":
            self._look_at_attribute(message.text(1), where)
        elif message.kind == "node":
            self._look_at_node(message, where)
        elif message.kind == "asset":
            self._look_at_asset(message.text(2), where)
        elif message.kind in ("user_object", "keras_object"):
            self._look_at_keras(message, where)

    def _note(self, text: str) -> None:
        if len(self._strings) < MOST_STRINGS:
            self._strings.append(text)

    def _look_at_attribute(self, name: str, place: Place) -> None:
        if len(self._attributes) < MOST_ATTRIBUTES:
            self._attributes[name] = self._strings
        for text in self._strings:
            self._inspection.string(name, text, place)
        self._strings = []

    def _look_at_node(self, node: Message, place: Place) -> None:
        """Remember a constant; say what a dangerous operator does, and to which file if that is a constant."""
        operator, attributes = node.text(2), self._attributes
        self._attributes = {}
        if operator == "Const":
            self._remember(node.text(1), attributes.get("value", []))
            return
        target, danger = target_of(operator, attributes), danger_of(operator)
        if not danger and not target:
            return
        inputs = [name.partition(":")[0] for name in node.texts(3)]
        files = [repr(self._constants[name]) for name in inputs if name in self._constants]
        call = f"{operator}({target or ', '.join(files)})"
        says = f"the operator `{call}` {danger or 'writes what it is given there'} when the model is run"
        self._inspection.see("code", place, call, says, "export the model again without this operator")

    def _remember(self, name: str, strings: list[str]) -> None:
        if strings and len(strings[0]) <= LONGEST_CONSTANT and len(self._constants) < MOST_CONSTANTS:
            self._constants[name] = strings[0]

    def _look_at_asset(self, name: str, place: Place) -> None:
        how = way_out(name)
        if how:
            says = f"an asset of the model is read from `{name}`, which {how}"
            self._inspection.see("path", place, name, says, "export the model again, with its assets beside it")

    def _look_at_keras(self, message: Message, place: Place) -> None:
        """The configuration of a Keras object, which is JSON."""
        for number in (2, 3, 4, 5):
            text = message.text(number)
            if text.lstrip()[:1] == "{":
                from labcoat.core.models.keras import look_at_text

                look_at_text(text, place, self._inspection)
