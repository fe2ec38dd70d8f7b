"""Command lines that load something from Hugging Face's hub."""

from __future__ import annotations

from labcoat.remote_code.hub_names import in_arguments, is_commit, repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word

MODEL_OPTIONS = (
    "--model",
    "--model-id",
    "--model_id",
    "--model-path",
    "--model_path",
    "--model-name-or-path",
    "--model_name_or_path",
    "--model_name",
    "--model-name",
    "--pretrained_model_name_or_path",
    "--base_model",
    "--base-model",
    "--repo-id",
    "--dataset_name",
)
REVISIONS = ("--revision", "--model_revision", "--model-revision", "--code-revision")
TRUSTS = ("--trust-remote-code", "--trust_remote_code")
DOWNLOADERS = ("hf", "huggingface-cli")
SERVERS = ("vllm", "text-generation-launcher", "sglang.launch_server", "vllm.entrypoints.openai.api_server", "lmdeploy")
MODEL_ARGUMENTS = ("--model_args", "--model-args")
NOT_REPOSITORIES = ("--local-dir", "--include", "--exclude", "--cache-dir", "--local_dir", "--revision")


def downloaded(command: CommandLine) -> Word | None:
    """The repository that `hf download` gets."""
    program, words = command.arguments_after_wrappers()
    if program not in DOWNLOADERS or not words or words[0].value != "download":
        return None
    before = ""
    for word in words[1:]:
        if repository(word.value) and before not in NOT_REPOSITORIES:
            return word
        before = word.value
    return None


def loaded(command: CommandLine) -> Iterator[tuple[str, int, int]]:
    """The repositories that a command's words name, with their places: what it downloads, serves, or works on."""
    word = downloaded(command) or _served(command)
    if word is not None:
        yield word.value, word.start, word.end
    option = command.option(*MODEL_OPTIONS)
    if option is not None and option.value and repository(option.value):
        yield option.value, option.value_start, option.value_end
    arguments = command.option(*MODEL_ARGUMENTS)
    name, _ = in_arguments(arguments.value if arguments else None)
    if arguments is not None and name:
        at = command.segment.text.find(name, arguments.value_start, arguments.value_end)
        if at >= 0:
            yield name, at, at + len(name)


def _served(command: CommandLine) -> Word | None:
    program, words = command.arguments_after_wrappers()
    is_served = program == "vllm" and len(words) > 1 and words[0].value == "serve"
    return words[1] if is_served and repository(words[1].value) else None


def loads_by_itself(command: CommandLine) -> bool:
    """Whether it is known what the program does with a repository's name."""
    return command.program in (*DOWNLOADERS, *SERVERS)


def trusts(command: CommandLine) -> bool:
    """Whether the command lets the repository's code run."""
    arguments = command.option(*MODEL_ARGUMENTS)
    if arguments is not None and in_arguments(arguments.value)[0]:
        return True
    option = command.option(*TRUSTS)
    return option is not None and (option.value or "").lower() not in ("false", "0", "no")


def is_pinned(command: CommandLine) -> bool:
    """Whether it names a commit, or a variable may."""
    option = command.option(*REVISIONS)
    value = (option.value or "") if option else ""
    return is_commit(value) or "$" in value or "{" in value
