"""What the fixes of unsafe loads make of the code; all of them need the user's word (`--unsafe-fixes`)."""

from __future__ import annotations

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.document import read_document
from labcoat.core.edits import apply
from labcoat.core.families import load_rules
from labcoat.core.rule import Hit

FIXES = [
    ("torch.load(f)", "torch.load(f, weights_only=True)"),
    ("torch.load(f, map_location='cpu')", "torch.load(f, map_location='cpu', weights_only=True)"),
    ("torch.load(\n    f,\n)", "torch.load(\n    f, weights_only=True,\n)"),
    ("torch.load((f))", "torch.load((f))"),
    ("torch.load(f  # the file\n)", "torch.load(f  # the file\n)"),
    ("torch.load(f, weights_only=False)", "torch.load(f, weights_only=True)"),
    ("torch.load(f, weights_only=None)", "torch.load(f, weights_only=None)"),
    ("X = False\ntorch.load(f, weights_only=X)", "X = False\ntorch.load(f, weights_only=X)"),
    ("yaml.load(f)", "yaml.safe_load(f)"),
    ("yaml.load_all(f)", "yaml.safe_load_all(f)"),
    ("yaml.unsafe_load(f)", "yaml.safe_load(f)"),
    ("yaml.load(f, Loader=yaml.Loader)", "yaml.load(f, Loader=yaml.SafeLoader)"),
    ("yaml.load(f, yaml.CLoader)", "yaml.load(f, yaml.CSafeLoader)"),
    ("yaml.load(f, Loader=Loader)", "yaml.load(f, Loader=Loader)"),
    ("load_local(f, allow_dangerous_deserialization=True)", "load_local(f, allow_dangerous_deserialization=False)"),
    ("pickle.load(f)", "pickle.load(f)"),
    ("np.load(f, allow_pickle=True)", "np.load(f, allow_pickle=True)"),
]


def _hits(text: str) -> tuple[list[Hit], str]:
    document = read_document("a.py", text.encode())
    kept = Checker(load_rules(), Arguments(), lambda config: None).kept_hits(document)
    hits = [hit for rule, hit in kept if rule.family == "unsafe-load"]
    return hits, apply(document, hits)


@pytest.mark.parametrize(("before", "after"), FIXES)
def test_fixes(before: str, after: str) -> None:
    hits, fixed = _hits(f"import torch\nimport yaml\n{before}\n")
    assert fixed == f"import torch\nimport yaml\n{after}\n"
    assert not any(hit.fix and hit.fix.safe for hit in hits)
