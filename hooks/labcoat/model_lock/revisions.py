"""unpinned-model-revision: an entry of the lock with a revision that can move."""

from __future__ import annotations

from labcoat.core.lockfile.lock import HUB, is_commit
from labcoat.model_lock.scan import LOCK, lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import LockDocument

ADVICE = "write the 40 hex digits of the commit: `labcoat lock --revision` takes it, or the hub's cache says it"


@lock_rule("medium", LOCK)
def unpinned_model_revision(found: LockDocument, options: Options) -> Iterator[Hit]:
    """A model of the hub is locked at a revision that is no commit.

    What it does
    ------------
    Reports models and datasets of Hugging Face in `models.lock` whose `revision` is not the 40 hex digits of a commit,
    or which have none; and any other `revision` that is none.

    Why is this bad?
    ----------------
    A branch or a tag moves: whoever owns the repository decides tomorrow what the lock means. A short commit can get a
    second meaning.

    Example
    -------
        version = 1

        [[model]]
        name = "bert"
        source = "hf:google-bert/bert-base-uncased"
        revision = "main"

    Use instead
    -----------
        version = 1

        [[model]]
        name = "bert"
        source = "hf:google-bert/bert-base-uncased"
        revision = "86b5e0934494bd15c9632b12f734a8a67f723594"

    References
    ----------
    - https://huggingface.co/docs/huggingface_hub/guides/download#from-specific-version
    """
    for model in found.lock.models:
        if model.revision and not is_commit(model.revision):
            message = f'the revision "{model.revision}" of `{model.name}` is no commit, and can move'
            yield found.hit((*model.keys, "revision"), message, ADVICE)
        elif not model.revision and model.source.startswith(HUB):
            yield found.hit((*model.keys, "source"), f"`{model.name}` is locked at no revision", ADVICE)
