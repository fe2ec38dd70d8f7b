"""Names that Keras configurations refer to: which of them do more than compute."""

from __future__ import annotations

import sys

# Packages whose layers are found by name, and do nothing but compute.
LAYERS = (
    "keras tf_keras keras_core keras_nlp keras_hub keras_cv keras_tuner keras_rs keras_contrib tensorflow"
    " tensorflow_addons tensorflow_probability tensorflow_hub tensorflow_text tensorflow_model_optimization"
    " tensorflow_recommenders tensorflow_decision_forests tensorflow_lattice autokeras larq qkeras spektral kapre"
    " tcn keras_bert __main__"
).split()
# Packages that have functions which run what they are given.
GADGETS = (
    "pip setuptools pkg_resources distutils torch numpy pandas scipy sklearn joblib dill cloudpickle yaml requests"
    " urllib3 httpx transformers huggingface_hub datasets IPython jupyter_core sympy numexpr jinja2 fsspec paramiko"
).split()
BUILTINS = "eval exec compile open __import__ getattr setattr delattr input globals locals vars breakpoint".split()
NEVER_LAYERS = "utils saving config datasets export visualization wrappers distribution".split()  # of keras
CLASSES_ONLY = "models preprocessing backend callbacks legacy engine trainers".split()  # of keras
SERIALIZED = "FeatureSpace Feature Cross Crosser FeatureValue".split()  # of keras.utils
FILES = (
    "io raw_ops gen_io_ops io_ops gfile file_io saved_model py_function py_func numpy_function script_ops load_library"
    " load_op_library load_file_system_library read_file write_file system sysconfig"
).split()  # of tensorflow
PLAIN = ("collections.OrderedDict", "collections.defaultdict", "datetime.datetime", "pathlib.Path", "pathlib.PosixPath")


def danger_of(module: str, name: str, is_function: bool) -> tuple[str, str]:
    """(severity, message) for a class or function of a module; the message is empty for what only computes."""
    full = f"{module}.{name}"
    package = module.partition(".")[0]
    if package == "builtins":
        return ("high", f"calls `{name}` when the model is loaded") if name in BUILTINS else ("", "")
    if package in LAYERS:
        return ("high", f"reaches for `{full}` when the model is loaded") if _is_no_layer(module, name) else ("", "")
    if package in sys.stdlib_module_names or package in GADGETS:
        plain = full in PLAIN
        return ("", "") if plain else ("high", f"imports `{package}` and calls `{full}` when the model is loaded")
    what = "calls" if is_function else "makes"
    return "medium", f"imports `{module}` and {what} `{full}` when the model is loaded"


def _is_no_layer(module: str, name: str) -> bool:
    """Whether something of Keras or TensorFlow reads, writes, downloads, loads, or changes what is allowed."""
    parts = [part for part in module.split(".") if part not in ("src", "python", "_tf_keras", "api", "_v2", "v2", "tf")]
    within = "keras" in module
    if parts[0] == "tensorflow" and not within:
        return any([part in FILES for part in [*parts, *name.split(".")]])
    area = parts[parts.index("keras") + 1 :] if "keras" in parts else parts[1:]
    if "." in name or name.startswith("__"):
        return True
    if area and area[0] in NEVER_LAYERS:
        return name not in SERIALIZED
    return bool(area) and area[0] in CLASSES_ONLY and name.islower()
