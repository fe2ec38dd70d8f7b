"""Code in archives of PyTorch: TorchScript, which torch.jit.load compiles, and Python that other loaders run.

Source: https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md,
https://github.com/pytorch/serve/blob/master/model-archiver/README.md and https://docs.pytorch.org/docs/stable/package.html
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.models.source import Source

RUN_BY = {"mar": "TorchServe", "pt": "torch.package", "pth": "torch.package"}  # Python, by the archive's extension
LONGEST_CODE = 16 << 20  # bytes of one file
# Functions that TorchScript has and that reach for files: torch/csrc/jit/runtime/register_{prim,special}_ops.cpp.
FILES = (
    r"\b(?:torch|ops\.(?:aten|prim))\.(?:from_file|save|load)(?=\s*\()"
    r"|\bops\.(?:image|torchvision)\.(?:read_file|write_file)\b"
    r"|\bops\.torchaudio\.\w*(?:load_audio|save_audio|stream|file)\w*"
    r"|\bops\.(?:fb|caffe2)\.\w*(?:load|save|file)\w*"
)
MOBILE = rb"aten::(?:from_file|save|load)(?![a-z_]{2})"  # operators in the tables of mobile models
EXPRESSION = r'"expr_str"\s*:\s*"((?:[^"\\]|\\.)*)"'  # of torch.export, which evaluates it as Python with SymPy
CALLS = r"__|[\"'\[\]{}:;\\=]|\b(?:lambda|import|eval|exec|open)\b"  # what no size of a tensor has


def is_code(name: str) -> bool:
    """Whether a member's name is that of TorchScript code: `archive/code/__torch__/net.py`."""
    return name.endswith(".py") and "code" in name.split("/")[:-1]


def read(source: Source, place: Place, inspection: Inspection) -> None:
    """Look for functions of TorchScript that read or write files; name Python files that are run."""
    archive = (place.members[-2] if len(place.members) > 1 else inspection.path).lower().rpartition(".")[2]
    if is_code(place.name):
        _look_at_code(source, place, inspection)
    elif place.name.endswith(".pkl"):
        _look_at_mobile_code(source, place, inspection)
    elif place.name.endswith(".json"):
        _look_at_expressions(source, place, inspection)
    elif place.members and archive in RUN_BY:
        says = f"{RUN_BY[archive]} runs the Python file `{place.name}` of the archive"
        advice = "keep the code in the project, where it is reviewed; or accept the file below per-file-ignores"
        inspection.see("code", place, place.name, says, advice, "medium")


def _look_at_code(source: Source, place: Place, inspection: Inspection) -> None:
    import re

    text = source.read(0, LONGEST_CODE).decode("utf-8", "replace")
    if source.read(LONGEST_CODE, 1):
        says = f"only the first {LONGEST_CODE >> 20} MB of this code were looked at"
        inspection.see("uninspectable", place, place.name, says)
    for match in re.finditer(FILES, text):
        line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0].strip()
        says = f"TorchScript code calls `{match[0]}`, which reads or writes files when the model is run"
        inspection.see("code", place.at(match.start()), line, says, "export the model without this call")


def _look_at_mobile_code(source: Source, place: Place, inspection: Inspection) -> None:
    """The names of operators in bytecode.pkl, which torch.jit.mobile runs."""
    import re

    for match in re.finditer(MOBILE, source.read(0, LONGEST_CODE)):
        name = match[0].decode()
        says = f"the mobile model calls `{name}`, which reads or writes files when the model is run"
        inspection.see("code", place.at(match.start()), name, says, "export the model without this call")


def _look_at_expressions(source: Source, place: Place, inspection: Inspection) -> None:
    """Sizes of exported programs as text, which torch.export.load evaluates."""
    import re

    text = source.read(0, LONGEST_CODE).decode("utf-8", "replace")
    for match in re.finditer(EXPRESSION, text):
        if re.search(CALLS, match[1].replace("==", "")):
            says = f"the size `{match[1]}` is evaluated as Python when the model is loaded"
            inspection.see("code", place.at(match.start()), match[1], says, "export the model again")
