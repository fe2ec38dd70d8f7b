"""Names of libraries that models are made of: exact ones that any pickle may call, and what looks like a class."""

from __future__ import annotations

import sys

# Packages whose classes a pickle may make by `__new__` and fill by `__setstate__`: their top-level module.
LIBRARIES = frozenset(
    """
    PIL accelerate bert botorch captum catboost category_encoders causalml darts datasets diffusers econml
    feature_engine fastai gensim gluonts gpytorch h2o hdbscan hmmlearn huggingface_hub imblearn implicit interpret
    joblib kats keras lifelines lightfm lightgbm lightning lightning_fabric lightning_utilities mapie mlxtend
    monai networkx ngboost nltk numpy omegaconf optuna pandas patsy peft pmdarima prophet pyarrow pycaret pyod
    pytorch_forecasting pytorch_lightning pytorch_tabnet pytorch_metric_learning river safetensors scikeras scipy
    sentence_transformers sentencepiece setfit shap shapely skimage sklearn sklearn_crfsuite sklearn_pandas skopt
    skorch sktime sksurv spacy stable_baselines3 statsmodels surprise tabpfn textblob thinc timm tokenizers torch
    torch_geometric torchaudio torchmetrics torchtext torchvision transformers trl tslearn tsfresh ultralytics
    umap pynndescent wordcloud xarray xgboost yellowbrick
    """.split()
)
# Modules that do something when they are imported, or are no part of what models need.
_NO_MODELS = frozenset(
    """
    __main__ tests test testing conftest setup setuptools distutils f2py cli commands command _build_utils
    externals _vendor vendor scripts examples benchmarks bottleneck collect_env hub io serialization
    """.split()
)
# Classes of other packages that modules of these libraries import, too.
_FOREIGN = frozenset(
    "Popen Process Thread Pool ThreadPool Path Session Template Environment Queue Timer Lambda".split()
)
_TABLES = {
    "builtins": "stdlib",
    "numpy": "numpy",
}
_loaded: dict[str, dict[str, frozenset[str]]] = {}


def known_names(module: str) -> frozenset[str]:
    """The names of a module that do no harm, whatever they are called with. Tables are loaded for the first asked."""
    top = module.partition(".")[0]
    table = _TABLES.get(top, "stdlib")
    if table not in _loaded:
        _loaded[table] = _load(table)
    return _loaded[table].get(module, frozenset())


def is_class_of_library(module: str, name: str) -> bool:
    """Whether a name looks like a class (`Net`, `_Net`) of a module of one of the libraries."""
    parts = module.split(".")
    if parts[0] not in LIBRARIES or name in _FOREIGN or not _NO_MODELS.isdisjoint(parts):
        return False
    bare = name.lstrip("_")
    return name.isidentifier() and name.isascii() and bare[:1].isupper() and not bare.isupper() and len(name) < 80


def _load(table: str) -> dict[str, frozenset[str]]:
    path = f"labcoat.model_files.names.{table}_names"
    __import__(path)
    names: dict[str, str] = sys.modules[path].NAMES
    return {module: frozenset(text.split()) for module, text in names.items()}
