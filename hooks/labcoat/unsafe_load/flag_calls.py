"""Options of loaders that let a file run code."""

from __future__ import annotations

import ast

from labcoat.core.calls import full_name
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.core.switches.python import python_switches
from labcoat.unsafe_load.flags import VARIABLES
from labcoat.unsafe_load.option_places import given_at
from labcoat.unsafe_load.places import function_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Given
    from labcoat.core.python import Module
    from labcoat.core.switches import Switch

DANGEROUS = "allow_dangerous_deserialization"
KERAS_LOADS = ("load_model model_from_json model_from_config from_config deserialize deserialize_keras_object").split()
SKOPS_LOADS = ("skops.io.load", "skops.io.loads", "sio.load", "sio.loads")
WITH_WEIGHTS = ("from_pretrained", "from_single_file", "from_ckpt", "load_lora_weights", "pipeline")
SAYS = {
    DANGEROUS: "`allow_dangerous_deserialization=True` unpickles the file, which runs the code that is in it",
    "torch_force_no_weights_only_load": "`TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD` lets `torch.load` run the code in any file",
    "vllm_allow_insecure_serialization": "`VLLM_ALLOW_INSECURE_SERIALIZATION` lets vLLM unpickle what it is sent",
    "enable_xcom_pickling": "`enable_xcom_pickling` lets whoever can write an XCom run code in Airflow",
}
REMOVE = "remove it, and load only files you wrote yourself"
LAMBDAS = "runs the code of Lambda layers that are in the model's file"


def flag_hits(module: Module) -> Iterator[Hit]:
    """Where a module switches such an option on."""
    for name in _mentioned(module):
        for switch in python_switches(module, name):
            yield switch_hit(switch, name)
    yield from _safe_mode(module)
    yield from _unsafe_everywhere(module)
    yield from _trusted(module)
    yield from _pickled_weights(module)


def _mentioned(module: Module) -> list[str]:
    """The switches that are named at all: looking for one costs a walk over the module."""
    texts = [segment.mentions.text.lower() for segment in module.segments]
    return [name for name in (DANGEROUS, *VARIABLES) if any([name in text for text in texts])]


def switch_hit(switch: Switch, name: str) -> Hit:
    """A hit on one of the options that are switches."""
    fix = None
    if switch.value_start >= 0 and name == DANGEROUS:
        fix = Fix("Switch it off", [Edit(switch.value_start, switch.value_end, "False")])
    return switch.hit(SAYS[name], REMOVE, fix=fix)


def _hit(module: Module, given: Given, message: str, help: str = REMOVE, severity: str = "") -> Hit:  # noqa: A002
    segment, start, end = given_at(module, given)
    return Hit(segment, start, end, message, help, severity)


def _safe_mode(module: Module) -> Iterator[Hit]:
    for called in module.called(*KERAS_LOADS):
        given = called.given("safe_mode")
        if given is not None and given.value is False:
            yield _hit(module, given, f"`safe_mode=False` {LAMBDAS}")


def _unsafe_everywhere(module: Module) -> Iterator[Hit]:
    for called in module.called("enable_unsafe_deserialization"):
        message = f"`enable_unsafe_deserialization` {LAMBDAS}, for every model"
        yield module.hit(function_of(called), message, REMOVE)
    for called in module.called("SafeModeScope"):
        if called.value("safe_mode", 0) is False:
            yield module.hit(function_of(called), f"`SafeModeScope(False)` {LAMBDAS}", REMOVE)


def _trusted(module: Module) -> Iterator[Hit]:
    for called in module.called("load", "loads"):
        given = called.given("trusted") if called.name in SKOPS_LOADS else None
        if given is not None and (given.value is True or _is_all_untrusted(module, given)):
            message = "`trusted` is whatever the file asks for, so it may run any code"
            yield _hit(module, given, message, "list the types that you have looked at")


def _is_all_untrusted(module: Module, given: Given) -> bool:
    node: ast.AST | None = given.node
    if isinstance(node, ast.Name):
        node = module.names.bound_to(node)
    return isinstance(node, ast.Call) and full_name(module, node.func).endswith("get_untrusted_types")


def _pickled_weights(module: Module) -> Iterator[Hit]:
    for called in module.called(*WITH_WEIGHTS):
        given = called.given("use_safetensors")
        if given is not None and given.value is False:
            message = "`use_safetensors=False` loads weights from a pickle"
            yield _hit(module, given, message, "leave it out, or convert the weights to safetensors", "low")
