"""Code in formats that are no pickles."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.chat_templates import ESCAPES
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment

CLASS = '"class_name"'  # what every configuration of Keras has


@rule("high", looks_at="model", keywords=(CLASS, *ESCAPES))
def code_in_model(model: Model, options: Options) -> Iterator[Hit]:
    """A model that is no pickle carries code, or names code that runs when it is loaded or used.

    What it does
    ------------
    Reports what can do more than compute:

    - Keras (`.keras`, `.h5`, `keras_metadata.pb`, configurations as JSON): Python bytecode in Lambda layers; classes
      and functions of modules that are not Keras; functions of Keras that download, load or write; layers that are
      unpickled;
    - TensorFlow (SavedModel, frozen and meta graphs, TensorFlow Lite): operators that call Python, read or write
      files, or connect to servers;
    - ONNX: operators that call Python, and operators of custom libraries;
    - TorchScript: functions that read or write files;
    - native programs and libraries, and Python files, in archives of models;
    - R: promises, which are evaluated when an object is used; skops: types that load names; PMML: scripts.

    It is quiet about layers and operators that only compute, about layers of your own that are registered with Keras
    and have no module, and about custom operators of TensorFlow and TensorFlow Lite, which whoever runs the model must
    bring along.

    Why is this bad?
    ----------------
    The formats that replaced pickles have ways to run code as well. A Keras model with a Lambda layer, or with
    `"module": "os"` in its configuration, ran commands when it was loaded (CVE-2024-3660, CVE-2025-1550), and Keras's
    safe mode did not stop it in files that end in `.h5` (CVE-2025-9905). A TensorFlow graph can read your keys and
    write your shell's start-up files with operators that TensorFlow has.

    Example
    -------
    A model with a layer such as `keras.layers.Lambda(lambda x: x * 2)`, whose bytecode is stored in the model.

    Use instead
    -----------
    A layer as a class, registered with `@keras.saving.register_keras_serializable()`, whose code stays in the project.
    If a class or operator that is named in the message is yours, allow it by its exact name:

        [tool.labcoat.model-files]
        allow = ["my_package.layers.Attention"]

    References
    ----------
    - https://keras.io/api/layers/core_layers/lambda/
    - https://nvd.nist.gov/vuln/detail/CVE-2025-1550
    - https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md
    - https://onnxruntime.ai/docs/reference/operators/add-custom-op.html
    """
    allowed = options.get("allow", ())
    for hit in hits_of(model, "code"):
        if hit.segment.text not in allowed:
            yield hit


@code_in_model.register("json")
def _in_configuration(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.keras import look_at_text
    from labcoat.core.models.place import Place
    from labcoat.core.rule import Hit
    from labcoat.model_files.settings_hits import may_have

    if not may_have(segment, CLASS):
        return
    inspection = Inspection(len(segment.text))
    look_at_text(segment.text, Place(), inspection, may_be_other=True)
    for seen in inspection.sightings:
        if seen.kind == "code" and seen.text not in options.get("allow", ()):
            start, end = _span(segment.text, seen.text)
            yield Hit(segment, start, end, seen.message[:1].upper() + seen.message[1:], seen.help, seen.severity)


def _span(text: str, seen: str) -> tuple[int, int]:
    """Where a name, the last part of a dotted one, is written; else the first line."""
    name = seen.partition("(")[0].rpartition(".")[2]
    found = text.find(f'"{name}"')
    return (found, found + len(name) + 2) if found >= 0 else (0, len(text.partition("\n")[0]))
