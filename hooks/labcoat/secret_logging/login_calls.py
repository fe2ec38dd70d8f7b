"""Keys that are typed into the login of a Python package."""

from __future__ import annotations

from labcoat.core.calls import span_of
from labcoat.core.rule import Hit
from labcoat.secret_logging.magic_commands import PROMPT
from labcoat.secret_logging.placeholders import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

LOGINS: dict[str, tuple[tuple[str, int], ...]] = {  # what the key is called, and its position
    "wandb.login": (("key", 1),),
    "huggingface_hub.login": (("token", 0),),
    "huggingface_hub.HfFolder.save_token": (("token", 0),),
    "huggingface_hub.HfApi().login": (("token", 0),),
    "login": (("token", 0),),
    "HfFolder.save_token": (("token", 0),),
    "comet_ml.login": (("api_key", 0),),
    "comet_ml.init": (("api_key", 0),),
    "comet_ml.start": (("api_key", 0),),
    "neptune.init_run": (("api_token", -1),),
    "neptune.init": (("api_token", -1),),
    "clearml.Task.set_credentials": (("key", -1), ("secret", -1)),
    "pyngrok.ngrok.set_auth_token": (("token", 0),),
    "ngrok.set_auth_token": (("token", 0),),
    "dagshub.auth.add_app_token": (("token", 0),),
    "roboflow.Roboflow": (("api_key", 0),),
    "modelscope.hub.api.HubApi().login": (("access_token", 0),),
    "modelscope.HubApi().login": (("access_token", 0),),
}
BARE = ("login", "HfFolder.save_token", "ngrok.set_auth_token")  # as they are without their import
FUNCTIONS = tuple(dict.fromkeys(name.rpartition(".")[2] for name in LOGINS))


def typed_into_calls(module: Module) -> Iterator[Hit]:
    """A hit for each login with a literal key."""
    for called in module.called(*FUNCTIONS):
        for name, position in LOGINS.get(called.name, ()):
            given = called.given(name, position)
            if given and _is_key(called, given):
                segment, start, end = span_of(module, given)
                message = f"the key for `{called.name}` is typed into the code, and kept in the file and its history"
                yield Hit(segment, start, end, message, PROMPT, secret=given.value)
                break


def _is_key(called: Called, given: Given) -> bool:
    if not isinstance(given.value, str) or is_placeholder(given.value) or " " in given.value.strip():
        return False
    return called.name != "login" or given.value.startswith("hf_") or called.given("token") is not None
