"""Files that one program reads in another way than the next one."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options


@rule("high", looks_at="model")
def malformed_model(model: Model, options: Options) -> Iterator[Hit]:
    """The structure of a model file contradicts itself, or breaks off.

    What it does
    ------------
    Reports zip files whose members have one name, size, compression method, sum or flag in the directory and another
    one before their data; members of the same name, members that share bytes or are not in the directory, several
    directories, wrong sums, and bytes before, between and behind members; tar files with wrong sums; compressed files
    that break off or go on; arrays with fewer bytes than their header says; safetensors files with overlaps, holes
    and bytes at their end.

    It is quiet about what honest programs write: sizes behind the data of a member, zip64 records, padding by zeros,
    the sums that PyTorch leaves out on request, shebang lines before a zip of Python code.

    Why is this bad?
    ----------------
    Loaders disagree about such files. PyTorch loads members that `zipfile`, and the scanners that are built on it,
    refuse or never see: that is how models got past scanners in CVE-2025-1944, CVE-2025-1945 and CVE-2025-10156. In
    a file that was cut off on its way there is no attack, and no model either.

    Example
    -------
    A checkpoint whose local header calls `archive/data.pkl` by another name than the directory at the end of the file.

    Use instead
    -----------
    Fetch the file again and compare its sum with the published one. If it is your own, write it again with the
    library that makes such files.

    References
    ----------
    - https://nvd.nist.gov/vuln/detail/CVE-2025-1944
    - https://nvd.nist.gov/vuln/detail/CVE-2025-10156
    - https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
    """
    yield from hits_of(model, "malformed")
