"""Configuration of models that names code, or files elsewhere."""

from __future__ import annotations

import json

import pytest

from labcoat.core.models.targets import danger_of
from tests import tables
from tests.model_files import assemble as a
from tests.model_files.cases import case, findings, flagging, quiet

CONFIG, PATH = "code-in-model-config", "path-in-model"


@pytest.mark.parametrize(
    "name",
    "os.system os.execvp subprocess.run builtins.eval builtins.exec importlib.import_module shutil.rmtree torch.load "
    "pickle.loads numpy.load torch.hub.load torch.serialization.os.system random._os.system a.b.subprocess.Popen "
    "x.__globals__ runpy.run_path yaml.unsafe_load ctypes.CDLL pathlib.Path.unlink joblib.load".split(),
)
def test_dangerous_names(name: str) -> None:
    assert danger_of(name)


@pytest.mark.parametrize(
    "name",
    "torch.nn.Linear my_project.code.run my_project.models.Net os.path.join os.getcwd functools.partial builtins.dict "
    "lightning.pytorch.Trainer src.data.load mypackage.socket.Client importlib.resources.files sh pathlib.Path "
    "torch.optim.Adam.load builtins.getattr transformers.AutoModel.from_pretrained multiprocessing.cpu_count".split(),
)
def test_harmless_names(name: str) -> None:
    assert danger_of(name) == ""


HF = {"model_type": "x", "architectures": ["X"]}
FLAGS = [
    tables.case("Hydra", "conf/a.yaml", "model:\n  _target_: »os.system«\n  command: id\n"),
    tables.case("in a list", "conf/a.yaml", "x:\n  - _target_: »subprocess.Popen«\n    args: [id]\n"),
    tables.case("JSON", "conf/a.json", '{"x": {"_target_": "»builtins.eval«", "_args_": ["1"]}}'),
    tables.case("a pickle", "conf/a.yaml", "w:\n  _target_: »torch.load«\n  f: a.pt\n"),
    tables.case("through a library", "a.yaml", "x:\n  _target_: »torch.serialization.os.system«\n"),
    tables.case("by a function of Hydra", "a.yaml", "x:\n  _target_: »hydra.utils.get_method«\n  path: os.system\n"),
    tables.case("escaped", "a.json", '{"\\u005ftarget_": "»os.system«"}'),
    tables.case("MLflow", "m/MLmodel", "flavors:\n  python_function:\n    loader_module: »my_loader«\n"),
    tables.case(
        "another repository",
        "config.json",
        json.dumps({**HF, "auto_map": {"AutoModel": "»org/name--modeling.Model«"}}),
    ),
    tables.case("its own code", "config.json", json.dumps({**HF, "auto_map": {"AutoModel": "»modeling.Model«"}})),
    tables.case("a tokenizer", "tokenizer_config.json", json.dumps({"auto_map": {"AutoTokenizer": ["»t.T«", None]}})),
    tables.case("a pipeline", "config.json", json.dumps({**HF, "custom_pipelines": {"x": {"impl": "»p.P«"}}})),
    tables.case("a tag", "a.yaml", "x: »!!python/object/apply:os.system« [id]\n"),
    tables.case("a tag's name", "a.yaml", "x: »!!python/name:builtins.eval«\n"),
    tables.case("a verbatim tag", "a.yaml", "x: »!<tag:yaml.org,2002:python/object/new:subprocess.Popen«> [id]\n"),
]
test_flags = tables.flagging(CONFIG, FLAGS)

QUIET = [
    tables.case("a library", "conf/a.yaml", "model:\n  _target_: torch.nn.Linear\n  in_features: 1\n"),
    tables.case("the project", "conf/a.yaml", "model:\n  _target_: src.models.Net\n"),
    tables.case("a partial", "conf/a.yaml", "f:\n  _target_: functools.partial\n  _args_: [1]\n"),
    tables.case(
        "a method", "conf/a.yaml", "f:\n  _target_: hydra.utils.get_method\n  path: torch.nn.functional.relu\n"
    ),
    tables.case("safe loading", "conf/a.yaml", "w:\n  _target_: torch.load\n  f: a.pt\n  weights_only: true\n"),
    tables.case("interpolation", "conf/a.yaml", "w:\n  _target_: ${oc.env:TARGET}\n"),
    tables.case("a path", "conf/a.yaml", "w:\n  _target_: os.path.join\n  _args_: [a, b]\n"),
    tables.case("MLflow's own", "m/MLmodel", "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n"),
    tables.case("another loader", "a.yaml", "webpack:\n  loader_module: css\n"),
    tables.case("another map", "a.json", '{"auto_map": {"keys": "a.b"}, "x": {"auto_map": {"AutoModel": "a.B"}}}'),
    tables.case("a tag of a plug-in", "mkdocs.yml", "x:\n  y: !!python/name:pymdownx.superfences.fence_code_format\n"),
    tables.case("a tag in a comment", "a.yaml", "# !!python/name:os.system\nx: 1\n"),
]
test_quiet = tables.quiet(CONFIG, QUIET)

INDEX = {"metadata": {"total_size": 8}, "weight_map": {"a": "»../../x.safetensors«", "b": "y.safetensors"}}
PATH_FLAGS = [
    tables.case("up", "model.safetensors.index.json", json.dumps(INDEX)),
    tables.case("absolute", "pytorch_model.bin.index.json", '{"weight_map": {"a": "»/etc/passwd«"}}'),
    tables.case("a drive", "a.index.json", '{"weight_map": {"a": "»C:\\\\x.bin«"}}'),
    tables.case("a URL", "a.index.json", '{"weight_map": {"a": "»https://example.com/x.bin«"}}'),
    tables.case("code of MLflow", "MLmodel", "flavors:\n  python_function:\n    code: »../../x«\n"),
]
test_path_flags = tables.flagging(PATH, PATH_FLAGS)
PATH_QUIET = [
    tables.case("beside", "a.index.json", '{"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "x/y.bin"}}'),
    tables.case("two dots", "a.index.json", '{"weight_map": {"a": "model..bin"}}'),
    tables.case("code of MLflow", "MLmodel", "flavors:\n  python_function:\n    code: code\n"),
    tables.case("another map", "a.json", '{"maps": {"weight_map": {"a": "../x"}}}'),
]
test_path_quiet = tables.quiet(PATH, PATH_QUIET)


def nemo(text: str) -> bytes:
    return a.tar_file({"./model_config.yaml": text.encode(), "./model_weights.ckpt": a.torch_zip(a.state_dict())})


IN_MODELS = [
    case("a program", "model.nemo", nemo("tokenizer:\n  _target_: os.system\n  command: id\n")),
    case("an unknown library", "model.nemo", nemo("tokenizer:\n  _target_: evil.Tokenizer\n")),
    case("a tag", "model.nemo", nemo("x: !!python/object/apply:evil.f []\n")),
    case("MLmodel", "m.zip", a.zip_file(a.Member("MLmodel", b"flavors:\n  python_function:\n    loader_module: x\n"))),
]
test_in_models = flagging(CONFIG, IN_MODELS)
IN_MODELS_QUIET = [
    case("NeMo", "model.nemo", nemo("tokenizer:\n  _target_: nemo.collections.asr.modules.ConvASREncoder\n")),
    case("no target", "model.nemo", nemo("sample_rate: 16000\n")),
]
test_in_models_quiet = quiet(IN_MODELS_QUIET)


def test_a_weight_map_in_an_archive() -> None:
    index = a.zip_file(a.Member("m/model.safetensors.index.json", b'{"weight_map": {"a": "../../x"}}'))
    [finding] = findings(index, "model.zip")
    assert finding.rule == PATH
    assert finding.place == "model.zip!m/model.safetensors.index.json"


@pytest.mark.parametrize(("value", "severity"), [("org/name--modeling.Model", "medium"), ("modeling.Model", "low")])
def test_code_of_others_counts_more(value: str, severity: str) -> None:
    text = json.dumps({**HF, "auto_map": {"AutoModel": value}})
    assert [f.severity for f in tables.reported(CONFIG, "config.json", text) if f.rule == CONFIG] == [severity]


def test_files_of_tests_count_less() -> None:
    [finding] = tables.reported(CONFIG, "tests/conf/a.yaml", "x:\n  _target_: os.system\n")
    assert finding.severity == "low"
