"""Files that are fine, put together by hand: what looks like an attack to a reader that is in a hurry."""

from __future__ import annotations

import gzip
import json
import struct
from typing import TYPE_CHECKING

from benchmarks.models.case import Case
from benchmarks.models.formats import F32, keras_zip, layer, tflite
from benchmarks.models.templates import HONEST, template_files
from tests.model_files.assemble import (
    DEFLATED,
    Member,
    compressed,
    field,
    gguf,
    joblib_array,
    legacy_tensor_key,
    legacy_torch,
    list_,
    npy,
    npz,
    onnx,
    onnx_external,
    onnx_node,
    pickle,
    safetensors,
    saved_model,
    state_dict,
    tar_file,
    text,
    torch_zip,
    zip_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVED_MODEL_OPERATORS = (
    "Const VarHandleOp ReadVariableOp AssignVariableOp MatMul BiasAdd Relu StatefulPartitionedCall NoOp Placeholder "
    "SaveV2 RestoreV2 MergeV2Checkpoints ShardedFilename StringJoin StaticRegexFullMatch Pack Select Identity Conv2D "
    "HashTableV2 LookupTableFindV2 LookupTableImportV2 ParseExampleV2 If While PartitionedCall Softmax DecodeJpeg"
)


def cases() -> Iterator[Case]:
    """All of them, by family."""
    for family, table in (
        ("torch, by hand", _torch()),
        ("arrays, by hand", _arrays()),
        ("Keras and TensorFlow, by hand", _keras()),
        ("ONNX, GGUF, safetensors, by hand", _tensors()),
        ("configuration, by hand", _configuration()),
        ("chat template, by hand", template_files(HONEST)),
        ("others, by hand", _others()),
    ):
        for name, data in table.items():
            yield Case(family, name, data, is_malicious=False)


def _torch() -> dict[str, bytes]:
    plain = state_dict()
    return {
        "plain.pt": torch_zip(plain),
        "plain.bin": torch_zip(plain, root="pytorch_model"),
        "plain.ckpt": torch_zip(plain, root="epoch=3-step=100"),
        "descriptors.pt": torch_zip(plain, has_descriptor=True),
        "zip64.pt": torch_zip(plain, is_zip64=True),
        "padding.pt": torch_zip(plain, local_extra=b"FB" + struct.pack("<H", 40) + b"Z" * 40),
        "serialization_id.pt": torch_zip(plain, Member("archive/.data/serialization_id", b"0123456789" * 4)),
        "deflated.pt": torch_zip(plain, method=DEFLATED),
        "legacy.pth": legacy_torch(pickle(list_(legacy_tensor_key()), protocol=2)),
        "shell_words.pt": torch_zip(state_dict((text("note"), text("os.system('x'); import subprocess; eval(x)")))),
        "keys_with_names.pt": torch_zip(state_dict((text("posix.system"), text("builtins.eval")))),
    }


def _arrays() -> dict[str, bytes]:
    floats = npy(bytes(16), descr="<f8", shape=(2,))
    return {
        "floats.npy": floats,
        "version_2.npy": npy(bytes(16), descr="<f8", shape=(2,), version=(2, 0)),
        "unicode.npy": npy("ab".encode("utf-32-le"), descr="<U2"),
        "booleans.npy": npy(bytes(3), descr="|b1", shape=(3,)),
        "empty.npy": npy(b"", descr="<f4", shape=(0,)),
        "dots.npy": npy(b"cos\nsystem\n(S'a'\ntR." * 8, descr="|u1", shape=(160,)),
        "floats.npz": npz({"a.npy": floats, "b.npy": floats}),
        "deflated.npz": npz({"a.npy": floats}, DEFLATED),
        "array.joblib": pickle(list_(joblib_array(bytes(16)), joblib_array(bytes(16), padding=9))),
        "array_of_opcodes.joblib": pickle(list_(joblib_array(b"cos\nsystem\n.R..."))),
        "old_array.joblib": pickle(list_(joblib_array(bytes(16), padding=None))),
        "array.joblib.z": compressed(pickle(list_(joblib_array(bytes(16)))), "zlib"),
    }


def _keras() -> dict[str, bytes]:
    relu = {"module": "keras.activations", "class_name": "function", "config": "relu", "registered_name": "relu"}
    glorot = {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {}, "registered_name": None}
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    dense = layer("Dense", units=3, activation="relu", kernel_initializer=glorot, dtype=policy)
    optimizer = {"module": "keras.optimizers", "class_name": "Adam", "config": {"name": "adam"}}
    compiled = {"optimizer": optimizer, "loss": "mse", "loss_weights": None, "metrics": ["accuracy"]}
    words = {"vocabulary": ["os", "system", "eval", "lambda"], "max_tokens": 10}
    library = field(2, field(2, field(1, field(3, field(2, "Add")))))
    words_inside = field(1, "PyFunc") + field(2, field(2, "WriteFile"))
    return {
        "dense.keras": keras_zip(layer("InputLayer", batch_shape=[None, 3]), dense),
        "compiled.keras": keras_zip(dense, compile_config=compiled),
        "vocabulary.keras": keras_zip(layer("StringLookup", **words)),
        "wrapper.keras": keras_zip(layer("Bidirectional", layer=layer("LSTM", units=3))),
        "lambda_in_name.keras": keras_zip(layer("Dense", units=3, note="a Lambda layer would be unsafe")),
        "function.keras": keras_zip(layer("Activation", activation=relu)),
        "plain/saved_model.pb": saved_model(*SAVED_MODEL_OPERATORS.split()),
        "with_library/saved_model.pb": saved_model("Const") + field(2, library),
        "words_in_names/saved_model.pb": saved_model("Const", attribute=words_inside),
        "plain.tflite": tflite(),
        "conv.tflite": tflite(builtin=3),
    }


def _tensors() -> dict[str, bytes]:
    two = {"a": F32, "b": {**F32, "data_offsets": [8, 16]}}
    said = {"format": "pt", "modelspec.description": "import os; os.system('x')", "ss_tag": "{}"}
    nothing = {"dtype": "F32", "shape": [0, 3], "data_offsets": [0, 0]}
    short = {"dtype": "BF16", "shape": [4], "data_offsets": [0, 8]}
    byte = {"dtype": "F8_E4M3", "shape": [8], "data_offsets": [0, 8]}
    scalar = {"dtype": "I64", "shape": [], "data_offsets": [0, 8]}
    return {
        "two.safetensors": safetensors(two, bytes(16)),
        "unordered.safetensors": safetensors(dict(reversed(two.items())), bytes(16)),
        "metadata.safetensors": safetensors({"__metadata__": said, **two}, bytes(16)),
        "padded.safetensors": safetensors(json.dumps(two).encode() + b" " * 7, bytes(16)),
        "empty.safetensors": safetensors({}),
        "scalar.safetensors": safetensors({"a": scalar}, bytes(8)),
        "empty_tensor.safetensors": safetensors({"a": nothing, "b": F32}, bytes(8)),
        "bfloat.safetensors": safetensors({"a": short}, bytes(8)),
        "eight_bits.safetensors": safetensors({"a": byte}, bytes(8)),
        "add.onnx": onnx(onnx_node("Add"), onnx_node("Gemm")),
        "ml.onnx": onnx(onnx_node("TreeEnsembleClassifier", "ai.onnx.ml"), opsets=("", "ai.onnx.ml")),
        "microsoft.onnx": onnx(onnx_node("FusedMatMul", "com.microsoft"), opsets=("", "com.microsoft")),
        "external.onnx": onnx(onnx_node("Add"), onnx_external("model.onnx.data")),
        "external_folder.onnx": onnx(onnx_node("Add"), onnx_external("weights/layer..0.bin")),
        "metadata.onnx": onnx(onnx_node("Add"), metadata={"author": "x", "path": "../../src/train.py"}),
        "plain.gguf": gguf({"general.architecture": "llama", "general.name": "tiny"}),
        "version_2.gguf": gguf({"general.architecture": "llama"}, version=2),
        "words.gguf": gguf({"general.description": "do not use eval(); see __globals__ in the docs"}),
    }


def _configuration() -> dict[str, bytes]:
    weights = {"metadata": {"total_size": 8}, "weight_map": {"a": "model-00001-of-00002.safetensors"}}
    config = {"architectures": ["BertModel"], "model_type": "bert", "torch_dtype": "float32", "vocab_size": 10}
    sentence = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]
    index = {"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"], "x": [None, None]}
    adapter = {"peft_type": "LORA", "base_model_name_or_path": "x/y", "auto_mapping": None, "r": 8}
    mlmodel = "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.pkl\n"
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"ab" * 32 + b"\nsize 123456\n"
    trainer = b"trainer:\n  _target_: lightning.pytorch.trainer.Trainer\n  max_epochs: 3\n"
    return {
        "config.json": json.dumps(config).encode(),
        "model.safetensors.index.json": json.dumps(weights).encode(),
        "modules.json": json.dumps(sentence).encode(),
        "model_index.json": json.dumps(index).encode(),
        "adapter_config.json": json.dumps(adapter).encode(),
        "generation_config.json": b'{"temperature": 0.7, "eos_token_id": [1, 2]}',
        "tokenizer_config.json": b'{"tokenizer_class": "BertTokenizer", "model_max_length": 512}',
        "package.json": b'{"name": "x", "main": "index.js"}',
        "MLmodel": mlmodel.encode(),
        "torch/MLmodel": mlmodel.replace("sklearn", "pytorch").encode(),
        "xgboost/MLmodel": mlmodel.replace("sklearn", "xgboost").encode(),
        "trainer.yaml": trainer,
        "plain.nemo": tar_file({"./model_config.yaml": b"name: x\n", "./model_weights.ckpt": torch_zip(state_dict())}),
        "workflow.yaml": b"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n",
        "lfs_pointer.safetensors": pointer,
        "lfs_pointer.pt": pointer,
        "model.pkl.dvc": b"outs:\n- md5: 0123456789abcdef0123456789abcdef\n  size: 12\n  path: model.pkl\n",
    }


def _others() -> dict[str, bytes]:
    integers = b"X\n" + struct.pack(">4i", 3, 0x040300, 0x030500, 5) + b"UTF-8" + struct.pack(">4i", 13, 2, 1, 2)
    node = {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "content": {}, "protocol": 2}
    pmml = '<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header><Application name="x"/></Header></PMML>'
    return {
        "integers.rds": gzip.compress(integers, mtime=0),
        "plain.rds": integers,
        "plain.skops": zip_file(Member("schema.json", json.dumps(node).encode())),
        "plain.pmml": pmml.encode(),
        "model.tar.gz": tar_file({"model.safetensors": safetensors({"a": F32}, bytes(8))}, mode="w:gz"),
        "data.zip": zip_file(Member("a/b.txt", b"hello"), Member("a/c.csv", b"a,b\n1,2\n", method=DEFLATED)),
        "links.tar": tar_file({"a/model.bin": bytes(8)}, {"a/latest.bin": "model.bin"}),
        "text.bin": b"plain words, nothing else\n",
        "noise.bin": bytes([number * 97 % 251 for number in range(4000)]),
        "zeros.dat": bytes(4096),
        "empty.pkl": b"",
        "log.txt": b"cos\nsystem is what the attacker wrote\n",
        "csv.data": b"c,d\n1,2\n",
        "words.model": b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\2" * 40,
        "embedding.vec": b"2 3\nthe 0.1 0.2 0.3\nof 0.1 0.2 0.3\n",
        "image.png": b"\x89PNG\r\n\x1a\n" + bytes(60),
    }
