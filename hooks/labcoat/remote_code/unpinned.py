"""What is downloaded from a branch, and so may be something else tomorrow."""

from __future__ import annotations

from labcoat.core.rule import Hit, Rule, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

TRUSTING = ("trust_remote_code", "trust-remote-code")
LOADING = (
    *TRUSTING,
    "from_pretrained",
    "pipeline transformers",
    "SentenceTransformer",
    "CrossEncoder",
    "SparseEncoder",
    "load_dataset",
    "load_dataset_builder",
    "get_dataset_config_names",
    "get_dataset_split_names",
    "hf_hub_download",
    "snapshot_download",
    "LLM vllm",
    "EngineArgs",
    "AsyncEngineArgs",
    "load_lora_weights",
    "load_ip_adapter",
    "load_textual_inversion",
    "WhisperModel",
    "hf download",
    "huggingface cli download",
    "vllm serve",
    "api_server model",
    "launch_server sglang",
    "text generation launcher",
    "lmdeploy serve",
)


@rule("low", words=TRUSTING)
def unpinned_hub_model(module: Module, options: Options) -> Iterator[Hit]:
    """A model or dataset is loaded from the hub without naming a commit.

    What it does
    ------------
    Reports calls and commands that load a literal `org/name` without a `revision` of 40 digits, where the same call or
    command switches `trust_remote_code` on. Selected by its name, or with

        [tool.labcoat.remote-code]
        unpinned = true

    it reports every such call: `from_pretrained`, `pipeline`, `SentenceTransformer`, `load_dataset`,
    `hf_hub_download`, `snapshot_download`, `LLM`, `hf download`, `vllm serve`.

    It is quiet about folders, also those that the same file writes; about names, revisions and `**kwargs` that only
    running the code would tell; about `local_files_only=True`, about other hubs, and about datasets where the project
    has Datasets 4, which runs no code of theirs.

    Why is this bad?
    ----------------
    Without a revision you get the branch `main` as it is at that moment: whoever can push to the repository decides
    what you load next time, and nobody can repeat what you did. A tag or a branch can be moved as well.

    Example
    -------
        model = AutoModel.from_pretrained("org/name", trust_remote_code=True)

    Use instead
    -----------
        model = AutoModel.from_pretrained("org/name", revision="4f2c...", trust_remote_code=True)

    References
    ----------
    - https://huggingface.co/docs/huggingface_hub/guides/download#from-specific-version
    - https://huggingface.co/docs/transformers/custom_models
    """
    return _unpinned_in_calls(module, options, False)


unpinned_hub_model.asks_versions = True


@unpinned_hub_model.register("command")
def _trusted_in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code import hub_commands

    return _unpinned_in_commands(command) if hub_commands.trusts(command) else iter(())


def _unpinned_in_calls(module: Module, options: Options, is_wide: bool) -> Iterator[Hit]:
    from labcoat.core.calls import span_of
    from labcoat.remote_code.dataset_scripts import is_ignored
    from labcoat.remote_code.hub_calls import loads

    for load in loads(module):
        runs_code = load.trusts and not (load.is_dataset and is_ignored(options))
        if (is_wide or runs_code) and not load.is_pinned:
            segment, start, end = span_of(module, load.given)
            yield _unpinned(segment, start, end, load.name, runs_code)


def _unpinned_in_commands(command: CommandLine) -> Iterator[Hit]:
    from labcoat.remote_code import hub_commands

    if not hub_commands.is_pinned(command):
        for name, start, end in hub_commands.loaded(command):
            yield _unpinned(command.segment, start, end, name, hub_commands.trusts(command))
            return


def _unpinned(segment: Segment, start: int, end: int, name: str, is_trusted: bool) -> Hit:
    what = "the code that it runs can change" if is_trusted else "what it is can change"
    return Hit(
        segment,
        start,
        end,
        f"`{name}` is loaded without a commit: {what} at any time",
        "name the commit that you have looked at: `revision`, 40 digits",
    )


unpinned_everywhere = Rule(
    unpinned_hub_model.name, unpinned_hub_model.family, unpinned_hub_model.doc, "low", words=LOADING
)
unpinned_everywhere.asks_versions = True
unpinned_hub_model.switch = "unpinned"
unpinned_hub_model.wider = unpinned_everywhere


@unpinned_everywhere.register("python")
def _in_calls(module: Module, options: Options) -> Iterator[Hit]:
    return _unpinned_in_calls(module, options, True)


@unpinned_everywhere.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code import hub_commands

    is_known = hub_commands.loads_by_itself(command) or hub_commands.trusts(command)
    return _unpinned_in_commands(command) if is_known else iter(())


@rule(
    "low",
    opt_in=True,
    words=(
        "huggingface.co main",
        "hf.co",
        "raw.githubusercontent.com",
        "github.com raw",
        "huggingface.co clone",
    ),
)
def mutable_hub_url(module: Module, options: Options) -> Iterator[Hit]:
    """A file is downloaded from a branch of a repository.

    What it does
    ------------
    Reports URLs such as `https://huggingface.co/…/resolve/main/…` and `https://raw.githubusercontent.com/…/main/…`
    where something downloads them: `requests.get`, `urlretrieve`, `load_state_dict_from_url` and their kin, `wget`,
    `curl`, `ADD` in a Dockerfile, keys of configuration such as `model_url`; and `git clone` of a repository of
    Hugging Face's without a commit that is checked out after it. It is for those who want this everywhere: select it
    by its name, or with

        [tool.labcoat.remote-code]
        unpinned = true

    It is quiet about commits and tags, about pictures, and about text that nothing downloads.

    Why is this bad?
    ----------------
    The branch moves: the same command gets another file tomorrow, whoever can push to the repository decides which.

    Example
    -------
        wget https://huggingface.co/org/name/resolve/main/model.safetensors

    Use instead
    -----------
        wget https://huggingface.co/org/name/resolve/4f2c.../model.safetensors

    References
    ----------
    - https://huggingface.co/docs/huggingface_hub/guides/download
    """
    from labcoat.remote_code.hub_urls import urls_in_calls

    for segment, start, end in urls_in_calls(module):
        yield _mutable(segment, start, end)


mutable_hub_url.switch = "unpinned"


@mutable_hub_url.register("file")
def _urls_in_commands(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.hub_urls import urls_in_commands

    for segment, start, end in urls_in_commands(parts.commands):
        yield _mutable(segment, start, end)


@mutable_hub_url.register("dockerfile")
def _added_urls(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.hub_urls import added_urls

    for start, end in added_urls(segment.text):
        yield _mutable(segment, start, end)


@mutable_hub_url.register("yaml", "json", "toml", "ini", "hcl")
def _urls_in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.hub_urls import is_mutable

    for setting in segment.settings()[0]:
        is_url = isinstance(setting.value, str) and setting.key.lower().replace("-", "_").endswith(("url", "uri"))
        if is_url and is_mutable(str(setting.value)):
            yield _mutable(segment, setting.key_start, setting.end)


def _mutable(segment: Segment, start: int, end: int) -> Hit:
    message = "this downloads from a branch: what it gets can change at any time"
    return Hit(segment, start, end, message, "name a commit in place of the branch, or check the file's hash")


RULES = [unpinned_hub_model, mutable_hub_url]
