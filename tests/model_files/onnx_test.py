"""ONNX: external data, operators that are code, strings."""

from __future__ import annotations

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet, rules_in

ADD = a.onnx_node("Add")
TENSOR = a.onnx_external("/etc/x")[2:]
BRANCH = a.field(5, a.field(1, "then_branch") + a.field(6, a.onnx_external("../x")))
FUNCTION = a.field(25, a.field(1, "Mine") + a.field(10, "local.functions") + ADD.replace(b"\x0a", b"\x3a", 1))
CODE = [
    case("Python", "m.onnx", a.onnx(a.onnx_node("PyOp", "ai.onnx.contrib"))),
    case("PythonOp", "m.onnx", a.onnx(a.onnx_node("PythonOp", "com.microsoft"))),
    case("custom library", "m.onnx", a.onnx(a.onnx_node("Run", "evil.ops"), opsets=("", "evil.ops"))),
    case("no extension", "model", a.onnx(a.field(2, "\0"), a.onnx_node("Run", "evil.ops"))),
]
PATHS = [
    case("upwards", "m.onnx", a.onnx(ADD, a.onnx_external("../../../etc/passwd"))),
    case("inside, then upwards", "m.onnx", a.onnx(a.onnx_external("weights/../../x.bin"))),
    case("absolute", "m.onnx", a.onnx(a.onnx_external("/etc/passwd"))),
    case("backslashes", "m.onnx", a.onnx(a.onnx_external("..\\..\\x.bin"))),
    case("drive", "m.onnx", a.onnx(a.onnx_external("C:/Windows/x.bin"))),
    case("URL", "m.onnx", a.onnx(a.onnx_external("file:///etc/passwd"))),
    case("memory", "m.onnx", a.onnx(a.onnx_external("*/_ORT_MEM_ADDR_/*"))),
    case("second tensor", "m.onnx", a.onnx(a.onnx_external("weights.bin"), a.onnx_external("/proc/self/environ", "b"))),
    case("behind a group of unknown fields", "m.onnx", b"\xa3\x06H\x01\xa4\x06" + a.onnx(a.onnx_external("../x"))),
    case("subgraph", "m.onnx", a.onnx(a.field(1, a.field(4, "If") + BRANCH))),
    case(
        "attribute",
        "m.onnx",
        a.onnx(a.field(1, a.field(4, "Constant") + a.field(5, a.field(1, "value") + a.field(5, TENSOR)))),
    ),
    case("another extension", "m.bin", a.onnx(a.onnx_external("/etc/passwd"))),
    case(
        "in a zip", "m.zip", a.zip_file(a.Member("m.onnx", a.onnx(a.onnx_external("/etc/passwd")), method=a.DEFLATED))
    ),
]
QUIET = [
    case("operators of ONNX", "m.onnx", a.onnx(ADD, a.onnx_node("Relu"))),
    case("data beside the model", "m.onnx", a.onnx(ADD, a.onnx_external("weights.bin"))),
    case("data in a folder", "m.onnx", a.onnx(ADD, a.onnx_external("./weights/../weights/w.bin"))),
    case("operators of onnxruntime", "m.onnx", a.onnx(a.onnx_node("FusedMatMul", "com.microsoft"))),
    case("operators for trees", "m.onnx", a.onnx(a.onnx_node("TreeEnsembleClassifier", "ai.onnx.ml"))),
    case("function in the model", "m.onnx", a.onnx(a.onnx_node("Mine", "local.functions")) + FUNCTION),
    case("domain that no node is of", "m.onnx", a.onnx(ADD, opsets=("", "some.domain"))),
    case("no model", "m.onnx", b"not a model at all"),
    case("allowed", "m.onnx", a.onnx(a.onnx_node("Run", "my.ops")), allow=["my.ops.Run"]),
]

test_code = flagging("code-in-model", CODE)
test_paths = flagging("path-in-model", PATHS)
test_quiet = quiet(QUIET)


def test_a_model_that_is_cut_short_is_said() -> None:
    assert rules_in(a.onnx(ADD)[:-1], "m.onnx") == {"malformed-model"}


def test_the_path_is_in_the_message() -> None:
    finding = findings(a.onnx(a.onnx_external("../x.bin")), "m.onnx")[0]
    assert "`../x.bin`, which leads out of the model's folder" in finding.message


@pytest.mark.parametrize("name", ["api_key", "note"])
def test_a_key_in_the_metadata_is_found(name: str) -> None:
    key = ("hf_" + "QwErTyUiOp" * 4)[:37]
    assert "secret-in-model" in rules_in(a.onnx(ADD, metadata={name: key}), "m.onnx")
