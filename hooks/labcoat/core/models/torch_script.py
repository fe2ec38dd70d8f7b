"""TorchScript: the code of modules, as text in the archive that torch.jit.save writes, which torch.jit.load compiles.

Source: https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

LONGEST_CODE = 16 << 20  # bytes of one file
# Functions that TorchScript has and that reach for files: torch/csrc/jit/runtime/register_{prim,special}_ops.cpp.
FILES = (
    r"\b(?:torch|ops\.(?:aten|prim))\.(?:from_file|save|load)(?=\s*\()"
    r"|\bops\.(?:image|torchvision)\.(?:read_file|write_file)\b"
    r"|\bops\.torchaudio\.\w*(?:load_audio|save_audio|stream|file)\w*"
    r"|\bops\.(?:fb|caffe2)\.\w*(?:load|save|file)\w*"
)


def is_code(name: str) -> bool:
    """Whether a member's name is that of TorchScript code: `archive/code/__torch__/net.py`."""
    return name.endswith(".py") and "code" in name.split("/")[:-1]


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Look for functions that read or write files."""
    import re

    if not is_code(place.name):
        return
    text = source.read(0, LONGEST_CODE).decode("utf-8", "replace")
    for match in re.finditer(FILES, text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0].strip()
        says = f"TorchScript code calls `{match[0]}`, which reads or writes files when the model is run"
        inspection.see("code", place.at(match.start()), line, says, "export the model without this call")
