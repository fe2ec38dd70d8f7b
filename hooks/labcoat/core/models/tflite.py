"""TensorFlow Lite: operators that are code of their own, those of TensorFlow that it calls, and its strings.

Source: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
"""

from __future__ import annotations

from labcoat.core.models.flatbuffer import children, root, string
from labcoat.core.models.tf_operators import danger_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

OPERATORS, DESCRIPTION, METADATA = 1, 3, 6  # fields of Model
CUSTOM_CODE = 1  # of OperatorCode
NAME = 0  # of Metadata
# Operators that TensorFlow, its libraries for texts and tasks, MediaPipe and Coral's compiler come with.
KNOWN = (
    "TFLite_Detection_PostProcess AudioSpectrogram Mfcc NumericVerify RFFT2D MultinomialRandom RandomStandardNormal "
    "Convolution2DTransposeBias MaxPoolingWithArgmax2D MaxUnpooling2D Landmarks2TransformMatrix TransformLandmarks "
    "TransformTensorBilinear RoiToTransformMatrix Resampler KmeansEmbeddingLookup NGRAM_HASH SENTENCEPIECE "
    "TFSentencepieceTokenizeOp Sentencepiece tftext edgetpu-custom-op ethos-u"
).split()
FLEX = "Flex"  # before the name of an operator that TensorFlow itself runs


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Look at the names of custom operators."""
    held = inspection.hold(source)
    model = root(held)
    inspection.string("description", string(held, model, DESCRIPTION), place)
    for table in children(held, model, METADATA, inspection):
        inspection.string("metadata", string(held, table, NAME), place.at(table))
    for table in children(held, model, OPERATORS, inspection):
        _look_at_operator(string(held, table, CUSTOM_CODE), place.at(table), inspection)


def _look_at_operator(name: str, place: Place, inspection: Inspection) -> None:
    inspection.budget.opcodes(len(name) // 16)  # many tables can share one long name
    danger = danger_of(name.removeprefix(FLEX)) if name.startswith(FLEX) else ""
    if danger:
        says = f"the operator `{name}` {danger} when the model is run"
        inspection.see("code", place, name, says, "convert the model without this operator")
    elif name and not name.startswith((FLEX, *KNOWN)):
        says = f"the operator `{name[:100]}` is native code of a library that must be loaded for this model"
        inspection.see("code", place, name[:100], says, "use operators of TensorFlow Lite, or allow it", "medium")
    inspection.string("custom_code", name, place)
