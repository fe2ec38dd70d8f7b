"""Calls that run code of a repository on a hub, and which of them name no commit."""

from __future__ import annotations

import re

from labcoat.core.calls import MISSING, span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.switches import is_on
from labcoat.remote_code.hub_names import is_commit, repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Place = tuple[Segment, int, int, str]  # and what happens

_GITHUB = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}(?::(\S{1,200}))?", re.ASCII)
COLLECTIONS = frozenset("Tool ToolCollection Agent CodeAgent MultiStepAgent ToolCallingAgent PipelineTool".split())
OWN_METRICS = ("evaluate-metric", "evaluate-comparison", "evaluate-measurement")
# Functions by their last name: packages that they are of, the keyword and the position of the repository, its revision.
FUNCTIONS: dict[str, tuple[tuple[str, ...], str, int, str]] = {
    "load_tool": (("smolagents", "transformers", ""), "repo_id", 0, "revision"),
    "from_hub": (("smolagents", "transformers", *COLLECTIONS), "repo_id", 0, "revision"),
    "get_kernel": (("kernels", ""), "repo_id", 0, "revision"),
    "load_metric": (("datasets", ""), "path", 0, "revision"),
    "foreign_class": (("speechbrain", ""), "source", 0, "revision"),
}


def code_calls(module: Module) -> Iterator[Place]:
    """The calls, each at the argument that names the repository."""
    for name in ("load", "list", "help"):
        for called in module.called(name):
            yield from _load(module, called, name)
    for function in FUNCTIONS:
        for called in module.called(function):
            yield from _named(module, called, function)
    for called in _with_pipeline(module):
        yield from _pipeline(module, called)


def _load(module: Module, called: Called, name: str) -> Iterator[Place]:
    if called.name == f"torch.hub.{name}":
        yield from _torch_hub(module, called)
    elif called.name == "evaluate.load":
        yield from _reported(module, called, called.given("path", 0), "revision", "`evaluate.load`")
    elif called.name in ("gradio.load", "gr.load", "gradio.Interface.load", "gradio.Blocks.load"):
        yield from _space(module, called)


def _torch_hub(module: Module, called: Called) -> Iterator[Place]:
    given = called.given("repo_or_dir", 0) or called.given("github", 0)
    source = called.value("source")
    match = _GITHUB.fullmatch(given.value) if given and isinstance(given.value, str) else None
    if given is None or match is None or is_commit(match[1]) or source not in (MISSING, "github"):
        return
    what = f"the branch or tag `{match[1]}`" if match[1] else "the default branch"
    yield (*span_of(module, given), f"`{called.name}` runs code of {what} of a GitHub repository")


def _named(module: Module, called: Called, function: str) -> Iterator[Place]:
    packages, keyword, position, revision = FUNCTIONS[function]
    owner = called.name.rpartition(".")[0]
    is_of = owner.partition(".")[0] in packages or owner.rpartition(".")[2] in COLLECTIONS
    if is_of and (function != "from_hub" or owner.rpartition(".")[2] in COLLECTIONS):
        given = called.given(keyword, position) or called.given("collection_slug") or called.given("task_or_repo_id")
        yield from _reported(module, called, given, revision, f"`{function}`")


def _reported(module: Module, called: Called, given: Given | None, revision: str, what: str) -> Iterator[Place]:
    """The argument, where it is a repository without a commit."""
    name = repository(given.value) if given else ""
    if given is None or not name or name.partition("/")[0] in OWN_METRICS or _trusts(called):
        return
    commit = called.value(revision)
    if commit is not UNKNOWN and not is_commit(commit):
        yield (*span_of(module, given), f"{what} runs code of `{name}` as it is at that moment")


def _with_pipeline(module: Module) -> list[Called]:
    """Calls that may have a `custom_pipeline`."""
    return module.called("from_pretrained", "from_pipe", "from_single_file", "load")


def _pipeline(module: Module, called: Called) -> Iterator[Place]:
    given = called.given("custom_pipeline")
    if given is None or not isinstance(given.value, str):
        return
    if given.value.isidentifier() and called.value("custom_revision") == "main":
        yield (*span_of(module, given), f"`custom_pipeline` runs the newest `{given.value}` that anybody contributed")
    else:
        yield from _reported(module, called, given, "custom_revision", "`custom_pipeline`")


def _space(module: Module, called: Called) -> Iterator[Place]:
    """`gr.load("spaces/org/name")`, `gr.load("org/name", src="spaces")`."""
    given = called.given("name", 0)
    if given is None or not isinstance(given.value, str):
        return
    kind, _, name = given.value.partition("/")
    is_space = kind == "spaces" or called.value("src", 1) == "spaces"
    name = name if kind == "spaces" else given.value
    if is_space and repository(name):
        yield (*span_of(module, given), f"`gr.load` builds the app from what the Space `{name}` is at that moment")


def _trusts(called: Called) -> bool:
    """Whether another rule reports the call."""
    value = called.value("trust_remote_code")
    return value not in (UNKNOWN, MISSING) and is_on(value)
