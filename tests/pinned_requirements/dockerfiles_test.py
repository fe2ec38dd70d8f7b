"""unpinned-base-image in Dockerfiles, and what their instructions install."""

from __future__ import annotations

import pytest

from labcoat.core.packages.project import Project
from labcoat.core.packages.requirement import DOCKERFILE, IMAGE_FORM, Packages
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

RULE = "unpinned-base-image"
DIGEST = "sha256:" + "4f" * 32

FLAGS = [
    case("no tag", "Dockerfile", "FROM »python«\nRUN true\n"),
    case("latest", "Dockerfile", "FROM »pytorch/pytorch:latest«\n"),
    case("latest with a flavour", "gpu.Dockerfile", "FROM »tensorflow/tensorflow:latest-gpu-jupyter«\n"),
    case("latest at the end", "Containerfile", "FROM »quay.io/jupyter/base:python-latest«\n"),
    case("nightly", "Dockerfile.gpu", "FROM »vllm/vllm-openai:nightly«\n"),
    case("a branch", "Dockerfile", "FROM »ghcr.io/org/app:main«\n"),
    case("host and port are no tag", "Dockerfile", "FROM »registry:5000/ml/base«\n"),
    case("host and port, latest", "Dockerfile", "FROM »localhost:5000/base:latest« AS base\n"),
    case("lower case", "Dockerfile", "from »ubuntu« as base\nrun true\n"),
    case("platform", "Dockerfile", "FROM --platform=$BUILDPLATFORM »golang:latest« AS build\n"),
    case("two flags and blanks", "Dockerfile", "FROM   --platform=linux/amd64   »node«   AS  web\n"),
    case("quotes", "Dockerfile", 'FROM "»python:latest«"\n'),
    case("on the next line", "Dockerfile", "FROM \\\n    --platform=linux/amd64 \\\n    »python« \\\n    AS base\n"),
    case("comments between", "Dockerfile", "FROM \\\n# why\n  »python«\n"),
    case("another escape character", "Dockerfile", "# escape=`\nFROM `\n  »mcr.microsoft.com/windows:latest«\n"),
    case("syntax directive and comments", "Dockerfile", "# syntax=docker/dockerfile:1\n\n# c\nFROM »python«\n"),
    case("CRLF", "Dockerfile", "FROM »python«\r\nRUN true\r\n"),
    case("BOM", "Dockerfile", "\ufeff# escape=`\nFROM `\n»python«\n"),
    case("ARG is the image", "Dockerfile", "ARG BASE=python:latest\nFROM »${BASE}«\n"),
    case("ARG is the tag", "Dockerfile", "ARG TAG=latest\nFROM »python:$TAG«\n"),
    case("ARG in the middle", "Dockerfile", "ARG KIND=cuda\nFROM »nvidia/${KIND}:latest« AS x\n"),
    case("ARG of ARG", "Dockerfile", "ARG T=latest\nARG IMAGE=nvcr.io/nvidia/pytorch:${T}\nFROM »$IMAGE«\n"),
    case("several in one ARG", "Dockerfile", "ARG A=1 B=latest\nFROM »x/y:${B}«\n"),
    case("quoted ARG", "Dockerfile", 'ARG B="latest"\nFROM »x/y:${B}«\n'),
    case("a default in the place", "Dockerfile", "ARG TAG\nFROM »python:${TAG:-latest}«\n"),
    case("a default of a default", "Dockerfile", "FROM »python:${TAG:-${OTHER:-latest}}«\n"),
    case("a suffix that nobody gives", "Dockerfile", "ARG GPU\nFROM »tensorflow/tensorflow:latest${GPU:+-gpu}«\n"),
    case("a registry that is given", "Dockerfile", "ARG REGISTRY\nFROM »${REGISTRY}/ml/base«\n"),
    case("an ARG of a stage says nothing to FROM", "Dockerfile", "FROM a:1\nARG T=2\nFROM »b:${T:-latest}«\n"),
    case("a stage of a later name", "Dockerfile", "FROM »base« AS x\nFROM python:3.11 AS base\n"),
    case("its own name", "Dockerfile", "FROM »python« AS python\nFROM python AS run\n"),
    case("the same stage twice", "Dockerfile", "FROM a:1 AS x\nFROM »b« AS x\nFROM x\n"),
    case("each stage", "Dockerfile", "FROM »a« AS x\nRUN true\nFROM »b:latest«\nCOPY --from=x /a /b\n"),
    case("COPY --from", "Dockerfile", "FROM a:1\nCOPY --from=»ghcr.io/astral-sh/uv:latest« /uv /bin/\n"),
    case("COPY --from without a tag", "Dockerfile", "FROM a:1\nCOPY --chown=1:1 --from=»busybox« /bin/sh /bin/\n"),
    case("COPY --from with a variable", "Dockerfile", "ARG U=latest\nFROM a:1\nCOPY --from=»astral/uv:$U« /uv /bin/\n"),
    case("RUN --mount", "Dockerfile", "FROM a:1\nRUN --mount=type=bind,from=»org/img:latest«,source=/x true\n"),
    case("RUN --mount from first", "Dockerfile", "FROM a:1\nRUN --mount=from=»org/img«,target=/x true\n"),
    case("two mounts", "Dockerfile", "FROM a:1\nRUN --mount=type=cache,target=/c --mount=from=»o/i« true\n"),
    case("ONBUILD", "Dockerfile", "FROM a:1\nONBUILD COPY --from=»o/i:latest« /a /b\n"),
    case("after a heredoc", "Dockerfile", "FROM a:1\nRUN <<EOF\nFROM x\nEOF\nFROM »b«\n"),
    case("after a COPY heredoc", "Dockerfile", "FROM a:1\nCOPY <<EOF /Dockerfile\nFROM »x«\nEOF\nFROM »b:latest«\n"),
    case("a comment in a RUN", "Dockerfile", "FROM a:1\nRUN true && \\\n  # FROM x\n\n  true\nFROM »b:edge«\n"),
    case("a template of one", "Dockerfile.j2", "FROM »python«\n{% if gpu %}\nRUN true\n{% endif %}\n"),
    case("strict: a tag", "Dockerfile", "FROM »python:3.11.9-slim«\n", min_level="hash"),
    case("strict: tag and digest", "Dockerfile", f"FROM »a:1«\nFROM b:1@{DIGEST}\nFROM c@{DIGEST}\n", min_level="hash"),
]
QUIET = [
    case("a version", "Dockerfile", "FROM python:3.11\n"),
    case("a version and a flavour", "Dockerfile", "FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-devel\n"),
    case("a channel", "Dockerfile", "FROM debian:stable-slim\n"),
    case("a flavour", "Dockerfile", "FROM nginx:alpine\n"),
    case("a release's name", "Dockerfile", "FROM debian:bookworm-slim\nFROM ubuntu:jammy\n"),
    case("a nightly of a day", "Dockerfile", "FROM a/b:nightly-2024-05-01\nFROM a/b:nightly-20240501\n"),
    case("a branch at a commit", "Dockerfile", "FROM a/b:main-4f2c1e0\nFROM a/b:dev-4f2c1e0ab\n"),
    case("a version before it is one", "Dockerfile", "FROM a/b:1.2.3-dev\nFROM a/b:v2-stable\n"),
    case("digest", "Dockerfile", f"FROM python@{DIGEST}\nFROM python:latest@{DIGEST} AS x\nFROM {DIGEST}\n"),
    case("strict: digest", "Dockerfile", f"FROM python@{DIGEST}\n", min_level="hash"),
    case("scratch", "Dockerfile", "FROM scratch\nCOPY a /\n"),
    case("stages", "Dockerfile", "FROM a:1 AS Base\nFROM base as run\nCOPY --from=BASE /a /b\nCOPY --from=0 /a /b\n"),
    case("a stage in a mount", "Dockerfile", "FROM a:1 AS base\nFROM b:2\nRUN --mount=from=base,target=/x true\n"),
    case("stage by ARG", "Dockerfile", "ARG KIND=gpu\nFROM a:1 AS base-gpu\nFROM base-${KIND}\n"),
    case("stage by a variable of the builder", "Dockerfile", "FROM a:1 AS base-arm64\nFROM base-${TARGETARCH}\n"),
    case("ARG with a version", "Dockerfile", "ARG PYTHON=3.11\nFROM python:${PYTHON}-slim\n"),
    case("ARG without a default", "Dockerfile", "ARG BASE\nFROM ${BASE}\n"),
    case("ARG with an empty default", "Dockerfile", 'ARG BASE=""\nFROM $BASE AS x\n'),
    case("a variable may hold the tag", "Dockerfile", "ARG VARIANT\nFROM base${VARIANT}\n"),
    case(
        "a variable in the tag", "Dockerfile", "FROM python:${V}\nFROM python:3-${V}\nFROM python:${V:?must be given}\n"
    ),
    case("part of a variable", "Dockerfile", "ARG V=3.11\nFROM python:${V%.*}\n"),
    case("a version if nothing is given", "Dockerfile", "ARG TAG\nFROM python:${TAG:-3.11}\n"),
    case("a version if something is given", "Dockerfile", "ARG TAG=1\nFROM python:${TAG:+3.11}\n"),
    case("a registry and a version", "Dockerfile", "ARG REGISTRY\nFROM ${REGISTRY}/ml/base:1.2\n"),
    case("syntax", "Dockerfile", "# syntax=docker/dockerfile:latest\nFROM a:1\n"),
    case("commented out", "Dockerfile", "# FROM python\nFROM a:1\n  # FROM b\n"),
    case("in a heredoc", "Dockerfile", "FROM a:1\nRUN cat <<EOF > Dockerfile\nFROM python\nEOF\n"),
    case("in a continuation", "Dockerfile", 'FROM a:1\nRUN psql -c "select a \\\nFROM b" \\\n  FROM c\n'),
    case("a folder given by name", "Dockerfile", "FROM a:1\nCOPY --from=project_src . /src\nRUN --mount=from=x true\n"),
    case("a cache", "Dockerfile", "FROM a:1\nRUN --mount=type=cache,id=from,target=/x,sharing=locked true\n"),
    case("to be filled in", "Dockerfile.template", "FROM {{ image }}\nFROM <image>\nFROM %%IMAGE%%\nFROM BASE_IMAGE\n"),
    case("a tag to be filled in", "Dockerfile.template", "FROM balenalib/%%BALENA_MACHINE_NAME%%-python\n"),
    case("no image at all", "Dockerfile", "FROM\nFROM \\\n\nRUN\nCOPY --from= a b\nRUN --mount=from=, x\n"),
    case("a digest to be filled in", "Dockerfile", "FROM python@sha256:...\nFROM python:latest@$DIGEST\n"),
    case("COPY --from a version", "Dockerfile", "FROM a:1\nCOPY --from=ghcr.io/astral-sh/uv:0.5.1 /uv /bin/\n"),
]


REQUIREMENT_FLAGS = [
    case("pip", "Dockerfile", "FROM a:1\nRUN pip install »numpy« scipy==1.2\n"),
    case("lower case", "Dockerfile", "from a:1\nrun pip install »numpy«\n"),
    case(
        "uv, absolute path",
        "Dockerfile",
        "FROM a:1\nRUN uv pip install --system »a~=1.0«\nRUN /opt/bin/pip install »b«\n",
    ),
    case("conda", "Dockerfile", "FROM a:1\nRUN conda install -y -c conda-forge »numpy« && conda clean -a\n"),
    case(
        "continuations",
        "Dockerfile",
        "FROM a:1\nRUN set -e && \\\n  # c\n\n  pip install --no-cache-dir \\\n    »numpy« \\\n    »torch~=2.1«\n",
    ),
    case(
        "another escape character", "Dockerfile", "# escape=`\nFROM a:1\nRUN pip install `\n  »numpy« `\n  torch==2.1\n"
    ),
    case("CRLF", "Dockerfile", "FROM a:1\r\nRUN pip install \\\r\n  »numpy«\r\n"),
    case("exec form", "Dockerfile", 'FROM a:1\nRUN ["pip", "install", "»numpy«"]\n'),
    case("shell in exec form", "Dockerfile", 'FROM a:1\nRUN ["bash", "-c", "pip install »numpy«"]\n'),
    case("heredoc", "Dockerfile", "FROM a:1\nRUN <<EOF\n  pip install »numpy«\nEOF\nRUN pip install »b«\n"),
    case("heredoc with quotes", "Dockerfile", "FROM a:1\nRUN <<'EOF' bash\npip install »numpy«\nEOF\nUSER x\n"),
    case(
        "heredoc with tabs", "Dockerfile", "FROM a:1\nRUN <<-EOF\n\tpip install »numpy«\n\tEOF\nRUN pip install »b«\n"
    ),
    case("a file in a heredoc", "Dockerfile", "FROM a:1\nCOPY <<EOF /r/requirements.txt\n»numpy«\nEOF\n"),
    case(
        "two files in heredocs",
        "Dockerfile",
        "FROM a:1\nCOPY <<A <<B /requirements/\nx\nA\ny\nB\nRUN pip install »z«\n",
    ),
    case("ARG with a range", "Dockerfile", "FROM a:1\nARG V=2.*\nRUN pip install »torch==$V«\n"),
    case("ONBUILD", "Dockerfile", "FROM a:1\nONBUILD RUN pip install »numpy«\n"),
]
REQUIREMENT_QUIET = [
    case("pinned", "Dockerfile", "FROM a:1\nRUN pip install numpy==1.26.4 'torch==2.1.0'\n"),
    case("by ARG", "Dockerfile", 'FROM a:1\nARG V="2.1.0"\nRUN pip install torch==${V}\n'),
    case("by a variable that nobody knows", "Dockerfile", "FROM a:1\nRUN pip install torch==${V} $PACKAGES\n"),
    case("a file", "Dockerfile", "FROM a:1\nRUN pip install -r requirements.txt\n"),
    case("itself", "Dockerfile", "FROM a:1\nCOPY . .\nRUN pip install -e . && pip install /wheels/*.whl\n"),
    case("pip itself", "Dockerfile", "FROM a:1\nRUN pip install --upgrade pip setuptools wheel\n"),
    case("commented out", "Dockerfile", "FROM a:1\nRUN true && \\\n  # pip install numpy && \\\n  true\n"),
    case("shown only", "Dockerfile", 'FROM a:1\nLABEL x="pip install numpy"\nRUN echo "pip install numpy"\n'),
]


@pytest.mark.parametrize(("path", "text", "options"), REQUIREMENT_FLAGS)
def test_requirements_are_flagged(path, text, options):
    check_flags("unpinned-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), REQUIREMENT_QUIET)
def test_pinned_requirements_are_not(path, text, options):
    check_quiet("unpinned-requirement", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


def test_message_says_what_is_wrong_and_what_to_do():
    by_text = {
        "FROM python": "`python` has no tag: whatever is the newest that day is taken",
        "FROM a/b:latest": "`a/b:latest` moves: the tag goes to every new version",
        "ARG B=a/b:latest\nFROM $B": "`a/b:latest` moves: the tag goes to every new version",
        "FROM ${R}/b": "`${R}/b` has no tag: whatever is the newest that day is taken",
    }
    for text, message in by_text.items():
        [finding] = reported("Dockerfile", text)
        assert (finding.message, finding.severity) == (message, "medium")
        assert "docker buildx imagetools inspect" in finding.help
    [finding] = reported("Dockerfile", "FROM a:1", {"min-level": "hash"})
    assert finding.message == "`a:1` has no digest: the tag can be pushed again"


# --- what instructions install


def packages_of(text: str) -> Packages:
    from labcoat.core.packages.images.dockerfiles import read

    found = Packages("Dockerfile", Project("/nowhere"))
    read(Segment(text, "dockerfile"), found)
    return found


def installed(text: str) -> list[tuple[str, str, str]]:
    """Text, name and level of what is installed."""
    return [
        (made.text, made.name, made.level)
        for made in packages_of("FROM a:1\n" + text).requirements
        if made.form != IMAGE_FORM
    ]


INSTALLED = {
    "pip": ("RUN pip install torch==2.1.0 numpy\n", [("torch==2.1.0", "torch", "exact"), ("numpy", "numpy", "none")]),
    "exec form": ('RUN ["pip", "install", "numpy"]\n', [("numpy", "numpy", "none")]),
    "continuations and comments": (
        "RUN apt-get update && \\\n    # why\n    pip install \\\n      # torch\n      numpy \\\n\n      scipy==1.2\n",
        [("numpy", "numpy", "none"), ("scipy==1.2", "scipy", "exact")],
    ),
    "heredoc": ("RUN <<EOF\nset -e\npip install numpy\nEOF\nRUN pip install b\n", ["numpy", "b"]),
    "heredoc with a shebang": ("RUN <<EOF\n#!/bin/bash\npip install numpy\nEOF\n", ["numpy"]),
    "onbuild": ("ONBUILD RUN pip install numpy\n", ["numpy"]),
    "entry point": ('CMD pip install numpy && python a.py\nENTRYPOINT ["python", "a.py"]\n', ["numpy"]),
    "mounts": ("RUN --mount=type=cache,target=/root/.cache pip install numpy\n", ["numpy"]),
    "requirements in a heredoc": (
        "COPY <<EOF /app/requirements.txt\nnumpy\ntorch==2.1.0\nEOF\nRUN pip install b\n",
        [("numpy", "numpy", "none"), ("torch==2.1.0", "torch", "exact"), ("b", "b", "none")],
    ),
    "Python in a heredoc": (
        "RUN <<EOF\n#!/usr/bin/env python3\nimport os\nos.system('pip install numpy')\nEOF\n",
        ["numpy"],
    ),
    "an environment file in a heredoc": (
        "COPY <<EOF /environment.yml\nchannels: [conda-forge]\ndependencies:\n  - numpy\nEOF\n",
        ["numpy"],
    ),
    "an ARG is known": ("ARG TORCH=2.1.0\nRUN pip install torch==${TORCH}\n", [("torch==${TORCH}", "torch", "exact")]),
    "an ENV is known": ("ENV V=2.1 W=3\nRUN pip install torch==$V\n", [("torch==$V", "torch", "exact")]),
    "an old ENV is known": ("ENV V 2.1\nRUN pip install torch==$V\n", [("torch==$V", "torch", "exact")]),
    "a default that is no version": ("ARG V=3-latest\nRUN pip install a==${V}\n", [("a==${V}", "a", "env")]),
    "Python of an ARG": ('ARG V\nRUN python${V} -m pip install a && "pip$V" install b\n', ["a", "b"]),
    "an ARG without default": ("ARG V\nRUN pip install torch==$V\n", [("torch==$V", "torch", "env")]),
    "an ARG of another stage": ("ARG V=1\nFROM b:1\nRUN pip install x==$V\n", [("x==$V", "x", "env")]),
    "an ARG of the stage it is based on": (
        "FROM b:1 AS b\nARG V=1\nFROM b\nRUN pip install x==$V\n",
        [("x==$V", "x", "exact")],
    ),
    "an ARG that comes later": ("RUN pip install x==$V\nARG V=1\n", [("x==$V", "x", "env")]),
}


@pytest.mark.parametrize(("text", "expected"), INSTALLED.values(), ids=INSTALLED)
def test_installed(text, expected):
    found = installed(text)
    assert (found if expected and isinstance(expected[0], tuple) else [name for _, name, _ in found]) == expected


def test_a_global_arg_must_be_declared_in_the_stage():
    text = "ARG V=1\nFROM a:1\nRUN pip install x==$V\nARG V\nRUN pip install x==$V\n"
    assert [made.level for made in packages_of(text).requirements] == ["compatible", "env", "exact"]


def test_places_of_what_is_installed():
    found = packages_of("FROM a:1\nRUN pip install numpy\n").requirements[-1]
    assert (found.place, found.segment.offset + found.start) == (DOCKERFILE, 25)


@pytest.mark.parametrize(
    "line", ["ENV PIP_INDEX_URL=http://pypi.lab/simple", "ENV PIP_INDEX_URL http://pypi.lab/simple"]
)
def test_variables_of_pip_are_options(line):
    [option] = packages_of(f"FROM a:1\n{line}\n").options
    assert (option.name, option.value, option.place) == ("index-url", "http://pypi.lab/simple", DOCKERFILE)
    assert option.segment.text[option.value_start : option.value_end] == "http://pypi.lab/simple"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FROM",
        "FROM " + "${A:-" * 5000,
        "FROM " + "${{" * 5000,
        "FROM " + "a:" * 5000,
        "FROM " + "<" * 20000,
        "ARG A=" + "a" * 900 + "\n" + "ARG A=$A$A\n" * 60 + "FROM $A\n",
        "FROM \ud800\udfff\x00\nCOPY --from=\x00/\x00 a b\n",
        "FROM a AS b\n" * 3000,
        "COPY --from=a/b" + "," * 20000 + "\nRUN --mount=" + "from," * 5000,
        "ENV A " + " " * 20000 + "\nARG " + "=" * 20000,
        "RUN <<A <<B <<C\n" * 300,
        "".join([f"COPY <<A{number} Dockerfile\n" for number in range(1000)]),
    ],
)
def test_hostile_text_is_read_in_time(text):
    import time

    started = time.process_time()
    packages_of(text)
    assert time.process_time() - started < 1
