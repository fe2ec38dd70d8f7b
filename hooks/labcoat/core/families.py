"""The rule families: one hook module each."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from labcoat.core.rule import Rule

CHECKERS = (
    "cloud_policy",
    "find_keys",
    "model_files",
    "model_lock",
    "pinned_requirements",
    "remote_code",
    "secret_logging",
    "unsafe_defaults",
    "unsafe_load",
)
FIXERS = ("strip_outputs",)
ALONE = ("known_vulnerability",)  # hooks that no other command runs


def hook_module(name: str) -> ModuleType:
    """The module of a hook, imported now."""
    __import__(f"labcoat.{name}")  # importlib itself is not loaded
    return sys.modules[f"labcoat.{name}"]


def load_rules(modules: Sequence[str] = CHECKERS) -> dict[str, list[Rule]]:
    """The rules of hooks by family, with the engine's own. `hook.module` stands for some of a hook's rules."""
    from labcoat.core.reading import FAMILY, RULES
    from labcoat.core.rule import rules_of

    families = {name.partition(".")[0].replace("_", "-"): rules_of(hook_module(name)) for name in modules}
    return {**families, FAMILY: list(RULES)}


def family_names() -> list[str]:
    """Every family, that of a fixer too; no hook is imported for it."""
    from labcoat.core.reading import FAMILY

    return [*[name.replace("_", "-") for name in (*CHECKERS, *FIXERS, *ALONE)], FAMILY]


def known_names() -> list[str]:
    """What a selection may name: every rule, every family, and `all`."""
    families = load_rules((*CHECKERS, *ALONE))
    return [*[rule.name for family in families.values() for rule in family], *family_names(), "all"]


def known_options() -> dict[str, Mapping[str, type]]:
    """The keys of every family's table in `[tool.labcoat]`, with their types."""
    from labcoat.core.reading import FAMILY

    return {name.replace("_", "-"): hook_module(name).OPTIONS for name in (*CHECKERS, *FIXERS, *ALONE)} | {FAMILY: {}}
