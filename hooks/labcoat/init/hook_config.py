"""`.pre-commit-config.yaml`: the hooks, for pre-commit and prek."""

from __future__ import annotations

import os

from labcoat.init.steps import Step, UnsureError, planned, text_of
from labcoat.init.yaml_lists import Style, load, with_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.init.origin import Origin
    from labcoat.init.steps import Added
    from labcoat.init.survey import Survey

NAMES = (".pre-commit-config.yaml", ".pre-commit-config.yml")
PREK = "prek.toml"
STRIP, CHECK = "labcoat-strip-outputs", "labcoat"
_STRIPPERS = ("nbstripout", "nb-clean", "jupyter-notebook-cleanup")


def plan_hooks(survey: Survey, source: Origin) -> Step:
    """The step for the hooks' configuration."""
    root = survey.root
    if os.path.lexists(os.path.join(root, PREK)) and not os.path.lexists(os.path.join(root, NAMES[0])):
        return _plan_prek(root, source, _wanted(survey, ""))
    name = next((name for name in NAMES if os.path.lexists(os.path.join(root, name))), NAMES[0])
    present = text_of(os.path.join(root, name))
    hooks = _wanted(survey, present)
    about = f"the hooks {' and '.join(hooks)}" if len(hooks) > 1 else f"the hook {hooks[0]}"
    whole = f"# Install once: pre-commit install (or prek install)\nrepos:\n{_item(source, hooks, Style())}"

    def added(text: str) -> Added:
        if any([hook.startswith(CHECK) for hook in _hook_ids(text)]):
            return text, ""
        return with_item(text, "repos", lambda style: _item(source, hooks, style))

    return planned(root, name, about + _limits(present), _item(source, hooks, Style()), whole, added)


def _limits(text: str) -> str:
    """A warning where the configuration keeps files from all hooks."""
    try:
        data = load(text)
    except UnsureError:
        return ""
    keys = [f"`{key}`" for key in ("files", "exclude") if isinstance(data, dict) and data.get(key)]
    return f", as limited by its {' and '.join(keys)}" if keys else ""


def _wanted(survey: Survey, text: str) -> list[str]:
    """The hooks: notebooks are stripped where there are any, and only once."""
    stripped = not survey.counts.get("notebook") or any([name in text for name in _STRIPPERS])
    return [CHECK] if stripped else [STRIP, CHECK]


def _plan_prek(root: str, source: Origin, hooks: list[str]) -> Step:
    """The step where prek is configured in its own format, which is not written here."""
    ids = ", ".join([f'{{ id = "{hook}" }}' for hook in hooks])
    block = f'[[repos]]\nrepo = "{source.url}"\nrev = "{source.rev}"\nhooks = [{ids}]\n'

    def added(text: str) -> Added:
        if source.url in text or f'"{CHECK}' in text:
            return text, ""
        raise UnsureError("it is yours to write")

    return planned(root, PREK, "", block, "", added)


def _item(source: Origin, hooks: list[str], style: Style) -> str:
    """The entry of `repos`."""
    margin = " " * style.dash
    start, inner = margin + "-" + " " * (style.gap - 1), margin + " " * style.gap
    dash = inner + " " * style.inner + "-" + " " * (style.inner_gap - 1)
    lines = [f"{start}repo: {source.url}", f"{inner}rev: {source.rev}", f"{inner}hooks:"]
    return "".join([f"{line}\n" for line in [*lines, *[f"{dash}id: {hook}" for hook in hooks]]])


def _hook_ids(text: str) -> set[str]:
    """The hooks that a configuration has. Raises UnsureError where it is none."""
    data = load(text)
    repos = data.get("repos") if isinstance(data, dict) else None
    hooks = [_list_in(repo, "hooks") for repo in repos if isinstance(repo, dict)] if isinstance(repos, list) else []
    return {str(hook.get("id")) for some in hooks for hook in some if isinstance(hook, dict)}


def _list_in(table: dict[str, object], key: str) -> list[object]:
    found = table.get(key)
    return found if isinstance(found, list) else []
