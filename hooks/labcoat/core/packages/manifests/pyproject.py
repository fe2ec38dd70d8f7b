"""pyproject.toml: what the standards have in it, and the tables of uv, Poetry, PDM, Hatch, Rye and pixi.

https://packaging.python.org/en/latest/specifications/pyproject-toml/ and .../dependency-groups/
"""

from __future__ import annotations

from labcoat.core.packages.locks.locks import mark_locked
from labcoat.core.packages.manifests import pdm, poetry, uv_settings
from labcoat.core.packages.manifests.dependency_tables import entries, is_below, requirement_of
from labcoat.core.packages.pip.pip_requirement import read_requirement
from labcoat.core.packages.requirement import ENV, LOCAL, MANIFEST, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

LISTS = (
    ("project", "dependencies"),
    ("project", "optional-dependencies", "*"),
    ("dependency-groups", "*"),
    ("build-system", "requires"),
    ("tool", "uv", "dev-dependencies"),
    ("tool", "uv", "constraint-dependencies"),
    ("tool", "uv", "override-dependencies"),
    ("tool", "uv", "build-constraint-dependencies"),
    ("tool", "pdm", "dev-dependencies", "*"),
    ("tool", "rye", "dev-dependencies"),
    ("tool", "hatch", "envs", "*", "dependencies"),
    ("tool", "hatch", "envs", "*", "extra-dependencies"),
    ("tool", "tox", "env_run_base", "deps"),
    ("tool", "tox", "env", "*", "deps"),
)
PIXI_TABLES = (
    ("tool", "pixi", "pypi-dependencies"),
    ("tool", "pixi", "feature", "*", "pypi-dependencies"),
    ("pypi-dependencies",),  # of pixi.toml
    ("feature", "*", "pypi-dependencies"),
)


def read(segment: Segment, found: Packages) -> None:
    """Add what the file says."""
    settings, _ = segment.settings()
    for setting in settings:
        if any([len(setting.path) == len(keys) + 1 and is_below(setting.path, keys) for keys in LISTS]):
            _add_line(segment, setting, found)
    if "pypi-dependencies" in segment.text:
        for pattern in PIXI_TABLES:
            for name, keys in entries(settings, pattern):
                found.add(requirement_of(segment, name, keys), MANIFEST)
    for module in (poetry, pdm):
        module.read(segment, settings, found)
    uv_settings.read(segment, found, ("tool", "uv"))
    mark_locked(segment, found)


def _add_line(segment: Segment, setting: Setting, found: Packages) -> None:
    """Add a requirement that is a string; `-e` of PDM and tox is passed over, and so are options."""
    value = setting.value
    if not isinstance(value, str) or not value.strip() or value.startswith("-r"):
        return
    blanks = len(value) - len(value.lstrip())
    for option in ("-e ", "--editable "):
        blanks += len(option) if value.startswith(option) else 0
    made = _read(segment, setting.start + blanks, value[blanks:].rstrip(), bool(blanks))
    if setting.value != segment.text[setting.start : setting.end]:  # an escape somewhere, in a marker most often
        made.end = setting.end
        made.spec_end = min(made.spec_end, made.end)
        made.spec_start = min(made.spec_start, made.end)
    found.add(made, MANIFEST)


def _read(segment: Segment, start: int, text: str, is_editable: bool) -> Requirement:
    """A requirement; Hatch puts `{root:uri}` and `{env:NAME}` into it."""
    made = read_requirement(segment, start, text, is_editable)
    if "{root" in text or "{home" in text or "{toxinidir" in text:
        made.level = LOCAL
    elif "{env" in text:
        made.level = ENV
    return made
