"""Paths in model files that lead out of the folder that the model is in."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment


@rule("high", looks_at="model", keywords=("weight_map", "flavors"))
def path_in_model(model: Model, options: Options) -> Iterator[Hit]:
    """A model file names a path outside of its own folder.

    What it does
    ------------
    Reports members of tar and zip files, and links in them, that are absolute or climb out of the folder by `..`;
    external data of ONNX tensors, external links of HDF5 files, shards of a `weight_map` and `code` of an `MLmodel`
    that do so.

    It is quiet about links that stay inside of the archive, and about data files beside the model.

    Why is this bad?
    ----------------
    Whoever unpacks the archive writes files where its author wants them, such as a start-up script; whoever loads the
    model reads files that are none of its business, such as keys (CVE-2022-25882, CVE-2024-27318, CVE-2025-12060).

    Example
    -------
    A `model.tar.gz` with the member `../../.ssh/authorized_keys`.

    Use instead
    -----------
    Write the archive again, with paths below one folder. Unpack archives of others with
    `tarfile.extractall(path, filter="data")`.

    References
    ----------
    - https://nvd.nist.gov/vuln/detail/CVE-2024-27318
    - https://cwe.mitre.org/data/definitions/22.html
    """
    yield from hits_of(model, "path")


@path_in_model.register("json", "yaml")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.models.configs import judge_paths
    from labcoat.model_files.settings_hits import hit_at

    for judged in judge_paths(segment.settings()[0]):
        yield hit_at(segment, judged)
