"""TensorFlow Lite: operators of TensorFlow in it."""

from __future__ import annotations

import struct

from tests.model_files.cases import case, findings, flagging, quiet


def tflite(*operators: str) -> bytes:
    """A model with these custom operators; every one has a table of its own."""
    head = struct.pack("<I4s", 20, b"TFL3") + struct.pack("<4H4x", 8, 12, 4, 8)
    body = bytearray(head + struct.pack("<iII", 12, 3, 4) + struct.pack("<I", len(operators)))
    vector = len(body)
    body += bytes(4 * len(operators))
    for index, name in enumerate(operators):
        table = len(body) + 8
        slot = vector + 4 * index
        body[slot : slot + 4] = struct.pack("<I", table - slot)
        raw = name.encode()
        body += struct.pack("<4H", 8, 8, 0, 4) + struct.pack("<iI", 8, 4)
        body += struct.pack("<I", len(raw)) + raw + bytes(4 - len(raw) % 4)
    return bytes(body)


CODE = [
    case("reads", "m.tflite", tflite("FlexReadFile")),
    case("writes", "m.tflite", tflite("TFLite_Detection_PostProcess", "FlexWriteFile")),
    case("library of its own", "m.tflite", tflite("TFLite_Detection_PostProcess", "EvilOp")),
    case("Python", "m.bin", tflite("FlexPyFunc")),
]
QUIET = [
    case("custom operators", "m.tflite", tflite("TFLite_Detection_PostProcess", "Convolution2DTransposeBias")),
    case("operators of TensorFlow", "m.tflite", tflite("FlexErf", "FlexAddV2")),
    case("allowed", "m.tflite", tflite("MyOp"), allow=["MyOp"]),
    case("no operators", "m.tflite", tflite()),
    case("pointing outside", "m.tflite", struct.pack("<I4s", 2**31, b"TFL3") + bytes(20)),
    case("vector that claims too much", "m.tflite", tflite("FlexAddV2").replace(struct.pack("<I", 1), b"\xff" * 4, 1)),
]

test_code = flagging("code-in-model", CODE)
test_quiet = quiet(QUIET)


def test_every_truncation_is_survived() -> None:
    data = tflite("FlexReadFile", "FlexPyFunc")
    for size in range(8, len(data)):
        findings(data[:size], "m.tflite")
