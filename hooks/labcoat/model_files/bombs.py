"""Files that exhaust whoever loads them."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options


@rule("high", looks_at="model")
def model_bomb(model: Model, options: Options) -> Iterator[Hit]:
    """Loading the model would take all memory, disk or time.

    What it does
    ------------
    Reports files that become many times larger when they are decompressed, containers in containers many levels deep,
    headers that claim arrays of a size that no computer has, and pickles that multiply what they build. It stops
    reading such a file itself, after a limit that depends on the size of the file.

    Why is this bad?
    ----------------
    A file of a few kilobytes takes down the training job, the server or the scanner that opens it.

    Example
    -------
    A zip file of 42 kB whose members are zip files, which hold 4.5 PB in all.

    Use instead
    -----------
    Do not load the file. Arrays that honestly shrink to less than a hundredth can be stored without compression, or
    in a sparse format.

    References
    ----------
    - https://cwe.mitre.org/data/definitions/409.html
    - https://www.bamsoftware.com/hacks/zipbomb/
    """
    yield from hits_of(model, "bomb")
