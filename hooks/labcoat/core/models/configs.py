"""What configuration lets a loader import: Hydra's `_target_`, MLflow's `loader_module`, `auto_map` of Hugging Face.

Judged by the settings of a text, so that rules for files and readers of containers say the same.
"""

from __future__ import annotations

from labcoat.core.models.hub_configs import KEYS as HUB_KEYS
from labcoat.core.models.hub_configs import judge_hub
from labcoat.core.models.paths import way_out
from labcoat.core.models.targets import danger_of, is_known
from labcoat.core.models.yaml_tags import ADVICE as TAG_ADVICE
from labcoat.core.models.yaml_tags import MARK, judge_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.models.inspection import Inspection
    from labcoat.core.models.place import Place
    from labcoat.core.settings import Setting

KEYS = ("_target_", "loader_module", "auto_map", "custom_pipelines", "weight_map", "chat_template", *HUB_KEYS)
MOST_VALUES = 300_000  # of a member: each is held with its path
LONGEST_YAML = 1 << 20  # characters: reading so much takes seconds
INDIRECT = (
    "hydra.utils.get_method",
    "hydra.utils.get_class",
    "hydra.utils.get_object",
    "hydra.utils.get_static_method",
)
TARGET_ADVICE = "name a class of your own in its place, which does only what the configuration needs"
FOREIGN_ADVICE = "load the model only where you know that module, and pin it as you pin code"
MAP_ADVICE = "copy that code into this repository and review it, or pin `code_revision` where the model is loaded"
OWN_ADVICE = "review the module, and load with a pinned `revision` and no `trust_remote_code` where you can"
TEMPLATE_ADVICE = "take the template out, or replace it with that of the original model"
PATH_ADVICE = "name files by their names alone: they lie beside this one"


class Judged:
    """A setting to be reported: its `kind` is `config`, `path` or `template`. `text` is the line that is shown.

    `part` is what is meant of the value; empty for all of it.
    """

    __slots__ = ("advice", "kind", "message", "part", "setting", "severity", "text")

    def __init__(self, kind: str, setting: Setting, text: str, message: str, advice: str, severity: str = "") -> None:
        self.kind = kind
        self.setting = setting
        self.text = text
        self.message = message
        self.advice = advice
        self.severity = severity
        self.part = ""


def read_config(text: str, language: str, place: Place, inspection: Inspection) -> None:
    """Note what is to be said about a member of a container."""
    from labcoat.core.settings import read_settings

    if language == "yaml" and MARK in text:
        for start, end, message, severity in judge_tags(text, in_model=True):
            inspection.see("config", place, text[start:end], message, TAG_ADVICE, severity)
    if not any([key in text for key in KEYS]) and "\\u00" not in text and "\\x" not in text:
        return
    if text.count(",") + text.count(":") > MOST_VALUES or (language == "yaml" and len(text) > LONGEST_YAML):
        inspection.see("uninspectable", place, place.name, "this configuration is too long to be looked at")
        return
    settings, _ = read_settings(text, language)
    for judged in judge(settings, in_model=True):
        inspection.see(judged.kind, place, judged.text, judged.message, judged.advice, judged.severity)


def judge(settings: Sequence[Setting], in_model: bool = False) -> Iterator[Judged]:
    """All that is to be said about settings; of names of unknown libraries, only inside of a model."""
    yield from judge_code(settings, in_model)
    yield from judge_paths(settings)
    yield from judge_templates(settings)


def judge_code(settings: Sequence[Setting], in_model: bool = False) -> Iterator[Judged]:
    """Code that is named."""
    keys = {setting.path[0] for setting in settings if setting.path}
    for setting in settings:
        value = setting.value
        if not isinstance(value, str) or not value or "${" in value:
            continue
        if setting.key == "_target_":
            yield from _target(setting, value, settings, in_model)
        elif setting.key == "loader_module":
            yield from _loader_module(setting, value, keys)
        elif setting.path[:1] == ("auto_map",) and len(setting.path) > 1:
            yield from _auto_map(setting, value, setting.path[1])
        elif setting.path[:1] == ("custom_pipelines",) and setting.key == "impl":
            yield from _auto_map(setting, value, "AutoPipeline")
        elif "flavors" in keys and setting.key.startswith("*"):
            message = f"a key of this MLmodel is the alias `{setting.key}`, so that it does not say what `{value}` is"
            yield Judged("config", setting, f"{setting.key}: {value}", message, FOREIGN_ADVICE)
    for setting, what, module in judge_hub(settings):
        message = f"{what} `{module}`, which is of no known library, when the model is loaded"
        severity = "high" if danger_of(module) or danger_of(f"{module}.x") else ""
        yield Judged("config", setting, f"{setting.key}: {module}", message, FOREIGN_ADVICE, severity)


def _target(setting: Setting, value: str, settings: Sequence[Setting], in_model: bool) -> Iterator[Judged]:
    name = value.strip()
    if name in INDIRECT:
        path = _sibling(settings, setting, "path")
        name = path if isinstance(path, str) else name
    danger = danger_of(name)
    if danger and not (danger.endswith("load") and _sibling(settings, setting, "weights_only") is True):
        message = f"`_target_` calls `{name}` when the configuration is instantiated"
        yield Judged("config", setting, f"_target_: {value}", message, TARGET_ADVICE, "high")
    elif in_model and not is_known(name) and "." in name:
        message = f"`_target_` imports `{name}`, which is of no known library, when the model is loaded"
        yield Judged("config", setting, f"_target_: {value}", message, FOREIGN_ADVICE)


def _sibling(settings: Sequence[Setting], of: Setting, key: str) -> object:
    path = (*of.path[:-1], key)
    return next((setting.value for setting in settings if setting.path == path), None)


def _loader_module(setting: Setting, value: str, keys: set[str]) -> Iterator[Judged]:
    """MLmodel: https://mlflow.org/docs/latest/ml/model/#storage-format."""
    is_mlflow = "flavors" in setting.path or "flavors" in keys
    if not is_mlflow or value.partition(".")[0] == "mlflow":
        return
    severity = "high" if danger_of(f"{value}._load_pyfunc") else ""
    message = f"`loader_module` imports `{value}` when MLflow loads the model"
    yield Judged("config", setting, f"loader_module: {value}", message, FOREIGN_ADVICE, severity)


def _auto_map(setting: Setting, value: str, name: str) -> Iterator[Judged]:
    if not name.startswith("Auto"):
        return
    repository, _, reference = value.rpartition("--")
    if repository:
        message = f"`auto_map` takes `{name}` from another repository, `{repository}`, and runs what is there"
        yield Judged("config", setting, f"{name}: {value}", message, MAP_ADVICE)
    elif "." in reference:
        message = f"`auto_map` lets `trust_remote_code` run `{reference}` for `{name}`"
        yield Judged("config", setting, f"{name}: {value}", message, OWN_ADVICE, "low")


def judge_paths(settings: Sequence[Setting]) -> Iterator[Judged]:
    """Code of an MLflow model that lies elsewhere, and shards of a checkpoint that do: https://huggingface.co/docs/safetensors#format."""
    seen: set[str] = set()
    for setting in settings:
        value, path = setting.value, setting.path
        is_shard, is_code = path[:1] == ("weight_map",), path[:1] == ("flavors",) and setting.key == "code"
        if not isinstance(value, str) or value in seen or not (is_shard or is_code):
            continue
        seen.add(value)
        how = way_out(value)
        if how:
            message = f"`{'weight_map' if is_shard else 'code'}` reads `{value}`, which {how}"
            yield Judged("path", setting, f"{setting.key}: {value}", message, PATH_ADVICE)


def judge_templates(settings: Sequence[Setting]) -> Iterator[Judged]:
    """Chat templates: one, or a list of several with names."""
    for setting in settings:
        value = setting.value
        if not isinstance(value, str) or "{" not in value or not _is_template(setting.path):
            continue
        from labcoat.core.models.templates import expression, judge_template

        for start, end, why in judge_template(value):
            message = f"the template `{'.'.join(setting.path)[-100:]}` {why}"
            made = Judged("template", setting, expression(value, start, end), message, TEMPLATE_ADVICE)
            made.part = value[start:end]
            yield made


def _is_template(path: tuple[str, ...]) -> bool:
    """`chat_template`, `chat_template.0.template` or `chat_template.tool_use`."""
    return any([key.startswith("chat_template") for key in path[-3:]]) and path[-1] != "name"
