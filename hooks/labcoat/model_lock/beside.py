"""pickle-beside-safetensors: weights that can run code, where the same ones that cannot are next to them."""

from __future__ import annotations

import os

from labcoat.model_lock.scan import lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import Artifact

PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
SAFE = ".safetensors"
_TORCH, _INDEX = "pytorch_model", ".index.json"


@lock_rule("low")
def pickle_beside_safetensors(found: Artifact, options: Options) -> Iterator[Hit]:
    """Pickled weights lie beside the same ones as safetensors.

    What it does
    ------------
    Reports `pytorch_model.bin`, `adapter_model.bin`, `model.pt` and their like where the folder has the weights as
    safetensors, too: of the same name, or as the names of Transformers go, in one file or in parts.

    Why is this bad?
    ----------------
    A pickle can run code when it is loaded; safetensors cannot. Nobody needs both, and a library that does not find or
    prefer the safe file takes the other one.

    Example
    -------
    `models/bert/pytorch_model.bin` beside `models/bert/model.safetensors`.

    Use instead
    -----------
    Delete the pickled file.

    References
    ----------
    - https://huggingface.co/docs/safetensors
    """
    folder, name = os.path.split(found.path)
    stem, extension = os.path.splitext(name)
    if extension.lower() not in PICKLED:
        return
    for safe in _safe_names(stem):
        if os.path.isfile(os.path.join(folder, safe)):
            yield found.hit(f"`{name}` is pickled, and `{safe}` beside it is not", f"delete `{name}`")
            return


def _safe_names(stem: str) -> list[str]:
    """What the same weights may be called as safetensors: `pytorch_model-00001-of-00002` is `model-00001-of-00002`."""
    if not stem.startswith(_TORCH):
        return [stem + SAFE]
    rest = stem.removeprefix(_TORCH)
    return [f"model{rest}{SAFE}", f"model{SAFE}", f"model{SAFE}{_INDEX}", stem + SAFE]
