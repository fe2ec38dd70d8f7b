"""Keras configurations: Python bytecode, and modules, functions and files that loading the model would reach for.

Source: https://github.com/keras-team/keras/blob/master/keras/src/saving/serialization_lib.py; CVE-2024-3660,
CVE-2025-1550, CVE-2025-8747, CVE-2025-9905, CVE-2025-9906, CVE-2025-12058, CVE-2025-49655.
"""

from __future__ import annotations

from labcoat.core.models.keras_names import danger_of
from labcoat.core.models.paths import way_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

LONGEST_CONFIG = 16 << 20  # bytes
MOST_VALUES = 500_000  # in one configuration
MANY_OPENED = 10_000  # brackets: of so many, some may be in one another
LOOKUPS = ("StringLookup", "IntegerLookup", "IndexLookup", "TextVectorization")
BYTECODE = ("4w", "Yw")  # how a marshalled code object begins, in Base64
CODE_KEYS = ("function", "output_shape", "mask", "arguments", "fn")  # of a Lambda layer of Keras 2
NO_LAMBDA = "replace the Lambda layer with a class of your own, and save the model again"


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Read a config.json, as .keras archives have one, in any encoding: Keras gives its bytes to json.loads."""
    from json import detect_encoding

    data = source.read(0, LONGEST_CONFIG + 1)
    if len(data) > LONGEST_CONFIG and place.members:
        _see_too_large(place, inspection)
    look_at_text(data.decode(detect_encoding(data), "replace"), place, inspection, may_be_other=True)


def look_at_text(text: str, place: Place, inspection: Inspection, may_be_other: bool = False) -> None:
    """Look at a configuration as JSON, which `may_be_other` than of Keras."""
    import json

    opened = text.count("[") + text.count("{")
    if may_be_other and '"class_name"' not in text and "\\u" not in text and opened < MANY_OPENED:
        return
    if len(text) > LONGEST_CONFIG or opened + text.count(",") > MOST_VALUES:
        _see_too_large(place, inspection)
        return
    try:
        config = json.loads(text, parse_int=float)  # of any length
    except ValueError:
        return
    except RecursionError:
        inspection.see("bomb", place, place.name, "the Keras configuration is nested too deeply")
        return
    if not may_be_other or _is_model(config):
        look_at(config, place, inspection)


def _see_too_large(place: Place, inspection: Inspection) -> None:
    says = f"the configuration has more than {LONGEST_CONFIG >> 20} MB or {MOST_VALUES:,} values and was not looked at"
    inspection.see("uninspectable", place, place.name, says, "make it smaller")


def _is_model(config: object) -> bool:
    """Whether a configuration is that of a model: other libraries have `class_name` as well."""
    return isinstance(config, dict) and "class_name" in config and "config" in config


def look_at(config: Any, place: Place, inspection: Inspection) -> None:
    """Look at each object of a configuration."""
    waiting = [config]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("class_name"), str) and "config" in value:
                _look_at_object(value, place, inspection)
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _look_at_object(value: dict[str, Any], place: Place, inspection: Inspection) -> None:
    name = value["class_name"]
    config = value.get("config")
    inner = config if isinstance(config, dict) else {}
    if name == "__lambda__":
        _see_bytecode("a function", inner.get("code"), place, inspection)
    _look_for_bytecode(name, inner, place, inspection)
    if name == "TorchModuleWrapper":
        _look_at_torch_module(inner, place, inspection)
    if name == "TFSMLayer":
        says = (
            f"the layer `TFSMLayer` loads the SavedModel `{str(inner.get('filepath'))[:200]}`, and runs what is in it"
        )
        inspection.see("code", place, name, says, "build the layer from operations of Keras")
    if name.endswith(LOOKUPS):
        _look_at_vocabulary(name, inner, place, inspection)
    _look_at_name(value, place, inspection)


def _look_for_bytecode(name: str, config: dict[str, Any], place: Place, inspection: Inspection) -> None:
    """Find code as Keras 2 has it: `"function": ["4wEA…", defaults, closure]`."""
    for key in CODE_KEYS:
        value = config.get(key)
        items = value.get("items") if isinstance(value, dict) else value
        code = items[0] if isinstance(items, list) and items else None
        if name == "Lambda" and key == "function" and isinstance(value, str):
            _see_function(config, value, place, inspection)
        if isinstance(code, str) and (code.startswith(BYTECODE) or (name == "Lambda" and key == "function")):
            _see_bytecode(f"the layer `{config.get('name', name)}`", code, place, inspection)


def _see_bytecode(what: str, code: object, place: Place, inspection: Inspection) -> None:
    says = f"{what} carries Python bytecode, which runs when the model is loaded or run"
    text = f"Lambda({str(code)[:60]!r})"
    inspection.see("code", place, text, says, NO_LAMBDA)


def _see_function(config: dict[str, Any], function: str, place: Place, inspection: Inspection) -> None:
    """A function by its name, which Keras 2 looks up in any module that is loaded, or its source."""
    module = config.get("module")
    if module is None and function.isidentifier():
        return  # one of those that whoever loads the model gives to Keras
    full = f"{module}.{function}" if isinstance(module, str) else function
    says = f"the layer `{config.get('name', 'Lambda')}` calls `{full[:100]}`, which is not of the model"
    inspection.see("code", place, f"Lambda({full[:100]!r})", says, NO_LAMBDA)


def _look_at_torch_module(config: dict[str, Any], place: Place, inspection: Inspection) -> None:
    """A layer that Keras unpickles with torch.load, whatever its safe mode (CVE-2025-49655)."""
    says = "the layer `TorchModuleWrapper` is unpickled, which runs the code that is in it"
    inspection.see("code", place, "TorchModuleWrapper", says, "build the layer from operations of Keras")
    for value in config.values():
        encoded = value.get("config") if isinstance(value, dict) else value
        encoded = encoded.get("value") if isinstance(encoded, dict) else encoded
        if isinstance(encoded, str):
            _look_at_pickle(encoded, place, inspection)


def _look_at_pickle(encoded: str, place: Place, inspection: Inspection) -> None:
    from base64 import b64decode

    from labcoat.core.models.formats import inspect
    from labcoat.core.models.source import Source

    try:
        data = b64decode(encoded)
    except ValueError:
        return
    inspect(Source(data), place.inside("TorchModuleWrapper"), inspection)


def _look_at_vocabulary(name: str, config: dict[str, Any], place: Place, inspection: Inspection) -> None:
    """A list of words, or the name of a file with them, which Keras reads (CVE-2025-12058)."""
    path = config.get("vocabulary")
    how = way_out(path) if isinstance(path, str) else ""
    if how:
        says = f"the layer `{name}` reads `{path}` when the model is loaded, which {how}"
        inspection.see("path", place, str(path), says, "save the layer with its words, not with the file of them")


def _look_at_name(value: dict[str, Any], place: Place, inspection: Inspection) -> None:
    """The class or function that an object is made with."""
    name, module, config = value["class_name"], value.get("module"), value.get("config")
    is_function = name in ("function", "TFOpLambda", "ClassMethod", "InstanceMethod")
    if is_function:
        inner = config.get("function") if isinstance(config, dict) else config
        name, module = (inner, module) if name == "function" else (inner, "tensorflow")
    if not isinstance(name, str) or not isinstance(module, str):
        return
    severity, danger = danger_of(module, name, is_function)
    if danger:
        full = f"{module}.{name}"
        advice = "load only models whose layers are those of Keras"
        if severity == "medium":
            advice = f'if it is yours, allow = ["{full}"] below [tool.labcoat.model-files] accepts it'
        inspection.see("code", place, full, danger, advice, severity)
