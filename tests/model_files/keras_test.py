"""Configurations of Keras: in .keras archives, and as JSON."""

from __future__ import annotations

import base64
import json

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet, rules_in

BYTECODE = {"class_name": "__lambda__", "config": {"code": "4wEAAAAA", "defaults": None, "closure": None}}
LAMBDA = {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "l", "function": BYTECODE}}
OLD_LAMBDA = {"class_name": "Lambda", "config": {"name": "l", "function": ["4wEAAAAA", None, None]}}


def function(module: str | None, name: str) -> dict[str, object]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": name}


def layer(name: str, module: str | None = "keras.layers", **config: object) -> dict[str, object]:
    return {"module": module, "class_name": name, "config": {"name": "x", **config}, "registered_name": None}


def text(*layers: object, **more: object) -> str:
    return json.dumps({"module": "keras", "class_name": "Sequential", "config": {"layers": layers}, **more})


def keras(
    *layers: object, config: str = "", method: int = a.DEFLATED, encoding: str = "utf-8", **more: object
) -> bytes:
    return a.zip_file(
        a.Member("metadata.json", b'{"keras_version": "3.15.1"}'),
        a.Member("config.json", (config or text(*layers, **more)).encode(encoding), method=method),
    )


PICKLE = base64.b64encode(a.pickle(a.call(a.global_("os", "system"), a.text("true")))).decode()
TORCH_MODULE = {"class_name": "TorchModuleWrapper", "config": {"name": "t", "module": PICKLE}}
CODE = [
    case("bytecode of Keras 3", "m.keras", keras(LAMBDA)),
    case("stored", "m.keras", keras(LAMBDA, method=a.STORED)),
    case("SavedModel", "m.keras", keras(layer("TFSMLayer", filepath="/tmp/x"))),
    case("source", "m.keras", keras(layer("Lambda", None, function="lambda x: eval('1')"))),
    case(
        "function of a module",
        "m.keras",
        keras({"class_name": "Lambda", "config": {"function": "system", "module": "os"}}),
    ),
    case("bytecode of Keras 2", "m.keras", keras(OLD_LAMBDA)),
    case(
        "bytecode in a tuple", "m.keras", keras(layer("Lambda", function={"class_name": "__tuple__", "items": ["4wE"]}))
    ),
    case("bytecode in a wrapper", "m.keras", keras(layer("TimeDistributed", layer=LAMBDA))),
    case("bytecode as activation", "m.keras", keras(layer("Dense", activation=BYTECODE))),
    case("bytecode by another class name", "m.keras", keras(layer("Custom", None, function=["4wEAAAAA", None]))),
    case("escaped names", "m.keras", keras(config=text(LAMBDA).replace("__lambda__", "__l\\u0061mbda__"))),
    case("UTF-16", "m.keras", keras(config=text(LAMBDA), encoding="utf-16")),
    case(
        "a number that Python does not read", "m.keras", keras(config=text(LAMBDA)[:-1] + ', "n": ' + "1" * 9000 + "}")
    ),
    case("function of os", "m.keras", keras(layer("Dense", activation=function("os", "system")))),
    case("class of subprocess", "m.keras", keras(layer("Popen", "subprocess", args="true"))),
    case("builtins.exec", "m.keras", keras(layer("Lambda", function=function("builtins", "exec")))),
    case("downloads", "m.keras", keras(layer("Dense", activation=function("keras.utils", "get_file")))),
    case("downloads, by its file", "m.keras", keras(layer("X", activation=function("keras.src.utils.io", "get_file")))),
    case("loads", "m.keras", keras(layer("X", f=function("keras.models", "load_model")))),
    case("turns safety off", "m.keras", keras(layer("X", f=function("keras.config", "enable_unsafe_deserialization")))),
    case("dotted name", "m.keras", keras(layer("Dense", activation=function("keras.src.backend", "os.system")))),
    case("writes", "m.keras", keras(layer("X", f=function("tensorflow.io", "write_file")))),
    case("TFOpLambda", "m.keras", keras(layer("TFOpLambda", None, function="io.read_file"))),
    case("a package with gadgets", "m.keras", keras(layer("main", "pip._internal"))),
    case("a package that is unknown", "m.keras", keras(layer("Net", "evil_package.layers"))),
    case("loss", "m.keras", keras(compile_config={"loss": function("builtins", "eval")})),
    case("unpickled", "m.keras", keras(TORCH_MODULE)),
    case("JSON", "architecture.json", text(LAMBDA).encode()),
    case(
        "metadata of a SavedModel",
        "keras_metadata.pb",
        a.field(1, a.field(4, "_tf_keras_layer") + a.field(5, text(LAMBDA))),
    ),
]
PATHS = [
    case("absolute", "m.keras", keras(layer("StringLookup", vocabulary="/etc/passwd"))),
    case("upwards", "m.keras", keras(layer("TextVectorization", vocabulary="../../secret.txt"))),
    case("URL", "m.keras", keras(layer("IntegerLookup", vocabulary="gs://bucket/words.txt"))),
]
OWN = layer("Attention", "my_package.layers")
QUIET = [
    case("layers of Keras", "m.keras", keras(layer("Dense", units=3, activation="relu"), layer("Dropout", rate=0.1))),
    case("Keras 2", "m.keras", keras(layer("Dense", None), {"class_name": "Dense", "config": {"activation": "relu"}})),
    case("built-in function", "m.keras", keras(layer("Dense", activation=function("builtins", "relu")))),
    case("function of Keras", "m.keras", keras(layer("Dense", activation=function("keras.activations", "gelu")))),
    case(
        "registered", "m.keras", keras({"module": None, "class_name": "X", "registered_name": "Custom>X", "config": {}})
    ),
    case("of a notebook", "m.keras", keras(layer("Attention", "__main__"))),
    case("Lambda with a name", "m.keras", keras(layer("Lambda", function=function(None, "my_function")))),
    case("Lambda's shape", "m.keras", keras(layer("Lambda", None, function="f", output_shape=[10, 3]))),
    case("words", "m.keras", keras(layer("StringLookup", vocabulary=["/etc/passwd", "b"]))),
    case("file of words", "m.keras", keras(layer("StringLookup", vocabulary="words.txt"))),
    case("feature space", "m.keras", keras(layer("FeatureSpace", "keras.utils"))),
    case("operation of TensorFlow", "m.keras", keras(layer("TFOpLambda", None, function="math.multiply"))),
    case("preprocessing layer", "m.keras", keras(layer("Rescaling", "keras.src.layers.preprocessing.rescaling"))),
    case("allowed", "m.keras", keras(OWN), allow=["my_package.layers.Attention"]),
    case("JSON", "architecture.json", text(layer("Dense", units=3)).encode()),
    case(
        "JSON of another library",
        "flow.json",
        b'{"nodes": [{"class_name": "Tool", "module": "my.tools", "config": {}}]}',
    ),
    case("other JSON", "data.json", b'{"class_name": "Physics", "module": 3, "students": ["a"]}'),
]

test_code = flagging("code-in-model", CODE)
test_paths = flagging("path-in-model", PATHS)
test_quiet = quiet(QUIET)


def test_what_is_unpickled_is_looked_at() -> None:
    data = keras(TORCH_MODULE)
    assert "dangerous-pickle-import" in rules_in(data, "m.keras")


def test_nesting_ends_in_a_finding() -> None:
    assert "model-bomb" in rules_in(keras(config='{"class_name":' * 200_000 + "1" + "}" * 200_000), "m.keras")


def test_too_many_values_end_in_a_finding() -> None:
    assert "uninspectable-model" in rules_in(keras(config=text(n=[1] * 600_000)), "m.keras")


@pytest.mark.parametrize(("module", "severity"), [("os", "high"), ("my_package", "medium")])
def test_severity_and_words(module: str, severity: str) -> None:
    finding = findings(keras(layer("run", module)), "m.keras")[0]
    assert finding.severity == severity
    assert f"`{module}.run`" in finding.message
    assert "m.keras!config.json" in finding.message


def test_a_finding_in_json_is_where_the_class_is() -> None:
    made = text(layer("Popen", "subprocess"))
    finding = findings(made.encode(), "architecture.json")[0]
    assert made[finding.column - 1 : finding.end_column - 1] == '"Popen"'


def test_a_configuration_that_no_reader_holds_ends_in_a_finding() -> None:
    assert rules_in(keras(config="[" * 100_000 + "]" * 100_000), "m.keras") == {"model-bomb"}
    assert rules_in(keras(config=" " * (17 << 20)), "m.keras") == {"uninspectable-model"}
