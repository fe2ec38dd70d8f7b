"""invalid-lock: a lock that is not what the format says."""

from __future__ import annotations

from labcoat.model_lock.scan import LOCK, lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import LockDocument


@lock_rule("high", LOCK)
def invalid_lock(found: LockDocument, options: Options) -> Iterator[Hit]:
    """Something in `models.lock` is not as the format says, and was not taken for what it may have meant.

    What it does
    ------------
    Reports a `models.lock` that is not TOML (one with the markers of a merge conflict, for instance), unknown and
    missing keys, values of the wrong type, a `sha256` that is none, names and paths that are there twice, and paths
    that leave the folder of the lock.

    Why is this bad?
    ----------------
    An entry with a typing error protects nothing: `sha265` would be passed over, and the file never compared.

    Example
    -------
        version = 1

        [[model]]
        name = "bert"
        source = "hf:google-bert/bert-base-uncased"
        revison = "86b5e0934494bd15c9632b12f734a8a67f723594"

    Use instead
    -----------
        version = 1

        [[model]]
        name = "bert"
        source = "hf:google-bert/bert-base-uncased"
        revision = "86b5e0934494bd15c9632b12f734a8a67f723594"

    References
    ----------
    - https://labcoat.readthedocs.io/en/latest/model-lock/
    - https://toml.io/en/v1.0.0
    """
    for problem in found.lock.problems:
        yield found.hit(problem.keys, problem.message, "repair it by hand; `labcoat lock` then writes what it can know")
