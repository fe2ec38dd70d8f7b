"""What is mutated: a small file of each kind, with something for the rules in it, and the words that rules look for."""

from __future__ import annotations

import json

PYTHON = """\
# -*- coding: utf-8 -*-
from __future__ import annotations
import torch, functools as ft
from transformers import AutoModel as Model  # labcoat: ignore[trust-remote-code] reviewed
FLAG: bool = True
def load(name="org/name", *args, trust_remote_code=True, **options):
    options.setdefault("trust_remote_code", not False)
    with open(name) as file, torch.no_grad():
        return Model.from_pretrained(name, revision="0123456789012345678901234567890123456789", **options)
class Settings(dict):
    trust_remote_code = Field(default=FLAG)
    cmd = f"python serve.py --trust-remote-code {name!r:>{width}}"
match load({"trust_remote_code": FLAG, **{}}, [*range(3)], x := lambda a, /, b=1: a @ b):
    case {"a": [1, *rest]} | str(): print(rest, "é", "\\N{BULLET}", b"\\x00", r"\\d", 0x_f, 1_0.5e-3j)
subprocess.run(["vllm", "serve", "--trust-remote-code"], env=dict(HF_DATASETS_TRUST_REMOTE_CODE="1"))
model = torch.hub.load("owner/repo", "model", trust_repo=True)
parser.add_argument("--trust-remote-code", action="store_false")
API_TOKEN = "{secret}"; assert not trust_remote_code
"""
CELLS = (
    "%pip install -q transformers\n!python run.py --trust-remote-code {name}\nx = !ls | head",
    "%%bash -e\nexport HF_DATASETS_TRUST_REMOTE_CODE=1\npython serve.py --trust-remote-code \\\n  --port 80 | tee log",
    "%%writefile config.yaml\nmodel:\n  trust_remote_code: true\n",
    "%%time\nmodel = await load(trust_remote_code=True);\nmodel?\n?load\n%timeit -n 3 model()",
    'print "Python 2", trust_remote_code',
    "In [1]: x = 1\n>>> pip install x",
    PYTHON,
)
SHELL = """\
#!/usr/bin/env bash
set -euo pipefail  # labcoat: ignore[trust-remote-code]
export HF_DATASETS_TRUST_REMOTE_CODE=1 TOKEN="{secret}"
ARGS=(--model "org/name" --trust-remote-code)
for m in $(cat models.txt | sort -u); do python serve.py --model "$m" "${ARGS[@]}" --trust_remote_code=True & done
case "$1" in a|b) lm_eval --model_args pretrained=x,trust_remote_code=True;; *) echo `date` $'\\x41' ;; esac
bash -c "python -c 'load(trust_remote_code=True)'" && echo "trust_remote_code: true" | tee a.yaml
cat <<EOF >out && (( i++ )) || [[ $x =~ ^(a|b)$ ]]
python run.py --trust-remote-code
EOF
"""
YAML = """\
# labcoat: ignore[trust-remote-code]
base: &base {trust_remote_code: true, name: org/name, token: {secret}}
models:
  - <<: *base
    args: ["--trust-remote-code", '--x']
    env: [{name: HF_DATASETS_TRUST_REMOTE_CODE, value: "1"}]
  - command: |
      vllm serve x \\
        --trust-remote-code
    ? complex key
    : !!str yes
---
trust_remote_code: on
"""
TOML = '''\
title = "x" # comment
[model]
trust_remote_code = true
token = "{secret}"
args = ["--trust-remote-code", 1979-05-27T07:32:00Z, 0xff, 1e3, inf]
text = """
serve --trust-remote-code \\
"""
[[table.array]]
"quoted key".sub = {a.b = 'c'}
'''
DOCKERFILE = """\
# syntax=docker/dockerfile:1
FROM python:3.12 AS base
ARG TOKEN={secret}
ENV HF_DATASETS_TRUST_REMOTE_CODE=1 A="b c"
RUN --mount=type=cache,target=/root \\
    pip install vllm && \\
    # comment
    vllm serve x --trust-remote-code
RUN <<EOF
python run.py --trust-remote-code
EOF
CMD ["vllm", "serve", "--trust-remote-code"]
"""
MAKEFILE = """\
ARGS := --trust-remote-code $(shell date)
export HF_DATASETS_TRUST_REMOTE_CODE = 1
define script
python run.py --trust-remote-code
endef
serve: model.bin ; @vllm serve $(ARGS)
\t-@python serve.py \\
\t  --trust-remote-code $$HOME
ifeq ($(A),b)
include x.mk
endif
"""
HCL = """\
locals { token = "{secret}" }
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["*"], Resource = "${var.a}*" }] }) # all
  inline = <<-EOF
    {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
  EOF
  dynamic "x" { for_each = [for a in b : a if !c ? 1 : 2] }
}
"""
INI = "[model]\ntrust_remote_code = true ; on\n  more\ntoken: {secret}\nexport TRUST_REMOTE_CODE=1\nkey = a \\\n b\n"
JSON = (
    '{"model": {"trust_remote_code": true, "args": ["--trust-remote-code", 1e3, null, "{secret}"]}, "a": {"b": []}}\n'
)
TEXT = "torch>=2\n-r other.txt # trust_remote_code --trust-remote-code\nname @ https://u:{secret}@h/x\n"

# In this order, as often as the number says.
TEXTS = (
    ("a.py", PYTHON, 20),
    ("a.sh", SHELL, 8),
    ("a.yaml", YAML, 8),
    ("a.toml", TOML, 6),
    ("Dockerfile", DOCKERFILE, 5),
    ("Makefile", MAKEFILE, 4),
    (".env", INI, 2),
    ("a.cfg", INI, 2),
    ("a.json", JSON, 3),
    ("a.tf", HCL, 4),
    ("requirements.txt", TEXT, 1),
    ("script", SHELL, 1),
    ("a.md", PYTHON, 1),
)


def notebook(version: int, secret: str) -> dict[str, object]:
    """A notebook with one cell of each kind, in nbformat 3 or 4."""
    cells = [_cell(number, source.replace("{secret}", secret), version) for number, source in enumerate(CELLS)]
    cells.append({"cell_type": "markdown", "metadata": {"tags": ["labcoat:ignore"]}, "source": ["# trust_remote_code"]})
    body = {"cells": cells} if version == 4 else {"worksheets": [{"cells": cells, "metadata": {}}]}
    metadata = {"kernelspec": {"name": "python3", "language": "python"}, "signature": "x", "widgets": {"a": {}}}
    return {"metadata": metadata, "nbformat": version, "nbformat_minor": 5 if version == 4 else 0, **body}


def _cell(number: int, source: str, version: int) -> dict[str, object]:
    output = {"output_type": "stream", "name": "stdout", "text": [source, "é\u2028\x1b[0m"]}
    metadata = {"tags": ["labcoat:ignore=trust-remote-code", "keep_output"][number % 3 :], "scrolled": True}
    cell = {"cell_type": "code", "metadata": metadata, "outputs": [output, {"output_type": "error", "traceback": []}]}
    if version == 3:
        return cell | {"input": source, "language": "python", "prompt_number": number}
    return cell | {"id": f"cell-{number}", "source": source.splitlines(keepends=True), "execution_count": number}


def note(secret: str) -> str:
    """A Zeppelin note."""
    paragraph = {"text": f"%python {secret}", "results": {"code": "SUCCESS", "msg": [{"data": "x"}]}}
    return json.dumps({"paragraphs": [paragraph, {"text": "y", "result": {}}], "name": "n"}, indent=2)
