"""`load_dataset(…, trust_remote_code=…)`: an argument that can be deleted, and how."""

from __future__ import annotations

from labcoat.core.packages.project_versions import known_version
from labcoat.core.rule import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment

LOADERS = (
    "load_dataset",
    "load_dataset_builder",
    "get_dataset_config_info",
    "get_dataset_config_names",
    "get_dataset_infos",
    "get_dataset_split_names",
)


def is_ignored(options: Options) -> bool:
    """Whether the project has a version of Datasets that ignores the argument."""
    version = known_version(options, "datasets")
    return version is not None and version.at_least(4)


def dataset_arguments(module: Module) -> dict[tuple[Segment, int], Edit | None]:
    """Where the calls of Datasets' functions have the argument, and what deletes it, if anything does for certain."""
    found: dict[tuple[Segment, int], Edit | None] = {}
    for called in module.called(*LOADERS):
        for keyword in called.node.keywords:
            if keyword.arg == "trust_remote_code" and "." not in called.name.removeprefix("datasets."):
                segment, start, _ = module.span(keyword)
                found[segment, start] = _deletion(module, called.node, keyword)
    return found


def _deletion(module: Module, call: ast.Call, keyword: ast.keyword) -> Edit | None:
    """The edit that takes the argument and one comma; None where there is more between the arguments."""
    text = module.span(call)[0].text
    arguments = sorted([module.span(each)[1:] for each in (*call.args, *call.keywords)])
    start, end = module.span(keyword)[1:]
    at = arguments.index((start, end))
    if at + 1 < len(arguments):
        end, between = arguments[at + 1][0], text[end : arguments[at + 1][0]]
    elif at:
        start, between = arguments[at - 1][1], text[arguments[at - 1][1] : start]
    else:
        return None
    return Edit(start, end, "") if between.strip() == "," else None
