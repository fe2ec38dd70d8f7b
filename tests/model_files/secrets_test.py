"""Keys in the strings of model files: every carrier in which training scripts leave them."""

from __future__ import annotations

import json

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

TOKEN = ("hf_" + "QwErTyUiOp" * 4)[:37]
HEX = "0123456789abcdef" * 2 + "fedcba98"
ARGUMENTS = a.dict_((a.text("hub_token"), a.text(TOKEN)), (a.text("epochs"), a.int_(3)))
STATE = a.state_dict((a.text("args"), ARGUMENTS))
HEADER = {"__metadata__": {"token": TOKEN}, "w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
TEXT_ARRAY = TOKEN.encode("utf-32-le")
KERAS = {"config.json": json.dumps({"class_name": "Sequential", "config": {"name": TOKEN, "layers": []}}).encode()}

KEY_FLAGS = [
    case("pickle", "args.pkl", a.pickle(ARGUMENTS)),
    case("pickle of protocol 0", "args.pkl", b"(dp0\nS'hub_token'\np1\nS'" + TOKEN.encode() + b"'\np2\ns."),
    case("bytes in a pickle", "args.pkl", a.pickle(a.dict_((a.text("token"), a.bytes_(TOKEN.encode()))))),
    case("known by its name", "args.pkl", a.pickle(a.dict_((a.text("wandb_api_key"), a.text(HEX))))),
    case("password", "args.pkl", a.pickle(a.dict_((a.text("db_password"), a.text("hunter2-Blue!"))))),
    case("state of an object", "a.pkl", a.pickle(a.build(a.new(a.global_("argparse", "Namespace")), ARGUMENTS))),
    case("checkpoint", "model.pt", a.torch_zip(STATE)),
    case("deflated checkpoint", "model.pt", a.torch_zip(STATE, method=a.DEFLATED)),
    case("legacy checkpoint", "model.pth", a.legacy_torch(a.pickle(ARGUMENTS, protocol=2))),
    case("compressed pickle", "args.pkl.gz", a.compressed(a.pickle(ARGUMENTS), "gz")),
    case("compressed twice", "args.pkl", a.compressed(a.pickle(ARGUMENTS), "gz", "bz2")),
    case("joblib, zlib", "args.joblib", a.compressed(a.pickle(ARGUMENTS), "zlib")),
    case("array of text", "a.npy", a.npy(TEXT_ARRAY, f"<U{len(TOKEN)}")),
    case("array of text in a zip", "a.npz", a.npz({"token": a.npy(TEXT_ARRAY, f"<U{len(TOKEN)}")})),
    case("array of objects in a zip", "a.npz", a.npz({"token": a.npy(a.pickle(ARGUMENTS))})),
    case("safetensors", "model.safetensors", a.safetensors(HEADER, bytes(4))),
    case("GGUF", "model.gguf", a.gguf({"general.token": TOKEN})),
    case("ONNX", "model.onnx", a.onnx(metadata={"token": TOKEN})),
    case("Keras", "model.keras", a.zip_file(*[a.Member(name, data) for name, data in KERAS.items()])),
    case("environment file", "model.tar.gz", a.tar_file({"code/.env": f"HF_TOKEN={TOKEN}\n".encode()}, mode="w:gz")),
    case("settings", "model.nemo", a.tar_file({"model_config.yaml": f"api_token: {TOKEN}\n".encode()})),
]
KEY_QUIET = [
    case("no key", "args.pkl", a.pickle(a.dict_((a.text("hub_token"), a.text("HF_TOKEN"))))),
    case("placeholder", "args.pkl", a.pickle(a.dict_((a.text("hub_token"), a.text("hf_" + "x" * 34))))),
    case(
        "names of tensors", "a.pt", a.torch_zip(a.state_dict((a.text("encoder.layer.0.attention.self.key"), a.int_(1))))
    ),
    case("hash", "args.pkl", a.pickle(a.dict_((a.text("commit"), a.text(HEX))))),
    case(
        "text", "args.pkl", a.pickle(a.dict_((a.text("description"), a.text("The key to the password is care. " * 9))))
    ),
    case("format", "m.safetensors", a.safetensors({**HEADER, "__metadata__": {"format": "pt"}}, bytes(4))),
]
test_keys_are_found = flagging("secret-in-model", KEY_FLAGS)
test_what_is_no_key = quiet(KEY_QUIET)


@pytest.mark.parametrize(("path", "data", "options"), KEY_FLAGS)
def test_a_key_is_never_shown(path: str, data: bytes, options: dict[str, object]) -> None:
    shown = json.dumps([finding.as_dict() for finding in findings(data, path, options)])
    assert not any(secret in shown for secret in (TOKEN, TOKEN[8:], HEX, "hunter2"))


def test_a_finding_says_whose_key_it_is_what_names_it_and_where() -> None:
    [finding] = findings(a.torch_zip(STATE), "model.pt")
    assert finding.message.startswith("Hugging Face")
    assert "in `hub_token`" in finding.message
    place = f"model.pt!archive/data.pkl @ {STATE.index(TOKEN.encode())}"
    assert finding.message.endswith(f" ({place})")
    assert finding.place == place
    assert "hf_" in finding.excerpt
    assert "*" * 20 in finding.excerpt
