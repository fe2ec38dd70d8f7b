"""`.pre-commit-config.yaml`: Python packages that hooks get in addition, and revisions that are branches.

https://pre-commit.com/#pre-commit-configyaml---hooks. A tag is what pre-commit wants; `pre-commit autoupdate` moves it,
but never touches `additional_dependencies`.
"""

from __future__ import annotations

from labcoat.core.packages.configuration.conda_spec import conda_requirement
from labcoat.core.packages.pip.pip_items import TEMPLATES, is_as_written, list_of, read_item
from labcoat.core.packages.requirement import HOOK, VCS, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Path = tuple[str, ...]

LIST = "additional_dependencies"
NODE_REPOSITORIES = ("eslint", "prettier", "stylelint", "commitlint", "markdownlint", "cspell", "jscpd", "biome")
NO_REPOSITORIES = ("local", "meta")


def read_hooks(segment: Segment, found: Packages, settings: list[Setting]) -> None:
    """Add what the hooks in these settings install."""
    values = {setting.path: str(setting.value) for setting in settings}
    hooks: dict[Path, list[Setting]] = {}
    for setting in settings:
        path = setting.path
        if len(path) == 3 and path[0] == "repos" and path[2] == "rev":
            _read_revision(segment, found, setting, values.get((*path[:2], "repo"), ""))
        elif len(path) == 6 and path[0] == "repos" and list_of(setting)[-1:] == (LIST,):
            hooks.setdefault(path[:4], []).append(setting)
    for path, items in hooks.items():
        language = values.get((*path, "language"), "")
        repository = values.get((*path[:2], "repo"), "")
        if language == "conda":
            _read_specs(segment, found, items)
        elif language.startswith("python") or (not language and _is_python(repository, items)):
            for setting in items:
                read_item(segment, setting, found, HOOK)


def _read_revision(segment: Segment, found: Packages, setting: Setting, repository: str) -> None:
    """A revision without a digit is a branch: it is neither a version nor a commit."""
    revision = str(setting.value)
    is_known = not any([char.isdigit() for char in revision]) and not any([mark in revision for mark in TEMPLATES])
    if not revision or not is_known or repository in NO_REPOSITORIES or setting.value is None:
        return
    name = repository.rstrip("/").rpartition("/")[2].removesuffix(".git")
    made = Requirement(segment, setting.start, setting.end, name, "none", VCS)
    made.spec_start, made.url = setting.start, repository
    found.add(made, HOOK)


def _is_python(repository: str, items: list[Setting]) -> bool:
    """Whether the packages of a hook, whose repository knows its language, may be Python ones: npm's are `name@1`."""
    if any([name in repository.lower() for name in NODE_REPOSITORIES]):
        return False
    values = [str(setting.value) for setting in items]
    return not any(
        [value.startswith("@") or ("@" in value and " @" not in value and "://" not in value) for value in values]
    )


def _read_specs(segment: Segment, found: Packages, items: list[Setting]) -> None:
    for setting in items:
        if is_as_written(segment, setting):
            found.add(conda_requirement(segment, setting.start, str(setting.value)), HOOK)
