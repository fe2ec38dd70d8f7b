"""Kinds of documents by name and by shebang."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.kinds import kind_of, kind_of_shebang

NAMES = {
    "notebook": "a.ipynb A.IPYNB dir/x.y.ipynb",
    "python": "a.py a.pyi a.pyw a.py3 SConstruct sub/SConscript a.sage Snakefile dockerfile_parser.py dockerfile.py",
    "shell": "a.sh a.bash a.zsh .envrc .bashrc home/.bash_profile .zshrc binder/postBuild run.sh.j2 job.slurm",
    "dockerfile": "Dockerfile docker/Dockerfile.gpu gpu.dockerfile Containerfile Containerfile.dev dockerfile "
    "Dockerfile-dev Dockerfile_dev Dockerfile.j2 x/gpu.Dockerfile Dockerfile.sh Dockerfile-uv.jinja Dockerfile-py3.11",
    "makefile": "Makefile GNUmakefile rules.mk justfile makefile Makefile.in",
    "yaml": "a.yaml a.yml values.yaml.j2 conf.yml.example .pre-commit-config.yaml conda-lock.yml .condarc",
    "json": "a.json a.jsonc a.json5 site.webmanifest Pipfile.lock config.json.tmpl",
    "toml": "pyproject.toml Pipfile uv.lock poetry.lock config.toml.example",
    "hcl": "main.tf terraform.tfvars policy.hcl",
    "ini": "setup.cfg a.ini app.conf serving.properties .env .env.example prod.env pip.conf .env.local",
    "requirements": "requirements.txt requirements-dev.txt dev-requirements.txt requirements.in constraints.txt "
    "requirements/dev.txt a/requirements/gpu.in nlp.requirements.txt requirements_lock_3_10.txt x\\requirements.txt",
    "markdown": "README.md a.rst a.qmd a.Rmd dockerfile.md",
    "text": "a.txt a.log a.csv data.jsonl",
    "model": "a.pt a.pth pytorch_model.bin a.ckpt a.pkl a.joblib a.npy a.npz a.h5 a.keras a.onnx a.safetensors a.gguf "
    "a.pb a.msgpack a.tar.gz a.zip a.7z a.rds a.nemo a.mar a.skops a.pmml",
    "other": "LICENSE a.js a a/b .gitignore yaml sh py x.unknown dir.py/binary .. . dockerfiles",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in NAMES for name in NAMES[kind].split()])
def test_kind_of(kind: str, name: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"#!/usr/bin/python", "python"),
        (b"#!/usr/bin/env python3\r\n", "python"),
        (b"#!/usr/bin/env -S python3.11 -u", "python"),
        (b"#!/usr/bin/env -S A=1 ipython", "python"),
        (b"#! /opt/venv/bin/python3.12", "python"),
        (b"#!/usr/bin/env -S uv run --script", "python"),
        (b"#!/bin/sh\nimport python", "shell"),
        (b"#!/bin/bash -eu", "shell"),
        (b"#!/usr/bin/env zsh", "shell"),
        (b"#!/usr/bin/make -f", "makefile"),
        (b"#!/usr/bin/perl", "other"),
        (b"#!", "other"),
        (b"#!/usr/bin/env", "other"),
        (b"#!/usr/bin/env -S", "other"),
        (b"# python", "other"),
        (b"", "other"),
        (b"#!\xff\xfe", "other"),
    ],
)
def test_kind_of_shebang(line: bytes, kind: str) -> None:
    assert kind_of_shebang(line) == kind


@given(st.text(), st.binary())
def test_any_name_and_any_line_has_a_kind(path: str, line: bytes) -> None:
    assert kind_of(path)
    assert kind_of_shebang(b"#!" + line)


def test_importing_kinds_imports_nothing_else() -> None:
    code = (
        "import sys, labcoat.core; before = set(sys.modules); import labcoat.core.kinds; "
        "print(set(sys.modules) - before - {'labcoat.core.kinds', '__future__'} or '')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
