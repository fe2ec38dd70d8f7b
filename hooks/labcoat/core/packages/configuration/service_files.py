"""Lists of Python packages in the configuration of services that install them.

Cog, MLflow, Ray, Databricks, BentoML, Truss, LangGraph and Azure ML; the keys are those of their documentation:
https://cog.run/yaml/, https://mlflow.org/docs/latest/ml/model/,
https://docs.ray.io/en/latest/ray-core/handling-dependencies.html, https://docs.databricks.com/aws/en/dev-tools/bundles/,
https://docs.bentoml.com/en/latest/reference/bentoml/bento-build-options.html,
https://docs.baseten.co/truss-reference/config and https://docs.langchain.com/langgraph-platform/cli.
"""

from __future__ import annotations

from labcoat.core.packages.pip.pip_items import add_option, add_reference, list_of, read_item
from labcoat.core.packages.requirement import CODE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Path = tuple[str, ...]

# The last keys of the path of a list of requirements.
LISTS = frozenset(
    [
        ("python_packages",),
        ("pip_packages",),
        ("pipPackages",),
        ("pip_requirements",),
        ("runtime_env", "pip"),
        ("runtime_env", "pip", "packages"),
        ("runtime_env", "uv"),
        ("runtime_env", "uv", "packages"),
        ("python", "packages"),
    ]
)
# A list at the top of a file, and the keys one of which is beside it.
TOP_LISTS = {
    "build_dependencies": ("python", "dependencies"),
    "dependencies": ("build_dependencies", "graphs"),
    "requirements": ("model_class_name", "model_metadata", "model_name", "python_version"),
}
# The last keys of the path of a requirements file's path.
FILES = frozenset(
    [("build", "python_requirements"), ("python", "requirements_txt"), ("runtime_env", "pip"), ("requirements_file",)]
)
OPTIONS = ("index_url", "extra_index_url", "trusted_host", "find_links", "no_index")


def read_services(segment: Segment, found: Packages, settings: list[Setting]) -> None:
    """Add what the services of these settings install."""
    keys = {setting.path[0] for setting in settings if setting.path}
    for setting in settings:
        if not isinstance(setting.value, str):
            continue
        items_of = list_of(setting)
        if items_of:
            if _is_list(items_of, keys):
                read_item(segment, setting, found, CODE)
            elif items_of[-2:-1] == ("python",) and items_of[-1] in OPTIONS:
                add_option(segment, setting, items_of[-1].replace("_", "-"), found, CODE)
        else:
            _read_value(segment, found, setting)


def _is_list(path: Path, keys: set[str]) -> bool:
    if path[-1:] in LISTS or path[-2:] in LISTS or path[-3:] in LISTS:
        return True
    if len(path) == 1:
        return not keys.isdisjoint(TOP_LISTS.get(path[0], ()))
    return path[-2:] == ("spec", "dependencies") and "environments" in path  # of Databricks


def _read_value(segment: Segment, found: Packages, setting: Setting) -> None:
    path = setting.path
    if path[-2:] == ("pypi", "package"):
        read_item(segment, setting, found, CODE)
    elif path[-2:] == ("pypi", "repo"):
        add_option(segment, setting, "index-url", found, CODE)
    elif path[-2:-1] == ("python",) and path[-1] in OPTIONS:
        add_option(segment, setting, path[-1].replace("_", "-"), found, CODE)
    elif path[-2:] in FILES or (path[-1:] in FILES and len(path) == 1):
        add_reference(segment, setting, found)
