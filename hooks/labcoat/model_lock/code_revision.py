"""Code and commands that load another revision of a model than models.lock has."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.remote_code.unpinned import LOADING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine


@rule("medium", words=(*LOADING, "simple_evaluate"))
def revision_not_in_lock(module: Module, options: Options) -> Iterator[Hit]:
    """A model or dataset is loaded from the hub in another revision than models.lock has, or in whichever is newest.

    What it does
    ------------
    Compares what code, notebooks and commands load from Hugging Face's hub with the nearest `models.lock`: calls of
    `from_pretrained`, `pipeline`, `SentenceTransformer`, `load_dataset`, `hf_hub_download`, `snapshot_download`, `LLM`
    and their kin, `hf download`, `vllm serve`. Each must carry `revision=` with the commit of the lock; a branch or a
    tag with the same content today is not enough, and `code_revision` says nothing about the weights. `labcoat fix`
    writes the commit.

    A repository that is not in the lock is of low severity, where the lock lists others of its kind, models or
    datasets; of medium severity where its organisation looks like a publisher's or one of the lock. Allow those you
    need, or all:

        [tool.labcoat.model-lock]
        allow-unlisted = ["hf-internal-testing", "org/name"]

    It is quiet without a lock; about folders, also those that the same file writes; about names, revisions and
    `**kwargs` that only running the code would tell; and about other hubs. A call that lets code of the repository run
    is also one for `unpinned-hub-model`: the revision of the lock satisfies both.

    Why is this bad?
    ----------------
    The lock says which files were looked at. Code that names no revision, or another one, gets other files, and
    whoever can push to the repository decides which.

    Example
    -------
        model = AutoModel.from_pretrained("org/name")

    Use instead
    -----------
        model = AutoModel.from_pretrained("org/name", revision="0123456789abcdef0123456789abcdef01234567")

    References
    ----------
    - https://huggingface.co/docs/huggingface_hub/guides/download#from-specific-version
    - https://huggingface.co/docs/transformers/main_classes/model#transformers.PreTrainedModel.from_pretrained.revision
    """
    from labcoat.core.lockfile.known import known_lock
    from labcoat.model_lock.code_calls import hits_in_calls

    lock = known_lock(options)
    return hits_in_calls(module, lock, options) if lock else iter(())


revision_not_in_lock.asks_lock = True
revision_not_in_lock.needs_lock = True


@revision_not_in_lock.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.core.lockfile.known import known_lock
    from labcoat.model_lock.code_commands import hits_in_command

    lock = known_lock(options)
    return hits_in_command(command, lock, options) if lock else iter(())


RULES = [revision_not_in_lock]
