"""Calls that load something from Hugging Face's hub, and what they say about it."""

from __future__ import annotations

import ast

from labcoat.core.calls import MISSING
from labcoat.core.names import UNKNOWN
from labcoat.core.switches import is_on
from labcoat.remote_code.dataset_scripts import LOADERS as DATASETS
from labcoat.remote_code.hub_names import in_arguments, is_commit, named_in_arguments, repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

# Functions by their last name: the keywords of the repository, and its position.
LOADERS: dict[str, tuple[tuple[str, ...], int]] = {
    "from_pretrained": (
        ("pretrained_model_name_or_path", "model_name_or_path", "pretrained_model_name", "model_name", "model_id"),
        0,
    ),
    "pipeline": (("model",), 1),
    "SentenceTransformer": (("model_name_or_path",), 0),
    "CrossEncoder": (("model_name_or_path", "model_name"), 0),
    "SparseEncoder": (("model_name_or_path",), 0),
    "load_dataset": (("path",), 0),
    "load_dataset_builder": (("path",), 0),
    "get_dataset_config_names": (("path",), 0),
    "get_dataset_split_names": (("path",), 0),
    "hf_hub_download": (("repo_id",), 0),
    "snapshot_download": (("repo_id",), 0),
    "LLM": (("model",), 0),
    "EngineArgs": (("model",), 0),
    "AsyncEngineArgs": (("model",), 0),
    "load_lora_weights": (("pretrained_model_name_or_path_or_dict",), 0),
    "load_ip_adapter": (("pretrained_model_name_or_path_or_dict",), 0),
    "load_textual_inversion": (("pretrained_model_name_or_path",), 0),
    "WhisperModel": (("model_size_or_path",), 0),
    "simple_evaluate": (("model_args",), 1),
}
ONLY_OF = {"pipeline": ("transformers", ""), "LLM": ("vllm", ""), "EngineArgs": ("vllm", "")}
DOWNLOADERS = ("hf_hub_download", "snapshot_download")  # they read no folder, whatever it is called
OTHER_HUBS = ("modelscope", "paddlenlp", "swift")  # their `from_pretrained` reads another hub
SAVERS = ("save_pretrained", "save_model", "save_to_disk", "makedirs", "mkdir", "Path", "load_from_disk")
SAVED_TO = ("output_dir", "local_dir", "save_dir", "save_directory", "cache_dir", "save_path")


class Load:
    """A call that loads a repository: `name` is its `org/name`, `given` the argument that says so."""

    __slots__ = ("called", "given", "name")

    def __init__(self, called: Called, given: Given, name: str) -> None:
        self.called = called
        self.given = given
        self.name = name

    @property
    def is_pinned(self) -> bool:
        """Whether it names a commit, or may do so, or reads only what is there already."""
        revision = self.called.value("revision")
        is_local = self.called.value("local_files_only")
        return revision is UNKNOWN or is_commit(revision) or is_local is True

    @property
    def is_dataset(self) -> bool:
        """Whether Datasets loads it."""
        return self.called.name.rpartition(".")[2] in DATASETS

    @property
    def kind(self) -> str:
        """`models`, `datasets` or `spaces`; empty where only running the code would tell."""
        if self.is_dataset:
            return "datasets"
        value = self.called.value("repo_type")
        return "models" if value in (MISSING, None) else f"{value}s" if isinstance(value, str) else ""

    @property
    def trusts(self) -> bool:
        """Whether the same call lets the repository's code run."""
        if in_arguments(self.given.value)[0]:
            return True
        value = self.called.value("trust_remote_code")
        return value not in (UNKNOWN, MISSING) and is_on(value)


def loads(module: Module, known: Collection[str] = ()) -> Iterator[Load]:
    """The calls that load a repository which is known by name: these, in lower case, and what looks like one."""
    local: set[str] | None = None
    for called in module.called(*LOADERS):
        given = _repository_of(called)
        name = _name(given.value, known) if given else ""
        if not given or not name or called.name.partition(".")[0] in OTHER_HUBS:
            continue
        local = _written(module) if local is None else local
        if name not in local or called.name.rpartition(".")[2] in DOWNLOADERS:
            yield Load(called, given, name)


def _name(value: object, known: Collection[str]) -> str:
    if isinstance(value, str) and value.lower() in known:
        return value
    named = named_in_arguments(value)[0] if known else ""
    return repository(value) or (named if named.lower() in known else in_arguments(value)[0])


def _repository_of(called: Called) -> Given | None:
    """The argument that names the repository."""
    package, _, function = called.name.rpartition(".")
    if package.partition(".")[0] not in ONLY_OF.get(function, (package.partition(".")[0],)):
        return None
    keywords, position = LOADERS[function]
    if function == "from_pretrained" and "Peft" in package:
        position = 1
    found = (called.given(keyword) for keyword in keywords)
    return next((given for given in found if given), None) or called.given(keywords[0], position)


def _written(module: Module) -> set[str]:
    """The folders that the module writes: what it loads from them is its own."""
    values = [argument for called in module.called(*SAVERS) for argument in called.args[:1]]
    values += [keyword.value for keyword in module.nodes(ast.keyword) if keyword.arg in SAVED_TO]
    return {value for value in map(module.value, values) if isinstance(value, str)}
