"""Pickles that run code, and then break."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options


@rule("high", looks_at="model")
def broken_pickle(model: Model, options: Options) -> Iterator[Hit]:
    """A pickle breaks off after it has imported or called something.

    What it does
    ------------
    Reports pickles that import names and then have what stops every unpickler: a byte that is no opcode, a text that
    cannot be decoded, an empty stack, the index of something that was never memoised. The message tells the worst that
    has happened by then.

    A pickle that only ends too early is reported with the severity medium: a download may have been cut off.

    Why is this bad?
    ----------------
    A pickle runs while it is read. What it has called when it breaks has been called: the exception comes after it.
    Scanners that read the whole stream first stop with an error instead, and say nothing of what stands before it; the
    malicious models that were found on Hugging Face in 2025 were made like that.

    Example
    -------
    `data.pkl` with `cos`, `system`, `(S'id'`, `tR` and no STOP behind it.

    Use instead
    -----------
    Save the model again, as safetensors if it is made of tensors. Do not load the file to find out what is in it.

    References
    ----------
    - https://www.reversinglabs.com/blog/rl-identifies-malware-ml-model-hosted-on-hugging-face
    - https://docs.python.org/3/library/pickle.html
    """
    yield from hits_of(model, "broken")
