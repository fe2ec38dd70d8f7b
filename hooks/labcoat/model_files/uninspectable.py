"""What nobody can look into without loading or decrypting it."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options


@rule("medium", looks_at="model")
def uninspectable_model(model: Model, options: Options) -> Iterator[Hit]:
    """A model file, or a part of it, could not be looked into.

    What it does
    ------------
    Reports archives that are encrypted or compressed in a way that labcoat does not read (7z, rar, zstd, lz4), and
    files of which not all was read, because they are larger when decompressed, or have more members or opcodes, than
    labcoat reads of one file. The message says which.

    Why is this bad?
    ----------------
    Whoever hides code in a model hides it where scanners cannot look: the malicious models that were found on
    Hugging Face in 2025 were compressed with 7z in place of zip.

    Example
    -------
    A PyTorch model in a 7z archive.

    Use instead
    -----------
    Unpack the archive and commit what is in it, or save the weights as safetensors. To accept the file as it is, name
    it below `[tool.labcoat.per-file-ignores]`, or put it into the baseline.

    References
    ----------
    - https://www.reversinglabs.com/blog/rl-identifies-malware-ml-model-hosted-on-hugging-face
    """
    yield from hits_of(model, "uninspectable")
