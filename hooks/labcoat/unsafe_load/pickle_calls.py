"""Calls that read pickles."""

from __future__ import annotations

import ast

from labcoat.unsafe_load.places import function_of, is_parameter, once_a_statement, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.places import Place

PICKLES = frozenset(
    "pickle cPickle _pickle pickle5 dill cloudpickle six.moves.cPickle ray.cloudpickle joblib.externals.cloudpickle "
    "compress_pickle multiprocess.pickle".split()
)
FUNCTIONS = {
    **{f"{module}.{name}": "pickle" for module in PICKLES for name in ("load", "loads", "Unpickler", "_Unpickler")},
    **dict.fromkeys(
        "joblib.load sklearn.externals.joblib.load sklearn.utils._joblib.joblib.load joblib.numpy_pickle.load "
        "dill.load_session dill.load_module "
        "jsonpickle.decode jsonpickle.loads jsonpickle.unpickler.decode shelve.open shelve.DbfilenameShelf "
        "pandas.read_pickle pd.read_pickle pandas.io.pickle.read_pickle modin.pandas.read_pickle "
        "pandas.io.api.read_pickle pandas.compat.pickle_compat.load "
        "pandas.compat.pickle_compat.loads networkx.read_gpickle nx.read_gpickle "
        "networkx.readwrite.gpickle.read_gpickle gensim.utils.unpickle statsmodels.iolib.smpickle.load_pickle "
        "huggingface_hub.from_pretrained_fastai".split(),
        "pickle",
    ),
    **dict.fromkeys(("marshal.load", "marshal.loads"), "marshal"),
    **dict.fromkeys(("torch.package.PackageImporter", "torch.package.package_importer.PackageImporter"), "package"),
    **dict.fromkeys(("mlflow.pyfunc.load_model", "mlflow.sklearn.load_model"), "mlflow"),
}
LAST_NAMES = tuple(sorted({*[name.rpartition(".")[2] for name in FUNCTIONS], "load_learner"}))
ULTRALYTICS = ("YOLO", "RTDETR", "FastSAM", "NAS", "SAM", "YOLOWorld", "YOLOE")
SAYS = {
    "pickle": "runs the code that is in the file or the bytes it reads",
    "marshal": "trusts the bytes it reads: they can crash Python, or be code",
    "package": "runs the Python code that is in the package",
    "mlflow": "unpickles the model, which runs the code that is in it",
}
SAFE_FORMAT = (
    "use a format without code (safetensors, skops, ONNX, Parquet, JSON), or load only files you wrote yourself"
)


def pickle_hits(module: Module) -> Iterator[Hit]:
    """Where a module reads pickles."""
    for place, name in once_a_statement(module, _places(module)):
        kind = FUNCTIONS.get(name, "pickle")
        severity = "low" if kind == "mlflow" else ""
        yield module.hit(place, f"`{_shown(name)}` {SAYS[kind]}", SAFE_FORMAT, severity)


def _shown(name: str) -> str:
    """A name as short as people write it."""
    return name.replace("six.moves.", "").replace("()", "")


def _places(module: Module) -> Iterator[Place]:
    for called in module.called(*LAST_NAMES):
        if _reads_pickles(module, called):
            yield function_of(called), called.name
    yield from _own_unpicklers(module)
    yield from _models(module)
    for place, name in references(module, LAST_NAMES, _is_function):
        if not _is_reduction(module, place):
            yield place, name


def _is_function(name: str) -> bool:
    return name in FUNCTIONS and not name.endswith("Unpickler")


def _is_reduction(module: Module, node: ast.AST) -> bool:
    """`(pickle.loads, (pickle.dumps(x),))`: how an object wants to be copied."""
    pair = module.parent(node)
    if not isinstance(pair, ast.Tuple) or len(pair.elts) != 2 or not isinstance(pair.elts[1], ast.Tuple):
        return False
    return any([_is_pickled(module, given) for given in pair.elts[1].elts[:1]])


def _reads_pickles(module: Module, called: Called) -> bool:
    if called.name not in FUNCTIONS:
        is_imported = called.name in ("load", "loads") and not PICKLES.isdisjoint(_imported_wholly(module))
        is_klepto = called.name.startswith("klepto.") and called.name.endswith("().load")
        return is_imported or is_klepto or _is_learner(module, called.name)
    if called.name.startswith("shelve."):
        return bool(called.value("flag", 1) != "n")
    return not (_is_of_own_bytes(module, called) or is_parameter(module, function_of(called)))


def _is_learner(module: Module, name: str) -> bool:
    """The `load_learner` of fastai, which is usually imported with everything else."""
    if name != "load_learner":
        return name.startswith("fastai.") and name.endswith(".load_learner")
    return any([source.partition(".")[0] in ("fastai", "fastbook") for source in _imported_wholly(module)])


def _imported_wholly(module: Module) -> list[str]:
    """The modules that everything is imported from: `from pickle import *`."""
    statements = [statement for statement in module.nodes(ast.ImportFrom) if statement.names[0].name == "*"]
    return [statement.module for statement in statements if statement.module and not statement.level]


def _is_of_own_bytes(module: Module, called: Called) -> bool:
    """`pickle.loads(pickle.dumps(x))`, also through a variable."""
    return called.name.endswith((".loads", ".decode")) and bool(called.args) and _is_pickled(module, called.args[0])


def _is_pickled(module: Module, given: ast.expr) -> bool:
    """Whether an expression, or what its name stands for, has just been pickled."""
    value = module.names.bound_to(given) if isinstance(given, ast.Name) else given
    if not isinstance(value, ast.Call):
        return False
    written = module.names.qualified_name(value.func)
    return written.rpartition(".")[2] in ("dumps", "encode") and written.partition(".")[0] in _ROOTS


_ROOTS = {*[name.partition(".")[0] for name in FUNCTIONS], "ForkingPickler", "jsonpickle"}


def _own_unpicklers(module: Module) -> Iterator[Place]:
    """Calls of classes that extend `Unpickler` and yet leave it to the file which classes are loaded."""
    for made in module.nodes(ast.ClassDef):
        bases = [module.names.qualified_name(base) for base in made.bases]
        if any([base in FUNCTIONS and base.endswith(".Unpickler") for base in bases]) and not _chooses_classes(made):
            for called in module.called(made.name):
                yield function_of(called), bases[0]


def _chooses_classes(made: ast.ClassDef) -> bool:
    named = [getattr(node, "name", "") for node in made.body if not _takes_any_class(node)]
    assigned = [getattr(target, "id", "") for node in made.body for target in getattr(node, "targets", ())]
    return bool({"find_class", "find_global", "dispatch", "dispatch_table"} & {*named, *assigned})


def _takes_any_class(method: ast.stmt) -> bool:
    """Whether a `find_class` only exchanges some: it ends with `return super().find_class(…)`, and refuses nothing."""
    last = method.body[-1] if isinstance(method, ast.FunctionDef) else None
    while isinstance(last, ast.If) and last.orelse:
        last = last.orelse[-1]
    given = last.value if isinstance(last, ast.Return) else None
    goes_on = isinstance(given, ast.Call) and getattr(given.func, "attr", "") == "find_class"
    return goes_on and not any([isinstance(node, ast.Raise) for node in ast.walk(method)])


def _models(module: Module) -> Iterator[Place]:
    """`YOLO("best.pt")`: such a file is a pickle."""
    for called in module.called(*ULTRALYTICS):
        file = called.value("model", 0)
        is_theirs = called.name.partition(".")[0] == "ultralytics"
        if is_theirs and isinstance(file, str) and file.endswith((".pt", ".pth")) and not called.is_partial:
            yield called.node, called.name
