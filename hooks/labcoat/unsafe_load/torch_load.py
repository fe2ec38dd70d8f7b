"""`torch.load`, which unpickles unless it is told not to."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment


@rule("high", words=("torch load", "weights_only"), in_tests="medium")
def torch_load(module: Module, options: Options) -> Iterator[Hit]:
    """A checkpoint is loaded in a way that runs the code that is in it.

    What it does
    ------------
    Reports `weights_only=False` given to `torch.load`, `torch.hub.load_state_dict_from_url`, Lightning's
    `load_from_checkpoint` and `fit`, and other functions named `load`, also through a constant, a default, a dictionary
    or `functools.partial`. A `torch.load` without `weights_only` has severity `medium`; it is not reported where the
    project, or the notebook itself, asks for torch 2.6 or later, whose default is `True`. `weights_only=True` is
    reported, with severity `medium`, only where the project pins a torch before 2.6.

    It is quiet about a `weights_only` that only running the code would tell, about `torch.jit.load`, and about
    `**kwargs` that may hold it.

    Why is this bad?
    ----------------
    A checkpoint is a pickle, and a pickle is a program: a file from a model hub, a colleague or a shared bucket runs
    commands with your rights while it is loaded. `weights_only=True` lets only tensors and plain types through; before
    torch 2.6 even that could be made to run code (CVE-2025-32434).

    Example
    -------
        import torch

        state = torch.load("model.pt", weights_only=False)

    Use instead
    -----------
    safetensors; or torch 2.6 or later, with

        import torch

        state = torch.load("model.pt", weights_only=True)

    and `torch.serialization.add_safe_globals([...])` for the classes that a checkpoint needs.

    References
    ----------
    - https://docs.pytorch.org/docs/stable/generated/torch.load.html
    - https://github.com/pytorch/pytorch/security/advisories/GHSA-53q9-r3pm-6pq6
    - https://huggingface.co/docs/safetensors/
    """
    from labcoat.unsafe_load.torch_calls import torch_hits

    yield from torch_hits(module, options)


torch_load.asks_versions = True


@torch_load.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.tokens import options_in_text
    from labcoat.unsafe_load.torch_calls import SAYS_OFF, TURN_ON

    for start, end in options_in_text(segment.text, "weights_only", "False"):
        yield Hit(segment, start, end, SAYS_OFF, TURN_ON, severity="medium")


def _may_load(text: str) -> bool:
    """Whether a text may call `torch.load` by some name."""
    if any([name in text for name in ("torch.load", "torch.serialization", "weights_only", "torch as ")]):
        return True
    import re

    imported = r"from torch\b[\w.]{0,40} import (?:\([^)]{0,2000}|[^\n]{0,400})\bload\b"
    return "from torch" in text and re.search(imported, text) is not None


torch_load.confirm = _may_load
RULES = [torch_load]
