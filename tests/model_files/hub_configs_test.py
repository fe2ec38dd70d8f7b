"""Modules that sentence-transformers, diffusers and PEFT import by what a configuration says."""

from __future__ import annotations

import json

import pytest

from labcoat.core.models.hub_configs import PIPELINES
from tests import tables
from tests.cases import found

CONFIG = "code-in-model-config"


def modules(*types: str) -> str:
    return json.dumps([{"idx": n, "name": str(n), "path": f"{n}", "type": name} for n, name in enumerate(types)])


def pipeline(**parts: object) -> str:
    return json.dumps({"_class_name": "DiffusionPipeline", "_diffusers_version": "0.30.0", **parts})


def adapter(library: str) -> str:
    return json.dumps(
        {"peft_type": "LORA", "auto_mapping": {"base_model_class": "BertModel", "parent_library": library}}
    )


FLAGS = [
    tables.case(
        "sentence-transformers",
        "modules.json",
        modules("sentence_transformers.models.Transformer", "»evil_package.models.Pooling«"),
    ),
    tables.case("a program", "modules.json", modules("»os.system«")),
    tables.case("a module beside diffusers", "model_index.json", pipeline(unet=["»my_pipeline«", "Net"])),
    tables.case("a package for diffusers", "model_index.json", pipeline(unet=["»evil.package«", "Net"])),
    tables.case(
        "a pipeline of its own",
        "model_index.json",
        json.dumps({"_diffusers_version": "0.30.0", "_class_name": ["»evil«", "Pipeline"]}),
    ),
    tables.case("PEFT", "adapter_config.json", adapter("»evil_package«")),
    tables.case(
        "an alias in MLmodel", "MLmodel", "x: &k loader_module\nflavors:\n  python_function:\n    *k : »evil«\n"
    ),
]
QUIET = [
    tables.case(
        "modules of sentence-transformers",
        "modules.json",
        modules("sentence_transformers.models.Transformer", "sentence_transformers.models.Pooling"),
    ),
    tables.case("another list with types", "modules.json", '[{"name": "a", "type": "b.c"}]'),
    tables.case(
        "classes of diffusers",
        "model_index.json",
        pipeline(unet=["diffusers", "UNet2DConditionModel"], vae=[None, None]),
    ),
    tables.case(
        "a module of its pipelines",
        "model_index.json",
        pipeline(safety_checker=["stable_diffusion", "StableDiffusionSafetyChecker"]),
    ),
    tables.case(
        "classes of transformers",
        "model_index.json",
        pipeline(text_encoder=["transformers", "CLIPTextModel"], sizes=["a"]),
    ),
    tables.case("no pipeline", "other.json", '{"unet": ["my_pipeline", "Net"]}'),
    tables.case("a class of transformers", "adapter_config.json", adapter("transformers.models.bert.modeling_bert")),
    tables.case("code with trust_remote_code", "adapter_config.json", adapter("transformers_modules.org.model")),
    tables.case("no mapping", "adapter_config.json", '{"auto_mapping": null}'),
]
test_flags = tables.flagging(CONFIG, FLAGS)
test_quiet = tables.quiet(CONFIG, QUIET)


@pytest.mark.parametrize(("library", "severity"), [("subprocess", "high"), ("my_package", "medium")])
def test_modules_that_run_programs_count_more(library: str, severity: str) -> None:
    [finding] = found("adapter_config.json", adapter(library).encode())
    assert (finding.rule, finding.severity) == (CONFIG, severity)
    assert f"`{library}`" in finding.message


def test_pipelines_of_diffusers_are_names_of_modules() -> None:
    assert all([name.isidentifier() and name.islower() for name in PIPELINES])
