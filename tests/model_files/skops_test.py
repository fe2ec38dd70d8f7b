"""Schemas of skops: types that are made and called, and nodes that lie about theirs."""

from __future__ import annotations

import json

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet


def node(loader: str, module: str, name: str, **more: object) -> dict[str, object]:
    return {"__class__": name, "__module__": module, "__loader__": loader, **more}


def skops(tree: object) -> bytes:
    return a.zip_file(a.Member("schema.json", json.dumps({"protocol": 2, **dict(tree)}).encode()))  # type: ignore[call-overload]


def encoded(schema: object, encoding: str) -> bytes:
    return a.zip_file(a.Member("schema.json", json.dumps(schema).encode(encoding)))


def inside(child: object) -> bytes:
    return skops(node("DictNode", "builtins", "dict", content={"a": [1, child]}))


def method(function: object, module: str = "sklearn.linear_model", name: str = "Ridge") -> dict[str, object]:
    owner = node("ObjectNode", "sklearn.linear_model", "Ridge", content=None)
    return node("MethodNode", module, name, content={"func": function, "obj": owner})


DEEP = '{"__loader__":"ListNode","__module__":"builtins","__class__":"list","content":[' * 50_000

LIES = [
    case("an operator", "m.skops", skops(node("OperatorFuncNode", "operator", "call", attrs={}))),
    case("an operator of another module", "m.skops", skops(node("OperatorFuncNode", "builtins", "int", attrs={}))),
    case("a method of another type", "m.skops", inside(method("fit", "builtins", "int"))),
    case("a method of nothing", "m.skops", inside(node("MethodNode", "builtins", "int", content=None))),
    case("internals", "m.skops", inside(method("__reduce__"))),
    case("a dotted method", "m.skops", inside(method("fit.__globals__"))),
]
test_lies = flagging("code-in-model", LIES)

DANGEROUS = [
    case("UTF-16", "m.skops", encoded(node("ObjectNode", "os", "system", content=None), "utf-16")),
    case("UTF-32", "m.skops", encoded(node("ObjectNode", "os", "system", content=None), "utf-32-le")),
    case("a function", "m.skops", inside(node("FunctionNode", "os", "system"))),
    case("an object", "m.skops", inside(node("ObjectNode", "subprocess", "Popen", content=None))),
    case("a type", "m.skops", inside(node("TypeNode", "subprocess", "Popen"))),
    case("a builtin", "m.skops", inside(node("FunctionNode", "builtins", "eval"))),
]
test_dangerous = flagging("dangerous-pickle-import", DANGEROUS)
test_unknown = flagging(
    "unknown-pickle-import", [case("a class", "m.skops", inside(node("ObjectNode", "evil", "Net", content=None)))]
)
test_malformed = flagging(
    "malformed-model",
    [
        case("no JSON", "m.skops", a.zip_file(a.Member("schema.json", b'{"__loader__": '))),
        case("deep", "m.skops", a.zip_file(a.Member("schema.json", DEEP.encode(), method=a.DEFLATED))),
    ],
)

QUIET = [
    case("an estimator", "m.skops", inside(node("ObjectNode", "sklearn.linear_model", "Ridge", content=None))),
    case("a method", "m.skops", inside(method("fit"))),
    case("containers", "m.skops", inside(node("TupleNode", "builtins", "tuple", content=[]))),
    case("a type", "m.skops", inside(node("TypeNode", "builtins", "float"))),
    case("an operator", "m.skops", inside(node("OperatorFuncNode", "operator", "itemgetter", attrs={}))),
    case("values", "m.skops", inside({**node("JsonNode", "builtins", "str"), "content": '"x"', "is_json": True})),
    case("numbers for names", "m.skops", inside({"__loader__": 1, "__module__": 2, "__class__": 3})),
    case("a schema of something else", "m.zip", a.zip_file(a.Member("schema.json", b'{"type": "object"}'))),
]
test_quiet = quiet(QUIET)


def test_a_finding_says_what_is_called() -> None:
    [finding] = [f for f in findings(LIES[0].values[1], "m.skops") if f.rule == "code-in-model"]
    assert finding.message.startswith("calls `operator.call`")
    assert finding.place == "m.skops!schema.json"
