"""What runs code, leaves the folder or is malformed in formats that are no pickles."""

from __future__ import annotations

import gzip
import json
import struct
from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from benchmarks.models.streams import PAYLOAD
from benchmarks.models.templates import MALICIOUS, template_files
from tests.model_files.assemble import (
    Member,
    field,
    gguf,
    onnx,
    onnx_external,
    onnx_node,
    safetensors,
    saved_model,
    tar_file,
    zip_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

F32 = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


def cases() -> Iterator[Case]:
    """All of them, by family."""
    for family, table in (
        ("Keras", _keras()),
        ("SavedModel", _saved_models()),
        ("ONNX", _onnx()),
        ("safetensors", _safetensors()),
        ("configuration", _configuration()),
        ("other formats", _others()),
        ("chat template", template_files(MALICIOUS)),
    ):
        for name, data in table.items():
            yield Case(family, name, data)


def keras_zip(*layers: object, **more: object) -> bytes:
    """A .keras archive of these layers; further keys of its configuration."""
    config = {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "trainable": True, "layers": list(layers)},
        "registered_name": None,
        **more,
    }
    metadata = {"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}
    return zip_file(
        Member("metadata.json", json.dumps(metadata).encode()),
        Member("config.json", json.dumps(config).encode()),
        Member("model.weights.h5", b"\x89HDF\r\n\x1a\n" + bytes(88)),
    )


def layer(
    name: str, module: str = "keras.layers", registered: str | None = None, **config: object
) -> dict[str, object]:
    """One layer of a Keras configuration."""
    return {
        "module": module,
        "class_name": name,
        "config": {"name": name.lower(), "trainable": True, **config},
        "registered_name": registered,
    }


def _function(module: str, name: str) -> dict[str, object]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": "function"}


def _keras() -> dict[str, bytes]:
    code = {"class_name": "__lambda__", "config": {"code": "4wEAAAAA", "defaults": None, "closure": None}}
    marshalled = layer("Lambda", function=code)
    foreign = layer("Dense", units=3, activation=_function("os", "system"))
    loss = {"optimizer": "adam", "loss": _function("builtins", "eval"), "metrics": None}
    old = {
        "class_name": "Sequential",
        "config": [{"class_name": "Lambda", "config": {"function": ["4wEA", None, None]}}],
    }
    modern = {"class_name": "Sequential", "config": {"layers": [marshalled]}}
    torch_module = {"class_name": "__bytes__", "config": "gAI="}
    return {
        "lambda.keras": keras_zip(marshalled),
        "lambda_named.keras": keras_zip(layer("Lambda", function=_function("builtins", "exec"))),
        "lambda_in_wrapper.keras": keras_zip(layer("TimeDistributed", layer=marshalled)),
        "lambda_class_in_config.keras": keras_zip(layer("Dense", units=3, activation=code)),
        "lambda_src.keras": keras_zip(layer("Lambda", module="keras.src.layers.core.lambda_layer", function=code)),
        "lambda_registered.keras": keras_zip(layer("Lambda", registered="Custom>Lambda", function=code)),
        "function.keras": keras_zip(foreign),
        "class.keras": keras_zip(layer("system", module="os")),
        "class_dotted.keras": keras_zip(layer("Popen", module="keras.src.utils.subprocess")),
        "subprocess.keras": keras_zip(layer("Popen", module="subprocess", args="true")),
        "third_party.keras": keras_zip(layer("Net", module="evil_package.layers")),
        "loss.keras": keras_zip(compile_config=loss),
        "get_file.keras": keras_zip(layer("Dense", activation=_function("keras.utils", "get_file"))),
        "get_file_src.keras": keras_zip(layer("Dense", activation=_function("keras.src.utils.file_utils", "get_file"))),
        "unsafe_on.keras": keras_zip(
            layer("Dense", activation=_function("keras.config", "enable_unsafe_deserialization"))
        ),
        "load_model.keras": keras_zip(layer("Dense", activation=_function("keras.saving", "load_model"))),
        "torch_module.keras": keras_zip(layer("TorchModuleWrapper", inner=torch_module)),
        "vocabulary_file.keras": keras_zip(layer("StringLookup", vocabulary="/etc/passwd")),
        "vocabulary_up.keras": keras_zip(layer("TextVectorization", vocabulary="../../secret.txt")),
        "member_slip.keras": zip_file(Member("config.json", b"{}"), Member("../../x.py", b"print()")),
        "pickle_member.keras": zip_file(
            Member("config.json", b'{"module": "keras", "class_name": "Sequential"}'), Member("assets/a.pkl", PAYLOAD)
        ),
        "two_configs.keras": zip_file(
            Member("config.json", json.dumps(modern).encode()),
            Member("config.json", b'{"module": "keras", "class_name": "Sequential", "config": {"layers": []}}'),
        ),
        "architecture.json": json.dumps(old).encode(),
        "escaped.keras": keras_zip(marshalled).replace(b'"Lambda"', b'"L\\u0061m'),
        "model.yaml": b"class_name: Sequential\nconfig: !!python/object/apply:os.system ['true']\n",
    }


def _saved_models() -> dict[str, bytes]:
    operators = "ReadFile WriteFile PyFunc PyFuncStateless EagerPyFunc MatchingFiles".split()
    made = {f"{name}/saved_model.pb": saved_model("Const", name, "MatMul") for name in operators}
    function = field(1, field(1, field(1, "inner"))) + field(1, field(3, field(1, "n") + field(2, "WriteFile")))
    library = field(
        2, field(2, field(2, field(1, field(1, field(1, "f")) + field(3, field(1, "n") + field(2, "PyFunc")))))
    )
    lambda_layer = json.dumps({"class_name": "Lambda", "config": {"function": ["4wEA", None, None]}})
    tracked = field(1, 1) + field(2, "root.layer") + field(3, "_tf_keras_layer") + field(4, lambda_layer)
    return made | {
        "library/saved_model.pb": field(1, 1) + library,
        "library_two/saved_model.pb": field(1, 1) + field(2, field(2, field(2, function))),
        "frozen_graph.pb": field(1, field(1, "n") + field(2, "WriteFile")),
        "keras_metadata.pb": field(1, tracked),
    }


def _onnx() -> dict[str, bytes]:
    add = onnx_node("Add")
    branch = field(5, field(1, "then_branch") + field(6, onnx_external("../x")) + field(20, 5))
    return {
        "external_up.onnx": onnx(add, onnx_external("../../../etc/passwd")),
        "external_absolute.onnx": onnx(add, onnx_external("/etc/passwd")),
        "external_inside_up.onnx": onnx(add, onnx_external("weights/../../x.bin")),
        "external_windows.onnx": onnx(add, onnx_external("..\\..\\x.bin")),
        "external_drive.onnx": onnx(add, onnx_external("C:/Windows/x.bin")),
        "external_url.onnx": onnx(add, onnx_external("file:///etc/passwd")),
        "custom_domain.onnx": onnx(onnx_node("Run", "evil.ops"), opsets=("", "evil.ops")),
        "custom_domain_not_imported.onnx": onnx(onnx_node("PyOp", "ai.onnx.contrib")),
        "python_op.onnx": onnx(onnx_node("PyOp", "com.python"), opsets=("", "com.python")),
        "subgraph.onnx": onnx(field(1, field(4, "If") + branch)),
        "attribute_tensor.onnx": onnx(
            field(1, field(4, "Constant") + field(5, field(1, "value") + field(5, onnx_external("/etc/x")[2:])))
        ),
        "external_twice.onnx": onnx(onnx_external("weights.bin"), onnx_external("/proc/self/environ", "b")),
        "named.bin": onnx(add, onnx_external("../../../etc/passwd")),
    }


def _safetensors() -> dict[str, bytes]:
    second = {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]}
    files = {
        "overlap": safetensors({"a": F32, "b": {**F32, "data_offsets": [4, 12]}}, bytes(12)),
        "same_bytes": safetensors({"a": F32, "b": F32}, bytes(8)),
        "hole": safetensors({"a": F32, "b": {**second, "data_offsets": [12, 20]}}, bytes(20)),
        "trailing": safetensors({"a": F32}, bytes(8) + PAYLOAD),
        "trailing_zip": safetensors({"a": F32}, bytes(8) + zip_file(Member("data.pkl", PAYLOAD))),
        "too_short": safetensors({"a": F32, "b": second}, bytes(8)),
        "offsets_reversed": safetensors({"a": {**F32, "data_offsets": [8, 0]}}, bytes(8)),
        "offsets_negative": safetensors({"a": {**F32, "data_offsets": [-8, 0]}}, bytes(8)),
        "offsets_outside": safetensors({"a": {**F32, "data_offsets": [0, 10**12]}}, bytes(8)),
        "shape_disagrees": safetensors({"a": {**F32, "shape": [2000]}}, bytes(8)),
        "shape_huge": safetensors({"a": {**F32, "shape": [2**40, 2**40]}}, bytes(8)),
        "unknown_dtype": safetensors({"a": {**F32, "dtype": "PICKLE"}}, bytes(8)),
        "header_huge": safetensors({"a": F32}, bytes(8), size=2**40),
        "header_negative": safetensors({"a": F32}, bytes(8), size=2**64 - 1),
        "header_no_json": safetensors(b"{not json at all}", bytes(8)),
        "header_list": safetensors([F32], bytes(8)),
        "header_bad_utf8": safetensors(b'{"a\xff": 1}', bytes(8)),
        "name_twice": safetensors(
            b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":'
            b'{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}',
            bytes(16),
        ),
        "metadata_no_text": safetensors({"__metadata__": {"a": {"b": 1}}, "a": F32}, bytes(8)),
        "deep_header": safetensors(b'{"a":' * 100_000, bytes(8)),
    }
    return {f"{name}.safetensors": data for name, data in files.items()}


def _configuration() -> dict[str, bytes]:
    auto_map = {"architectures": ["X"], "auto_map": {"AutoModel": "evil/repo--modeling.Model"}}
    weights = {"metadata": {"total_size": 8}, "weight_map": {"a": "../../../tmp/evil.bin"}}
    mlmodel = (
        "flavors:\n  python_function:\n    loader_module: evil.loader\n    python_version: 3.11.0\nmodel_uuid: a\n"
    )
    return {
        "config.json": json.dumps(auto_map).encode(),
        "local/config.json": json.dumps({"auto_map": {"AutoConfig": "configuration_x.XConfig"}}).encode(),
        "tokenizer_config.json": json.dumps({"auto_map": {"AutoTokenizer": ["tok.Tok", None]}}).encode(),
        "processor_config.json": json.dumps({"auto_map": {"AutoProcessor": "p.P"}}).encode(),
        "custom_pipelines/config.json": json.dumps(
            {"custom_pipelines": {"x": {"impl": "evil.Pipe", "pt": []}}}
        ).encode(),
        "pytorch_model.bin.index.json": json.dumps(weights).encode(),
        "model.safetensors.index.json": json.dumps({"weight_map": {"a": "/etc/passwd"}}).encode(),
        "MLmodel": mlmodel.encode(),
        "code_paths/MLmodel": (mlmodel.replace("evil.loader", "mlflow.sklearn") + "    code: ../../code\n").encode(),
        "hydra.yaml": b"model:\n  _target_: os.system\n  command: 'true'\n",
        "hydra_call.yaml": b"callbacks:\n  - _target_: subprocess.Popen\n    args: ['true']\n",
        "hydra_eval.yaml": b"x:\n  y:\n    _target_: builtins.eval\n    _args_: ['1']\n",
        "nemo_target.nemo": tar_file(
            {"model_config.yaml": b"target: x\ntokenizer:\n  _target_: os.system\n  command: 'true'\n"}
        ),
        "nemo_target_gz.nemo": tar_file({"./model_config.yaml": b"a:\n  _target_: builtins.exec\n"}, mode="w:gz"),
        "python_tag.yaml": b"model: !!python/object/apply:subprocess.check_output\n  args: [['true']]\n",
        "python_name.yaml": b"optimizer: !!python/name:os.system\n",
    }


def _others() -> dict[str, bytes]:
    one_pair = b"GGUF" + struct.pack("<IQQ", 3, 0, 1)
    return {
        "method_node.skops": _skops(
            {"__class__": "system", "__module__": "os", "__loader__": "FunctionNode", "content": {}}
        ),
        "operator_func.skops": _skops(
            {"__class__": "call", "__module__": "operator", "__loader__": "OperatorFuncNode", "attrs": {}}
        ),
        "method.skops": _skops(
            {
                "__class__": "str",
                "__module__": "builtins",
                "__loader__": "MethodNode",
                "content": {"func": "eval", "obj": {"__module__": "builtins", "__class__": "x"}},
            }
        ),
        "type_node.skops": _skops(
            {
                "__class__": "type",
                "__module__": "builtins",
                "__loader__": "TypeNode",
                "content": {"__module__": "subprocess", "__class__": "Popen"},
            }
        ),
        "object_node.skops": _skops({"__class__": "Net", "__module__": "evil_package", "__loader__": "ObjectNode"}),
        "promise.rds": gzip.compress(_promise(), mtime=0),
        "promise_plain.rds": _promise(),
        "promise.rdata": gzip.compress(b"RDX3\n" + _promise(), mtime=0),
        "extension.pmml": _pmml('<Extension name="script" value="java.lang.Runtime.getRuntime().exec(1)"/>'),
        "entities.pmml": b'<?xml version="1.0"?><!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + _pmml("&x;"),
        "custom_op.tflite": tflite(custom="EvilOp"),
        "flex.tflite": tflite(custom="FlexPyFunc"),
        "flex_write.tflite": tflite(custom="FlexWriteFile"),
        "handler.mar": zip_file(
            Member("MAR-INF/MANIFEST.json", b'{"model": {"handler": "h.py", "serializedFile": "w.pt"}}'),
            Member("w.pt", PAYLOAD),
            Member("h.py", b"import os\nos.system('true')\n"),
        ),
        "long_string.gguf": one_pair + struct.pack("<Q", 2**60) + b"abc",
        "many_pairs.gguf": b"GGUF" + struct.pack("<IQQ", 3, 0, 2**60),
        "many_tensors.gguf": b"GGUF" + struct.pack("<IQQ", 3, 2**60, 0),
        "truncated.gguf": gguf({"general.name": "x"})[:-3],
        "big_array.gguf": b"GGUF"
        + struct.pack("<IQQ", 3, 0, 1)
        + struct.pack("<Q", 1)
        + b"a"
        + struct.pack("<IIQ", 9, 4, 2**61),
    }


def _skops(node: dict[str, object]) -> bytes:
    schema = {**node, "protocol": 2, "_skops_version": "0.16.0"}
    return zip_file(Member("schema.json", json.dumps(schema).encode()))


def _promise() -> bytes:
    """A promise (type 5) whose expression is a call, in R's serialization, version 3."""
    head = b"X\n" + struct.pack(">3i", 3, 0x040300, 0x030500) + struct.pack(">i", 5) + b"UTF-8"
    name = struct.pack(">3i", 1, 0x00040009, 6) + b"system"
    argument = struct.pack(">2i", 16, 1) + struct.pack(">2i", 0x00040009, 4) + b"true"
    called = struct.pack(">i", 6) + name + struct.pack(">i", 2) + argument + struct.pack(">i", 254)
    return head + struct.pack(">2i", 5, 251) + called


def _pmml(inner: str) -> bytes:
    head = '<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary/>'
    return f"{head}<TreeModel functionName='regression'>{inner}</TreeModel></PMML>".encode()


def tflite(custom: str = "", builtin: int = 0) -> bytes:
    """A TFLite model with one operator code: a custom one, or a builtin by its number."""
    text = struct.pack("<I", len(custom)) + custom.encode() + b"\0"
    text += bytes(-len(text) % 4)
    code_table = struct.pack("<4H", 8, 12, 4, 8) if custom else struct.pack("<4H", 8, 8, 4, 0)
    number = struct.pack("<b3x", 32 if custom else builtin)
    code = struct.pack("<i", 8) + number + (struct.pack("<I", 4) if custom else b"")
    vector = struct.pack("<II", 1, 4 + len(code_table))
    root_table = struct.pack("<4H", 8, 12, 4, 8)
    root = struct.pack("<iII", 8, 3, 4)
    return struct.pack("<I4s", 16, b"TFL3") + root_table + root + vector + code_table + code + (text if custom else b"")
