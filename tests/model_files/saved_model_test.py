"""Operators of TensorFlow in SavedModels, graphs and meta graphs."""

from __future__ import annotations

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet, rules_in


def text_attribute(name: str, value: str) -> bytes:
    return a.field(1, name) + a.field(2, a.field(2, value))


def node(operator: str, *inputs: str, name: str = "n", attribute: bytes = b"") -> bytes:
    given = b"".join([a.field(3, each) for each in inputs])
    return a.field(1, name) + a.field(2, operator) + given + (a.field(5, attribute) if attribute else b"")


def constant(name: str, value: str) -> bytes:
    tensor = a.field(1, 7) + a.field(8, value)
    return node("Const", name=name, attribute=a.field(1, "value") + a.field(2, a.field(8, tensor)))


def graph(*nodes: bytes, functions: tuple[bytes, ...] = ()) -> bytes:
    library = b"".join([a.field(1, a.field(1, a.field(1, "f")) + a.field(3, each)) for each in functions])
    return b"".join([a.field(1, each) for each in nodes]) + (a.field(2, library) if functions else b"")


def meta_graph(made: bytes, more: bytes = b"") -> bytes:
    return a.field(1, a.field(4, "serve")) + a.field(2, made) + more


def saved(made: bytes, more: bytes = b"") -> bytes:
    return a.field(1, 1) + a.field(2, meta_graph(made, more))


def asset(name: str) -> bytes:
    return a.field(6, a.field(2, name))


CONFIG = '{"class_name": "Lambda", "config": {"function": ["4wEAAAAA", null, null]}}'
TRACKED = a.field(7, a.field(1, a.field(4, a.field(1, "_tf_keras_layer") + a.field(3, CONFIG))))
CODE = [
    case("SavedModel", "saved_model.pb", saved(graph(node("ReadFile")))),
    case("in a function", "saved_model.pb", saved(graph(functions=(node("PyFunc"),)))),
    case("frozen graph", "graph.pb", graph(node("Placeholder"), node("WriteFile"))),
    case("meta graph", "model.ckpt.meta", meta_graph(graph(constant("c", "\0"), node("EagerPyFunc")))),
    case(
        "prints to a file",
        "saved_model.pb",
        saved(graph(node("PrintV2", attribute=text_attribute("output_stream", "file:///tmp/x")))),
    ),
    case(
        "connects",
        "saved_model.pb",
        saved(
            graph(
                node(
                    "DebugIdentityV2",
                    attribute=a.field(1, "debug_urls") + a.field(2, a.field(1, a.field(2, "grpc://h:1"))),
                )
            )
        ),
    ),
    case("Keras in the objects", "saved_model.pb", saved(graph(), TRACKED)),
    case("no extension", "graph", saved(graph(constant("c", "\0"), node("ReadFile")))),
    case("in a tar", "m.tar", a.tar_file({"1/saved_model.pb": saved(graph(node("ReadFile")))})),
    case("in a tar.gz", "m.tar.gz", a.tar_file({"1/saved_model.pb": saved(graph(node("ReadFile")))}, mode="w:gz")),
]
PATHS = [case("asset", "saved_model.pb", saved(graph(), asset("../../../etc/passwd")))]
QUIET = [
    case("arithmetic", "saved_model.pb", saved(graph(node("MatMul"), node("Relu"), constant("c", "words")))),
    case(
        "saves and restores",
        "saved_model.pb",
        saved(graph(node("SaveV2"), node("RestoreV2"), node("MergeV2Checkpoints"))),
    ),
    case(
        "prints", "saved_model.pb", saved(graph(node("PrintV2", attribute=text_attribute("output_stream", "stderr"))))
    ),
    case("asset", "saved_model.pb", saved(graph(), asset("vocab.txt"))),
    case("a name that sounds like one", "saved_model.pb", saved(graph(node("MatMul", name="ReadFile")))),
    case("a field of another type", "keras_metadata.pb", a.field(1, a.field(5, 3))),
]

test_code = flagging("code-in-model", CODE)
test_paths = flagging("path-in-model", PATHS)
test_quiet = quiet(QUIET)


def test_the_message_names_the_file_that_is_read() -> None:
    made = graph(constant("path", "/etc/passwd"), node("ReadFile", "path:output:0"))
    assert "`ReadFile('/etc/passwd')` reads files" in findings(saved(made), "saved_model.pb")[0].message


def test_one_node_s_attributes_are_not_those_of_the_next() -> None:
    first = node("Const", attribute=text_attribute("output_stream", "file:///tmp/x"))
    assert findings(saved(graph(first, node("PrintV2"))), "saved_model.pb") == []


def test_a_broken_model_is_said() -> None:
    assert rules_in(saved(graph(node("MatMul")))[:-2] + b"\xff", "saved_model.pb") == {"malformed-model"}


@pytest.mark.parametrize("name", ["saved_model.pb", "x.bin"])
def test_a_key_in_a_constant_is_found(name: str) -> None:
    key = ("hf_" + "QwErTyUiOp" * 4)[:37]
    assert "secret-in-model" in rules_in(saved(graph(constant("c", key))), name)


def test_metadata_that_is_too_long_to_read_is_said() -> None:
    metadata = a.field(1, a.field(4, "_tf_keras_layer") + a.field(5, '{"a": "' + "x" * (17 << 20) + '"}'))
    assert rules_in(metadata, "keras_metadata.pb") == {"uninspectable-model"}
