"""ONNX: files that its tensors are read from, operators that are code of their own, and all strings.

Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from __future__ import annotations

from labcoat.core.models.paths import way_out
from labcoat.core.models.protobuf import BYTES, EACH, TEXT, VARINT, BrokenError, begins_with, messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.protobuf import Message
    from labcoat.core.models.source import Source

GRAPH = 7
TOP = {1: VARINT, 2: BYTES, 3: BYTES, 4: BYTES, 5: VARINT, 6: BYTES, 7: BYTES, 8: BYTES, 14: BYTES, 20: BYTES}
TOP |= {25: BYTES, 26: BYTES}
SCHEMA = {
    "model": {2: TEXT, 3: TEXT, 4: TEXT, 6: TEXT, 7: "graph", 14: "property", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "graph": {1: "node", 2: TEXT, 5: "tensor", 10: TEXT, 15: "sparse", 16: "property"},
    "function": {1: TEXT, 7: "node", 8: TEXT, 10: TEXT, 11: "attribute", 14: "property"},
    "node": {3: TEXT, 4: TEXT, 5: "attribute", 6: TEXT, 7: TEXT, 9: "property"},
    "attribute": {1: TEXT, 4: EACH, 5: "tensor", 6: "graph", 9: EACH, 10: "tensor", 11: "graph", 13: TEXT}
    | {22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {6: EACH, 8: TEXT, 12: TEXT, 13: "external", 16: "property"},
    "external": {1: TEXT, 2: TEXT},
    "property": {1: TEXT, 2: TEXT},
}
KNOWN_DOMAINS = ("", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.contrib", "com.ms.internal.nhwc", "mmdeploy")
KNOWN_FAMILIES = ("ai.onnx.preview.", "com.microsoft", "org.pytorch", "pkg.", "qonnx.", "onnx.brevitas", "trt.plugins")
PYTHON_OPERATORS = ("PyOp", "PythonOp", "PythonOpGrad", "PyFunc", "PyFuncOp")
MOST_OPERATORS = 2000  # that are told apart
LONGEST_NAME = 200  # characters of an operator's name
IN_MEMORY = "_ORT_MEM_ADDR_"  # of onnxruntime: the offset is an address in its memory
DESCRIPTIONS = {"model": (6,), "graph": (10,), "function": (8,), "node": (6,), "attribute": (13,), "tensor": (12,)}
STRINGS = ("attribute.4", "attribute.9", "tensor.6")


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Read a ModelProto; nothing else is one."""
    if not begins_with(source, TOP, GRAPH):
        return
    operators: dict[tuple[str, str], int] = {}
    own: set[tuple[str, str]] = set()
    try:
        for message in messages(source, SCHEMA, "model", inspection):
            _look(message, place, inspection)
            if message.kind == "node":
                _note_operator(message, operators)
            elif message.kind == "function":
                own.add((message.text(10), message.text(1)))
    except BrokenError as error:
        says = "is cut short or broken: what reads it otherwise may see another model"
        inspection.see("malformed", place.at(error.offset), place.name, says, "export the model again")
    _look_at_operators({key: offset for key, offset in operators.items() if key not in own}, place, inspection)


def _note_operator(node: Message, operators: dict[tuple[str, str], int]) -> None:
    """Remember where an operator is first used that may be code; no honest model has very many."""
    domain, name = node.text(7), node.text(4)
    if (name in PYTHON_OPERATORS or not _is_known(domain)) and len(operators) < MOST_OPERATORS:
        operators.setdefault((domain[:LONGEST_NAME], name[:LONGEST_NAME]), node.offset)


def _look(message: Message, place: Place, inspection: Inspection) -> None:
    """Note the strings of a message, and the file that a tensor is read from."""
    where = place.at(message.offset)
    if message.kind == "external" and message.text(1) == "location":
        _look_at_location(message.text(2), where, inspection)
    elif message.kind in ("property", "external"):
        inspection.string(message.text(1), message.text(2), where)
    elif message.kind in STRINGS:
        inspection.string("", message.text(0), where)
    for number in DESCRIPTIONS.get(message.kind, ()):
        for text in message.texts(number):
            inspection.string("doc_string", text, where)


def _look_at_location(location: str, place: Place, inspection: Inspection) -> None:
    how = way_out(location)
    if IN_MEMORY in location:
        says = "a tensor is read from an address in the memory of whoever loads the model"
        inspection.see("path", place, location, says, "save the model with its tensors")
    elif how:
        says = f"a tensor is read from `{location}`, which {how}"
        inspection.see("path", place, location, says, "save the external data beside the model")


def _look_at_operators(operators: dict[tuple[str, str], int], place: Place, inspection: Inspection) -> None:
    domains: set[str] = set()
    for (domain, name), offset in operators.items():
        full = f"{domain}.{name}" if domain else name
        if name in PYTHON_OPERATORS:
            says = f"the operator `{full}` calls Python code when the model is run"
            inspection.see("code", place.at(offset), full, says, "use operators of ONNX alone")
        elif not _is_known(domain) and domain not in domains:
            domains.add(domain)
            says = f"the operator `{full}` is native code of a library that must be loaded for this model"
            advice = "use operators of ONNX, or functions in the model, or say that the library is yours: allow it"
            inspection.see("code", place.at(offset), full, says, advice, "medium")


def _is_known(domain: str) -> bool:
    return domain in KNOWN_DOMAINS or domain.startswith(KNOWN_FAMILIES)
