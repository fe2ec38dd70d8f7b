"""Code that is downloaded from a hub and run, by other names than `trust_remote_code`."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

CONTAIN = "run the agent in a container without your keys, or use one that runs no code"
PIN = "read the code, and name the commit that you have read"


@rule(
    "medium",
    words=(
        "torch hub load",
        "torch hub list",
        "torch hub help",
        "load_tool",
        "from_hub",
        "custom_pipeline",
        "get_kernel",
        "evaluate load",
        "load_metric",
        "gradio load",
        "foreign_class",
        "allow_dangerous_code",
        "custom_nodes clone",
    ),
)
def hub_code(module: Module, options: Options) -> Iterator[Hit]:
    """Code is downloaded from a hub and run, whatever it is at that moment.

    What it does
    ------------
    Reports, where the repository is literal and no commit of 40 digits is named:

    - `torch.hub.load`, `list` and `help` of `owner/repo`, also with a branch or a tag
    - `load_tool`, `Tool.from_hub`, `ToolCollection.from_hub` and `Agent.from_hub` of smolagents and Transformers
    - `custom_pipeline="user/name"` of Diffusers without a `custom_revision`, and any with `custom_revision="main"`
    - `get_kernel("org/name")` of kernels
    - `evaluate.load("user/metric")` and `datasets.load_metric`
    - `gr.load` of a Space
    - `foreign_class` of SpeechBrain
    - `git clone` into ComfyUI's `custom_nodes`, without a commit that is checked out after it

    and `allow_dangerous_code=True` of LangChain, with which an agent runs what a model has written.

    It is quiet about local folders, `source="local"`, variables, Diffusers' own community pipelines, which have names
    without a slash and come from the project's repository at the installed version, and metrics of Evaluate itself.
    Where the same call has `trust_remote_code=True`, that has a rule of its own.

    Why is this bad?
    ----------------
    All of these import Python files, or load binaries, of somebody else's repository. Whoever can push there, now or
    later, runs code with your rights: your tokens, your data, your cluster.

    Example
    -------
        model = torch.hub.load("owner/repo", "model")

    Use instead
    -----------
    Read the code, and name the commit that you have read:

        model = torch.hub.load("owner/repo:4f2c...", "model")

    References
    ----------
    - https://docs.pytorch.org/docs/stable/hub.html
    - https://huggingface.co/docs/diffusers/using-diffusers/custom_pipeline_overview
    - https://huggingface.co/docs/smolagents/tutorials/tools
    """
    from labcoat.core.switches.python import python_switches
    from labcoat.remote_code.hub_code_calls import code_calls

    for segment, start, end, what in code_calls(module):
        yield Hit(segment, start, end, what, PIN)
    for switch in python_switches(module, "allow_dangerous_code"):
        yield switch.hit(
            "`allow_dangerous_code=True` runs Python code that a model writes on this machine",
            CONTAIN,
        )


@hub_code.register("file")
def _custom_nodes(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.custom_nodes import cloned_nodes

    for segment, start, end in cloned_nodes(parts.commands):
        message = "ComfyUI runs the code in `custom_nodes`, and this gets whatever the branch has today"
        yield Hit(segment, start, end, message, f"{PIN}: `git checkout` it after the clone")


@hub_code.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.switches.words import flag_in_text

    for start, end in flag_in_text(segment.text, "allow_dangerous_code"):
        message = "`allow_dangerous_code=True` runs Python code that a model writes on this machine"
        yield Hit(segment, start, end, message, CONTAIN, "low")


RULES = [hub_code]
