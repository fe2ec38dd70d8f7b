"""Configuration that makes a service listen on all interfaces."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.unsafe_defaults.binding.addresses import is_everywhere
from labcoat.unsafe_defaults.binding.calls import HELP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting
    from labcoat.unsafe_defaults.common.variables import Variable

APPS = ("ServerApp", "NotebookApp", "LabApp", "JupyterApp", "ExtensionApp")
PARENTS = frozenset(
    "http_options grpc_options server http grpc webserver dashboard uvicorn gunicorn net network service ui "
    "mlflow ray rayStartParams tensorboard web socket_address".split()
)
KEYS = frozenset("host bind address listen ip bindIp dashboard-host dashboard_host bind_address bind-addr".split())
WHOLE_KEYS = frozenset(
    "network.host http.host server.host api.http.host bind-addr bindIp network.bind_host dashboard-host".split()
)
TORCHSERVE = ("inference_address", "management_address", "metrics_address")
VARIABLES = frozenset(
    "GRADIO_SERVER_NAME OLLAMA_HOST STREAMLIT_SERVER_ADDRESS JUPYTER_IP RAY_SERVE_HTTP_HOST BENTOML_HOST UVICORN_HOST "
    "FLASK_RUN_HOST PREFECT_SERVER_API_HOST CHROMA_HOST_ADDR CHROMA_SERVER_HOST MLFLOW_HOST MLSERVER_HOST "
    "LANGFLOW_HOST "
    "RAY_DASHBOARD_HOST N8N_LISTEN_ADDRESS QDRANT__SERVICE__HOST LLAMA_ARG_HOST BOKEH_ADDRESS WEBUI_HOST GUNICORN_BIND "
    "AIRFLOW__WEBSERVER__WEB_SERVER_HOST AIRFLOW__API__HOST DASK_SCHEDULER__HOST JUPYTERLAB_IP NOTEBOOK_IP "
    "TENSORBOARD_HOST FIFTYONE_DEFAULT_APP_ADDRESS LABEL_STUDIO_LISTEN VLLM_HOST".split()
)
OPEN_VARIABLES = {
    "OLLAMA_HOST": "Ollama",
    "MLFLOW_HOST": "MLflow",
    "RAY_DASHBOARD_HOST": "the Ray dashboard",
    "TENSORBOARD_HOST": "TensorBoard",
    "TS_MANAGEMENT_ADDRESS": "TorchServe's management",
}
WRITTEN_ADDRESS = re.compile(r"(?:(?<!\w)|(?<=\\n))(inference|management|metrics)_address=https?://0\.0\.0\.0")
REDIS_BIND = re.compile(r"^[ \t]*bind[ \t]+(?:[^\n#]*[ \t])?(?:0\.0\.0\.0|\*|-?::\*?)(?=[ \t]|$)", re.MULTILINE)


def setting_hits(segment: Segment, is_open: bool, is_ray_guarded: bool) -> Iterator[Hit]:
    """Settings of one segment; those that are variables of the environment are looked at elsewhere."""
    for setting in segment.settings()[0]:
        if not isinstance(setting.value, str):
            yield from _all_hits(segment, setting)
        elif setting.key in TORCHSERVE or setting.key.lower().removeprefix("ts_") in TORCHSERVE:
            if is_everywhere(setting.value, with_scheme=True):
                yield torchserve_hit(segment, setting.key_start, setting.end, setting.key)
        elif _binds(segment, setting) and not (is_ray_guarded and "dashboard" in setting.key):
            yield _hit(segment, setting, is_open)
    if segment.language == "ini":
        for found in REDIS_BIND.finditer(segment.text):
            yield Hit(segment, found.start(), found.end(), "`bind` listens on all interfaces of this machine", HELP)


def _all_hits(segment: Segment, setting: Setting) -> Iterator[Hit]:
    if setting.key in ("bindIpAll", "bind_all") and setting.value is True:
        message = f"`{setting.key}` listens on all interfaces of this machine"
        yield Hit(segment, setting.key_start, setting.end, message, HELP)


def _binds(segment: Segment, setting: Setting) -> bool:
    if setting.path[-2:-1] and setting.path[-2] in APPS and setting.key == "ip":
        return setting.value in ("*", "") or is_everywhere(setting.value)
    if not is_everywhere(setting.value):
        return False
    if setting.key in WHOLE_KEYS:
        return True
    parent = setting.path[-2] if len(setting.path) > 1 else ""
    return setting.key in KEYS and parent in PARENTS and setting.key_start < setting.key_end


def _hit(segment: Segment, setting: Setting, is_open: bool) -> Hit:
    is_critical = (setting.path[-2:-1] and setting.path[-2] in APPS and is_open) or setting.key.startswith("dashboard")
    place = "container" if segment.in_container else "machine"
    severity = "critical" if is_critical else "low" if segment.in_container else ""
    message = f"`{setting.key}` listens on all interfaces of this {place}"
    if is_critical:
        message += ", without authentication"
    return Hit(segment, setting.key_start, setting.end, message, HELP, severity)


def torchserve_hit(segment: Segment, start: int, end: int, name: str) -> Hit:
    """A hit on one of TorchServe's addresses; over its management anybody can load a model, which is code."""
    is_management = "management" in name.lower()
    severity = "critical" if is_management else "low" if segment.in_container else ""
    message = f"`{name}` listens on all interfaces"
    if is_management:
        message = f"`{name}` lets anybody load models, and so run code, on all interfaces"
    return Hit(segment, start, end, message, HELP, severity)


def variable_hits(variable: Variable) -> Iterator[Hit]:
    """A variable of the environment that says where a service listens."""
    name = variable.name
    if name.startswith("TS_") and name.removeprefix("TS_").lower() in TORCHSERVE:
        if is_everywhere(variable.value, with_scheme=True):
            yield torchserve_hit(variable.segment, variable.start, variable.end, name)
        return
    if name not in VARIABLES or not is_everywhere(variable.value, with_scheme=variable.program == "ollama"):
        return
    service = OPEN_VARIABLES.get(name)
    in_container = variable.segment.in_container
    if service:
        message = f"`{name}` opens {service} on all interfaces, to anybody and without authentication"
    else:
        message = f"`{name}` makes the service listen on all interfaces"
    severity = "critical" if service else "low" if in_container else ""
    yield Hit(variable.segment, variable.start, variable.end, message, HELP, severity)
