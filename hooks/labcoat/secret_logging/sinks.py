"""Where values become visible or are kept: what is printed, logged, raised, tracked, saved, and shown by a notebook."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called
    from labcoat.core.python import Module

LOG_METHODS = tuple("debug info warning warn error critical exception fatal log trace success notice".split())
LOGS = frozenset("log logs logging getlogger get_logger logbook".split())
STREAMLIT = tuple(
    "write text code markdown info error success warning json caption title header subheader toast metric".split()
)
PRINTERS = ("print", "pprint", "pp", "echo", "secho", "display", "print_rank_0", "rank_zero_info", "print_rank0")
WRITERS = ("stdout", "stderr", "__stdout__", "tqdm", "trange")
TRACKERS = tuple(  # methods that get a dictionary
    "log_params log_parameters log_dict log_text set_tags log_hyperparams add_hparams log_others connect".split()
)
PAIRS = ("log_param", "set_tag", "log_parameter", "log_other", "add_text")  # a name, a value
DUMPERS = ("dump", "safe_dump", "save")
SAVERS = tuple(
    "json.dump yaml.dump yaml.safe_dump toml.dump tomli_w.dump pickle.dump cPickle.dump cloudpickle.dump dill.dump "
    "joblib.dump torch.save numpy.save np.save".split()
)
CONFIGURES = ("wandb.config.update", "run.config.update", "wandb.run.config.update", "wandb.init().config.update")
CREDENTIAL_FILES = ("cred", "secret", "kaggle", "token", "auth", "netrc", ".env", "key", "login", "password")
MESSAGES = ("detail", "message", "msg", "reason")


class Sink:
    """A place: the statement or call `node`, what is shown there, and the verb that says how.

    `pairs` are (name, value) where a name is given for what is kept.
    """

    __slots__ = ("node", "pairs", "shown", "verb")

    def __init__(self, node: ast.AST, verb: str, shown: list[ast.expr]) -> None:
        self.node = node
        self.verb = verb
        self.shown = shown
        self.pairs: list[tuple[ast.expr, ast.expr]] = []


def sinks_of(module: Module) -> Iterator[Sink]:
    """All places of a module."""
    yield from _printed(module)
    yield from _tracked(module)
    yield from _saved(module)
    yield from _raised(module)
    yield from _assigned(module)
    yield from _displayed(module)


def _printed(module: Module) -> Iterator[Sink]:
    for called in module.called("exit", *dict.fromkeys((*PRINTERS, *LOG_METHODS, *STREAMLIT))):
        if _shows(called):
            is_log = called.name.rpartition(".")[2] in LOG_METHODS
            yield Sink(called.node, "logged" if is_log else "printed", list(called.args))


def _shows(called: Called) -> bool:
    """Whether a call prints, logs or displays its arguments."""
    owner, _, name = called.name.rpartition(".")
    if name in PRINTERS:
        return _goes_to_terminal(called)
    parts = [part.removesuffix("()").lower() for part in owner.split(".")]
    if name in LOG_METHODS and any([part in LOGS or part.endswith("logger") for part in parts]):
        return True
    if name in STREAMLIT and parts[0] in ("st", "streamlit"):
        return True
    if name == "write":
        return parts[-1] in WRITERS or parts[0] == "tqdm"
    return called.name in ("warnings.warn", "console.log", "rich.console.Console().log", "sys.exit")


def _goes_to_terminal(called: Called) -> bool:
    """Whether `print(…, file=…)` is about the terminal."""
    file = called.given("file")
    return file is None or (isinstance(file.node, ast.Attribute) and file.node.attr in WRITERS)


def _tracked(module: Module) -> Iterator[Sink]:
    for called in module.called(*TRACKERS):
        if called.args and (called.name.rpartition(".")[2] != "connect" or "ask" in called.name.rpartition(".")[0]):
            yield Sink(called.node, "kept by the experiment tracker", called.args[:1])
        elif given := called.given("params") or called.given("dictionary"):
            yield Sink(called.node, "kept by the experiment tracker", [given.node])
    for called in module.called(*PAIRS):
        name, value = called.given("key", 0), called.given("value", 1)
        if name and value:
            sink = Sink(called.node, "kept by the experiment tracker", [value.node])
            sink.pairs.append((name.node, value.node))
            yield sink
    for called in module.called("init", "update", "log"):
        yield from _configured(called)


def _configured(called: Called) -> Iterator[Sink]:
    """`wandb.init(config=…)`, `wandb.config.update(…)`, `wandb.log(…)`."""
    is_update = called.name in CONFIGURES or called.name.endswith(("wandb.config.update", "run.config.update"))
    if called.name == "wandb.init":
        given = called.given("config")
    elif is_update or called.name in ("wandb.log", "wandb.run.log", "wandb.init().log"):
        given = called.given("data", 0)
    else:
        return
    if given:
        yield Sink(called.node, "kept by the experiment tracker", [given.node])


def _saved(module: Module) -> Iterator[Sink]:
    for called in module.called(*DUMPERS):
        if called.name in SAVERS and len(called.args) > 1 and not _is_for_credentials(module, called):
            yield Sink(called.node, "saved to a file", called.args[:1])


def _is_for_credentials(module: Module, called: Called) -> bool:
    """Whether the file that is written is one of credentials, by its name."""
    segment, start, _ = module.span(called.node)
    file = module.span(called.args[1])
    text = segment.text[file[1] : file[2]]
    for above in module.ancestors(called.node):
        if isinstance(above, (ast.With, ast.AsyncWith)):
            text += segment.text[module.span(above)[1] : start][:200]
            break
    return any([word in text.lower() for word in CREDENTIAL_FILES])


def _raised(module: Module) -> Iterator[Sink]:
    for statement in module.nodes(ast.Raise):
        call = statement.exc
        if isinstance(call, ast.Call):
            named = [keyword.value for keyword in call.keywords if keyword.arg in MESSAGES]
            yield Sink(statement, "put into an exception", [*call.args, *named])


def _assigned(module: Module) -> Iterator[Sink]:
    """`wandb.config.api_key = x`, `wandb.config["api_key"] = x`, neptune's `run["parameters/api_key"] = x`."""
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        if not isinstance(target, (ast.Attribute, ast.Subscript)):
            continue
        owner = module.names.qualified_name(target.value)
        is_config = owner in ("wandb.config", "run.config", "wandb.run.config")
        is_run = isinstance(target, ast.Subscript) and owner.rpartition(".")[2] in ("run", "neptune_run")
        if is_config or is_run:
            sink = Sink(statement, "kept by the experiment tracker", [statement.value])
            sink.pairs.append((target.slice if isinstance(target, ast.Subscript) else target, statement.value))
            yield sink


def _displayed(module: Module) -> Iterator[Sink]:
    """The last expression of a cell, which the notebook shows and keeps."""
    for tree in module.nodes(ast.Module):
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
            segment, _, end = module.span(last)
            if segment.cell and not segment.offset and not segment.text[end:].lstrip().startswith(";"):
                yield Sink(last, "shown in the output of the cell", [last.value])
