"""Names that real pickles of libraries hold stay clean, and names of other modules beside them do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.model_files.names.judge import CLEAN, DANGEROUS, UNKNOWN, judge
from tests.model_files.names_judge_test import imported

USES = {"()": "called", "*": "constructed", "": "imported"}


def seen() -> list[tuple[str, str]]:
    """`module:name` and use of everything in names_seen.txt."""
    rows = []
    for line in (Path(__file__).parent / "names_seen.txt").read_text().splitlines()[1:]:
        module, _, names = line.partition(": ")
        for name in names.split():
            mark = name[len(name.rstrip("()*")) :]
            rows.append((f"{module}:{name.removesuffix(mark)}", USES[mark]))
    return rows


def test_names_that_libraries_write_are_clean() -> None:
    assert len(seen()) > 900
    assert [row for row in seen() if judge(imported(*row), frozenset()).kind != CLEAN] == []


def test_the_same_names_of_other_modules_are_not() -> None:
    elsewhere = [(f"somewhere.{path}", use) for path, use in seen()]
    assert [row for row in elsewhere if judge(imported(*row), frozenset()).kind == CLEAN] == []


OLD = """
numpy.core.multiarray:_reconstruct numpy.core.multiarray:scalar numpy.core.numeric:_frombuffer
numpy.random:__RandomState_ctor pandas.core.internals:BlockManager pandas.tslib:__nat_unpickle
sklearn.neighbors.kd_tree:newObj sklearn.neighbors.ball_tree:newObj sklearn.linear_model.sgd_fast:Hinge
sklearn.tree._tree:Tree sklearn.metrics._dist_metrics:newObj torch._utils:_rebuild_tensor torch:FloatStorage
torch._utils:_rebuild_parameter torch.jit._pickle:build_intlist shapely.geometry.point:Point datetime:datetime
"""
MADE = """
sklearn.linear_model.logistic:LogisticRegression sklearn.preprocessing.label:LabelEncoder scipy.sparse.csr:csr_matrix
sklearn.ensemble.forest:RandomForestClassifier sklearn.externals.joblib.numpy_pickle:NumpyArrayWrapper
pandas.core.indexes.numeric:Int64Index pandas.indexes.numeric:Float64Index joblib.numpy_pickle:NDArrayWrapper
torch.nn.modules.linear:Linear __torch__.___torch_mangle_26:Net xgboost.sklearn:XGBClassifier lightgbm.basic:Booster
transformers.training_args:TrainingArguments numpy:chararray scipy.sparse._arrays:bsr_array
"""


@pytest.mark.parametrize("path", OLD.split())
def test_old_names_may_be_called(path: str) -> None:
    assert judge(imported(path, "called"), frozenset()).kind == CLEAN


@pytest.mark.parametrize("path", MADE.split())
def test_old_classes_may_be_made(path: str) -> None:
    assert judge(imported(path, "built"), frozenset()).kind == CLEAN


RISKY = """
skorch.net:NeuralNet xgboost.core:DMatrix datasets.builder:DatasetBuilder
sklearn_crfsuite._fileresource:FileResource optuna.storages._rdb.storage:RDBStorage
xarray.backends.file_manager:PickleableFileManager
"""


@pytest.mark.parametrize("path", RISKY.split())
def test_classes_whose_state_acts_are_not_clean(path: str) -> None:
    for use in ("imported", "constructed", "built"):
        verdict = judge(imported(path, use), frozenset())
        assert verdict.kind == UNKNOWN
        assert verdict.what
    assert judge(imported(path, "built"), frozenset([path.replace(":", ".")])).kind == CLEAN


CONDITIONS = [
    ("builtins:getattr", ("builtins.str", "'lower'"), ("builtins.str", "'__class__'")),
    ("builtins:getattr", ("transformers.trainer_utils.IntervalStrategy", "'NO'"), ("random", "'_os'")),
    ("builtins:bytearray", ("16",), ("1000000000000",)),
    ("builtins:list", ("[1, 2]",), ("gensim.models.word2vec.LineSentence()",)),
    ("collections:deque", ("builtins.range(4)",), ("datasets.iterable_dataset.IterableDataset()",)),
    ("fractions:Fraction", ("'-1/3'",), ("'1e1000000000'",)),
    ("fractions:Fraction", ("1", "3"), ("'1E9'",)),
    ("builtins:range", ("0", "10"), ("0", "<int of 400 bits>")),
    ("builtins:type", ("None",), ("'X'", "()", "{}")),
    ("copyreg:_reconstructor", ("a.B", "builtins.object", "None"), ("a.B", "logging.FileHandler", "'x'")),
    ("copy_reg:_reconstructor", ("a.B", "__builtin__.object", "None"), ("a.B", "torch.nn.Module", "None")),
    ("_codecs:encode", ("'é'", "'latin1'"), ("'flfgrz'", "'rot13'")),
    ("_codecs:encode", ("'é'", "'utf-8'"), ("…",)),
    ("numpy.core:_ufunc_reconstruct", ("'numpy'", "'add'"), ("'os'", "'system'")),
    ("numpy.core:_ufunc_reconstruct", ("'numpy'", "'add'"), ("'numpy'", "'load'")),
    ("torch.storage:_load_from_bytes", ("b'x'",), ("base64.b64decode('eA==')",)),
    ("pandas.core.indexes.base:_new_Index", ("pandas.core.indexes.base.Index", "{}"), ("numpy.memmap", "{}")),
    ("fsspec.spec:make_instance", ("fsspec.implementations.local.LocalFileSystem", "()"), ("a.B", "()")),
    ("dill._dill:_load_type", ("'slice'",), ("'CodeType'",)),
    ("dill._dill:_create_array", ("numpy.core.multiarray._reconstruct", "()"), ("a.make", "()")),
    (
        "sklearn._loss._loss:__pyx_unpickle_CyHalfSquaredError",
        ("sklearn._loss._loss.CyHalfSquaredError", "222419149", "()"),
        ("my_pkg.Loss", "222419149", "()"),
    ),
    ("river._river_rust.vectordict:VectorDict", ("{'a': 1}", "None", "None", "True"), ("{}", "a.b", "None", "True")),
    ("builtins:getattr", ("zoneinfo.ZoneInfo", "'_unpickle'"), ("random", "'_unpickle'")),
    ("builtins:getattr", ("river.linear_model.pa.PAClassifier()", "'_calc_tau'"), ("river.api", "'_calc_tau'")),
    ("builtins:getattr", ("river.linear_model.pa.PAClassifier()", "'_calc_tau'"), ("river.api.A()", "'__class__'")),
    ("dateutil.tz.tz:tzfile", ("None", "'Europe/Berlin'"), ("'/dev/zero'",)),
]


@pytest.mark.parametrize(("path", "good", "bad"), CONDITIONS)
def test_arguments_decide(path: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert judge(imported(path, "called", *good), frozenset()).kind == CLEAN
    assert judge(imported(path, "called", *bad), frozenset()).kind != CLEAN


NATIVE = [
    ("pyarrow.lib:OSFile", ("'/tmp/x'", "'w'")),
    ("pyarrow.lib:OSFile", ("{'path': '/tmp/x'}",)),
    ("tokenizers.models:BPE", ("'/etc/passwd'", "'/etc/group'")),
    ("pyarrow.lib:OSFile", ("…",)),
]


@pytest.mark.parametrize(("path", "arguments"), NATIVE)
def test_native_classes_get_no_texts(path: str, arguments: tuple[str, ...]) -> None:
    assert judge(imported(path, "constructed", *arguments), frozenset()).kind == UNKNOWN
    assert judge(imported(path, "constructed", "1", "None"), frozenset()).kind == CLEAN
    assert judge(imported("scipy.stats.a:Result", "constructed", "'a'"), frozenset()).kind == CLEAN


TAKES = [
    ("functools:partial", ("torch.nn.modules.normalization", "LayerNorm"), ("os", "system")),
    ("functools:partial", ("numpy", "mean"), ("torch.utils.data.dataloader", "Worker")),
    ("numpy.random._pickle:__randomstate_ctor", ("numpy.random._mt19937", "MT19937"), ("torch.nn", "Net")),
    ("torch._tensor:_rebuild_from_type_v2", ("torch", "Tensor"), ("a", "B")),
    ("torch._tensor:_rebuild_from_type_v2", ("torch.storage", "_load_from_bytes"), ("torch", "load")),
]


@pytest.mark.parametrize(("path", "good", "bad"), TAKES)
def test_names_among_the_arguments_decide(path: str, good: tuple[str, str], bad: tuple[str, str]) -> None:
    for takes, is_clean in ((good, True), (bad, False), (("", "…"), False)):
        made = imported(path, "called")
        made.takes = (takes,)
        assert (judge(made, frozenset()).kind == CLEAN) is is_clean


def test_what_is_called_through_an_attribute_is_dangerous() -> None:
    assert judge(imported("numpy:__builtins__.get", "imported"), frozenset()).kind == DANGEROUS
