"""Names of libraries that models are made of: exact ones, table by table, and what looks like one of their classes."""

from __future__ import annotations

import sys

# Packages whose classes a pickle may make by `__new__` and fill by `__setstate__`: what those run has been read.
LIBRARIES = frozenset(
    """
    PIL accelerate botorch captum catboost category_encoders darts datasets diffusers econml fastai fastcore
    feature_engine gensim gpytorch hdbscan hmmlearn imblearn implicit interpret keras lifelines lightgbm lightning
    lightning_fabric mapie mlxtend networkx ngboost nltk numpy omegaconf optuna pandas patsy peft pmdarima polars
    prophet pyarrow pynndescent pyod pytorch_lightning pytorch_tabnet river safetensors scikeras scipy
    sentence_transformers sentencepiece shap shapely skimage sklearn sklearn_crfsuite skopt skorch sksurv sktime
    spacy stable_baselines3 statsmodels surprise tabpfn textblob timm tokenizers torch torch_geometric torchaudio
    torchmetrics torchvision transformers trl tslearn tsfresh ultralytics umap wordcloud xarray xgboost
    """.split()
)
# Of these, classes are compiled: making an object calls code with the arguments, which open files, for example.
COMPILED = ("pyarrow", "polars", "tokenizers", "sentencepiece", "safetensors", "shapely", "catboost")
# Parts of modules' names that no model is in, or that do something when they are imported.
_NO_MODELS = frozenset(
    """
    __main__ _build_utils _vendor benchmarks bottleneck cli collect_env command commands conftest distutils
    examples externals f2py hub io scripts serialization setup setuptools test testing tests vendor
    """.split()
)
# Classes of other packages that modules of these libraries import, too.
_FOREIGN = frozenset(
    """
    CDLL Environment ExitStack FileIO Lambda LazyLoader LazyModule _LazyImport _LazyModule Manager
    NamedTemporaryFile Pool Popen Process Queue Session SpooledTemporaryFile Template TemporaryDirectory
    TextIOWrapper Thread ThreadPool ThreadPoolExecutor ProcessPoolExecutor Timer Unpickler
    """.split()
)
# Modules and classes of the libraries whose `__setstate__` or `__del__` does more than to set attributes.
RUNS_STATE = "runs code that is in its state"
_RISKY = {
    RUNS_STATE: """
        datasets.builder nltk.corpus nltk.data scipy.stats._continuous_distns scipy.stats._discrete_distns
        scipy.stats._distn_infrastructure scipy.stats._levy_stable scipy.stats.distributions statsmodels.base.data
        torch_geometric.nn xarray.backends
    """,
    "loads another pickle that is in its state": """
        keras.saving keras.src.saving polars.Expr polars.LazyFrame polars._plr polars.expr polars.lazyframe
        polars.polars skorch.classifier skorch.net skorch.probabilistic skorch.regressor
        sktime.classification.deep_learning sktime.classification.foundation_models sktime.regression.deep_learning
        stable_baselines3.common.vec_env torch.utils.data.datapipes tsfresh.feature_extraction.settings
    """,
    "opens, writes or deletes files that its state names": """
        PIL.ImageFont PIL.ImageTk datasets.table.MemoryMappedTable gluonts.itertools numpy.lib._datasource
        numpy.lib.npyio sklearn_crfsuite._fileresource torch_geometric.llm transformers.integrations
    """,
    "opens connections that its state names": """
        optuna.storages._grpc optuna.storages._rdb optuna.storages.journal sklearn.callback
    """,
    "frees memory that its state names": """
        lightgbm.basic.Dataset lightgbm.basic._InnerPredictor torch.cuda.gds xgboost._data_utils xgboost.core.DMatrix
        xgboost.core.ExtMemQuantileDMatrix xgboost.core.QuantileDMatrix xgboost.tracker
    """,
}
_SAFE_DISTRIBUTIONS = ("rv_frozen", "rv_continuous_frozen", "rv_discrete_frozen")  # they hold one, and run nothing
# The names that Python 3 has for modules of Python 2: `_compat_pickle` of the standard library.
PYTHON_2 = {
    "ConfigParser": "configparser",
    "__builtin__": "builtins",
    "cPickle": "pickle",
    "copy_reg": "copyreg",
    "exceptions": "builtins",
}
_TABLES = {
    "numpy": "numpy",
    **dict.fromkeys(("pandas", "pytz", "dateutil", "pyarrow", "polars", "shapely"), "pandas"),
    "scipy": "scipy",
    **dict.fromkeys(("sklearn", "joblib", "hdbscan", "statsmodels"), "sklearn"),
    **dict.fromkeys(
        ("torch", "torchvision", "pytorch_lightning", "lightning", "lightning_fabric", "ultralytics"), "torch"
    ),
    **dict.fromkeys(("transformers", "accelerate", "datasets", "tokenizers", "PIL"), "hub"),
}
_risky: dict[str, str] = {}
_loaded: dict[str, tuple[dict[str, str], dict[str, str]]] = {}


def known_names(module: str) -> list[str]:
    """The names of a module that do no harm, whatever they are called with."""
    return _table(module)[0].get(_as_before(module), "").split()


def known_values(module: str) -> list[str]:
    """The names of a module that do no harm where they are only named, or objects are made of them."""
    return _table(module)[1].get(_as_before(module), "").split()


def _as_before(module: str) -> str:
    """The name that a module had before NumPy 2: `numpy.core` is `numpy._core` since then."""
    return module.replace("numpy._core", "numpy.core", 1) if module.startswith("numpy._core") else module


def is_class_of_library(module: str, name: str) -> bool:
    """Whether a name looks like a class (`Net`, `_Net`) of a module of one of the libraries."""
    parts = module.split(".")
    if parts[0] == "__torch__":  # a class of the TorchScript archive itself, which Python has no module for
        return name.isidentifier()
    if parts[0] not in LIBRARIES or name in _FOREIGN or not _NO_MODELS.isdisjoint(parts):
        return False
    return name.isidentifier() and name.isascii() and is_like_class(module, name)


def is_like_class(module: str, name: str) -> bool:
    """Whether a name is written as classes are; those of SciPy's distributions are not."""
    return name.lstrip("_")[:1].isupper() or (
        module.startswith("scipy.stats.") and (name.endswith(("_gen", "_frozen")) or name.startswith("rv_"))
    )


def risk(module: str, name: str) -> str:
    """What making an object of a library's class may do beside setting its attributes; empty for most."""
    if name in _SAFE_DISTRIBUTIONS:
        return ""
    if not _risky:
        _risky.update({known: what for what, names in _RISKY.items() for known in names.split()})
    parts = f"{module}.{name}".split(".")
    return next((_risky[path] for end in range(2, len(parts) + 1) if (path := ".".join(parts[:end])) in _risky), "")


def _table(module: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tables of the library that a module is in; they are loaded for the first of its modules."""
    top = module.partition(".")[0]
    name = _TABLES.get(top) or ("stdlib" if _is_of_python(top) else "other")
    if name not in _loaded:
        path = f"labcoat.model_files.names.{name}_names"
        __import__(path)
        _loaded[name] = (sys.modules[path].NAMES, sys.modules[path].VALUES)
    return _loaded[name]


def _is_of_python(top: str) -> bool:
    return top in sys.stdlib_module_names or top in ("UserDict", "UserList", "UserString", "_abcoll", "ConfigParser")
