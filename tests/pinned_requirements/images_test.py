"""Names of images and their levels; images in YAML files."""

from __future__ import annotations

import pytest

from labcoat.core.packages.images.compose import read_images
from labcoat.core.packages.images.images import expand, image_requirement, split_reference
from labcoat.core.packages.project import Project
from labcoat.core.packages.requirement import IMAGE, IMAGE_FORM, Packages, Requirement
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

DIGEST = "sha256:" + "4f" * 32

LEVELS = {
    "python": "none",
    "library/python": "none",
    "registry:5000/python": "none",
    "registry.lab:5000/a/b/c": "none",
    "[::1]:5000/a": "env",
    "python:latest": "none",
    "python:LATEST": "none",
    "python:latest-gpu": "none",
    "python:gpu-latest": "none",
    "a:12-latest": "none",
    "a:nightly": "none",
    "a:nightly-gpu": "none",
    "a:cuda-nightly": "none",
    "a:main": "none",
    "a:master": "none",
    "a:edge": "none",
    "a:dev": "none",
    "debian:sid": "none",
    "debian:unstable-slim": "none",
    "debian:testing": "none",
    "ubuntu:rolling": "none",
    "fedora:rawhide": "none",
    "debian:testing-20240513-slim": "compatible",
    "controller:latest": "env",
    "a/controller:latest": "none",
    "gcr.io/ml-pipeline/should-be-overridden-during-runtime": "env",
    "a/b:PLACEHOLDER": "env",
    "registry/replace_me:latest": "env",
    "a:stable": "compatible",
    "a:lts": "compatible",
    "a:slim": "compatible",
    "a:gpu": "compatible",
    "a:alpine-slim": "compatible",
    "a:nightly-20240501": "compatible",
    "a:nightly-2024-05-01": "compatible",
    "a:main-4f2c1e0": "compatible",
    "a:2.0.0-dev": "compatible",
    "a:v1-stable": "compatible",
    "a:3": "compatible",
    "a:3.11-slim": "compatible",
    "a:bookworm": "compatible",
    "a:slim-bookworm": "compatible",
    "a:devel-cuda": "none",
    "a:2.1.0-cuda12.1-cudnn8-devel": "compatible",
    "a:py310": "compatible",
    "a:maintained": "compatible",
    "a:edgetpu": "compatible",
    "registry:5000/python:3": "compatible",
    f"python@{DIGEST}": "hash",
    f"registry:5000/python:3@{DIGEST}": "hash",
    f"python:latest@{DIGEST}": "hash",
    "python@sha512:" + "4f" * 64: "hash",
    DIGEST: "hash",
    "4f" * 32: "hash",
    "4f" * 31: "none",
    "python@sha256:4f2c": "env",
    "python@" + DIGEST.upper(): "env",
    "python:${TAG}": "env",
    "python:3.${MINOR}": "env",
    "${IMAGE}": "env",
    "$IMAGE": "env",
    "$(IMAGE)": "env",
    "${{ matrix.image }}": "env",
    "{{ .Values.image }}:{{ .Values.tag }}": "env",
    "<your-image>": "env",
    "python:<tag>": "env",
    "YOUR_IMAGE": "env",
    "ghcr.io/Org/App:1": "env",
    "a b": "env",
    "": "env",
    "${REGISTRY}/python": "none",
    "${REGISTRY}/python:3": "compatible",
    "${IMAGE}:latest": "none",
    "${IMAGE:-python}": "none",
    "${IMAGE:-python:3}": "compatible",
    "${IMAGE-python:3}": "compatible",
    "python${SUFFIX:+:3}": "none",
    "python:${TAG:-latest}": "none",
    "python:${TAG:-${OTHER:-3}}": "compatible",
    "python:${TAG:?say which}": "env",
    "python:${TAG/a/b}": "env",
    "python:$": "env",
}


def image(text: str, **variables: str) -> Requirement:
    return image_requirement(Segment(f"FROM {text}", "dockerfile"), 5, text, variables)


@pytest.mark.parametrize(("text", "level"), LEVELS.items(), ids=list(LEVELS))
def test_level(text, level):
    assert image(text).level == level


@pytest.mark.parametrize(
    ("text", "name", "specifier", "url"),
    [
        ("python", "python", "", "python"),
        ("python:3.11", "python", ":3.11", "python:3.11"),
        (f"r:5000/a/b:1@{DIGEST}", "r:5000/a/b", f":1@{DIGEST}", f"r:5000/a/b:1@{DIGEST}"),
        (f"a@{DIGEST}", "a", f"@{DIGEST}", f"a@{DIGEST}"),
        ("python:${V}", "python", ":${V}", "python:3"),
        ("${B}", "a/b", "", "a/b:1"),
        ("${X:-a:b}/c", "a:b/c", "", "a:b/c"),
        ("${U}/c:1", "${U}/c", ":1", "${U}/c:1"),
        ("c:${U}", "c", ":${U}", "c:${U}"),
    ],
)
def test_parts(text, name, specifier, url):
    made = image(text, V="3", B="a/b:1")
    assert (made.name, made.specifier, made.url) == (name, specifier, url)
    assert (made.text, made.form, made.place) == (text, IMAGE_FORM, IMAGE)


def test_the_place_of_a_tag_that_is_missing_is_the_end():
    made = image("python")
    assert (made.spec_start, made.spec_end, made.end) == (11, 11, 11)


def test_expand_keeps_to_its_bounds():
    assert expand("$A" * 3000, {"A": "a" * 900}) == "\0"
    assert expand("${A:-" * 300 + "}" * 300, {}).count("\0") > 0
    assert expand("$A-${A}", {"A": "1"}) == "1-1"


def test_split_reference():
    assert split_reference("h:1/a:2@d") == ("h:1/a", "2", "d")
    assert split_reference("a@d:e") == ("a", "", "d:e")


# --- YAML


COMPOSE_FLAGS = {
    "compose": ("compose.yaml", "services:\n  db:\n    image: postgres\n", ["postgres"]),
    "latest, quoted": (
        "docker-compose.yml",
        'version: "3"\nservices:\n  a:\n    image: "a/b:latest"\n',
        ["a/b:latest"],
    ),
    "any name": ("deploy/stack.yaml", "services: {db: {image: postgres}}\nvolumes: {}\n", ["postgres"]),
    "a default": ("compose.yml", "services:\n  a:\n    image: a/b:${TAG:-latest}\n", ["a/b:${TAG:-latest}"]),
    "an extension": (
        "docker-compose.yaml",
        "x-common: &c\n  image: ${AIRFLOW:-apache/airflow:latest}\nservices:\n  web:\n    <<: *c\n",
        ["${AIRFLOW:-apache/airflow:latest}"],
    ),
    "an alias": ("compose.yml", "x-i: &i redis\nservices:\n  a:\n    image: *i\n", ["*i"]),
    "one is built, one is not": (
        "compose.yml",
        "services:\n  a:\n    build: .\n    image: me/a\n  b:\n    image: redis\n",
        ["redis"],
    ),
    "Dockerfile inside": (
        "compose.yml",
        "services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM python\n        RUN true\n",
        ["python"],
    ),
    "workflow": (
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  a:\n    container: python:latest\n    services:\n      db:\n        image: postgres\n",
        ["python:latest", "postgres"],
    ),
    "workflow, container.image": (
        "sub/.github/workflows/ci.yaml",
        "jobs:\n  a:\n    container:\n      image: nvidia/cuda\n",
        ["nvidia/cuda"],
    ),
    "workflow, matrix": (
        ".github/workflows/ci.yml",
        "jobs:\n  a:\n    strategy:\n      matrix:\n        image: [python, 'python:3.11']\n        x: [y]\n"
        "        include:\n        - image: ubuntu\n        - {x: z}\n    container: ${{ matrix.image }}\n"
        "  b:\n    strategy:\n      matrix:\n        config:\n        - {name: n, image: alpine}\n        image: [no]\n"
        "    container:\n      image: ${{matrix.config.image}}\n",
        ["python", "ubuntu", "alpine"],
    ),
    "workflow, action": (
        ".github/workflows/ci.yml",
        "jobs:\n  a:\n    steps:\n      - uses: docker://alpine\n      - uses: actions/checkout@v4\n",
        ["alpine"],
    ),
    "action": ("action.yml", "runs:\n  using: docker\n  image: docker://org/a:latest\n", ["org/a:latest"]),
    "GitLab": (
        ".gitlab-ci.yml",
        "image: python\nservices: [postgres:latest]\njob:\n  image:\n    name: a/b\n  services:\n    - name: redis\n",
        ["python", "postgres:latest", "a/b", "redis"],
    ),
    "GitLab, defaults and variables": (
        ".gitlab-ci.yml",
        "variables:\n  T: latest\n  U:\n    value: '3'\ndefault:\n  image: a:$T\njob:\n  image: a:$U\n",
        ["a:$T"],
    ),
    "CircleCI": (".circleci/config.yml", "jobs:\n  a:\n    docker:\n      - image: cimg/python\n", ["cimg/python"]),
    "Bitbucket": (
        "bitbucket-pipelines.yml",
        "image: python\npipelines:\n  default:\n    - step:\n        image: a:1\n",
        ["python"],
    ),
    "pod": (
        "k8s/pod.yaml",
        "apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n  - image: busybox\n  containers:\n  - name: a\n"
        "    image: a/b:latest\n",
        ["busybox", "a/b:latest"],
    ),
    "deployment, second document": (
        "a.yaml",
        "apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n"
        "      containers:\n      - image: nginx\n",
        ["nginx"],
    ),
    "Argo": (
        "w.yaml",
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  templates:\n  - container:\n      image: python\n",
        ["python"],
    ),
    "a Kubeflow pipeline": (
        "p.yaml",
        "deploymentSpec:\n  executors:\n    exec-a:\n      container:\n        image: python\n    exec-b:\n"
        "      container:\n        image: gcr.io/ml-pipeline/should-be-overridden-during-runtime\n    exec-c:\n"
        "      container:\n        image: a/b:1\n        args: [image]\n---\nplatforms: {}\n",
        ["python"],
    ),
    "a Kubeflow component": (
        "component.yaml",
        "name: x\nimplementation:\n  container:\n    image: google/cloud-sdk:latest\n    command: [sh]\n",
        ["google/cloud-sdk:latest"],
    ),
    "Azure ML": (
        "environment.yml",
        "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nname: e\n"
        "image: mcr.microsoft.com/azureml/base:latest\nconda_file: conda.yml\n",
        ["mcr.microsoft.com/azureml/base:latest"],
    ),
}
COMPOSE_QUIET = {
    "versions": ("compose.yaml", f"services:\n  db:\n    image: postgres:16\n  x:\n    image: x@{DIGEST}\n"),
    "built": ("compose.yaml", "services:\n  web:\n    build: .\n    image: me/web\n"),
    "built, and used by another": (
        "compose.yaml",
        "services:\n  web:\n    image: ${R}/web:latest\n    build:\n      context: .\n  w:\n    image: ${R}/web\n",
    ),
    "a service that is built": ("compose.yaml", "services:\n  web:\n    build: .\n  w:\n    image: web\n"),
    "a variable": ("compose.yaml", "services:\n  a:\n    image: ${IMAGE}\n  b:\n    image: a/b:${TAG}\n"),
    "no compose file": ("data.yaml", "services:\n  a:\n    image: cat\nclasses: [a]\n"),
    "a data set": ("data.yaml", "train: a\nimage: cat.png\nitems:\n- image: a\n- {image: b, label: c}\n"),
    "a configuration": ("conf/config.yaml", "model:\n  image: resnet\ncontainer: big\nservices: [a, b]\n"),
    "metadata of a page": ("index.yml", "image: cover\nservices: x\n"),
    "a list": ("a.yaml", "- image: cat\n- image: dog\n"),
    "a scalar": ("a.yaml", "image\n"),
    "nothing": ("a.yaml", ""),
    "no strings": ("compose.yaml", "services:\n  a:\n    image: 3\n  b:\n    image:\n  c:\n    image: [x]\n"),
    "other keys of a compose file": (
        "compose.yaml",
        "services:\n  a:\n    image: a:1\n    environment:\n      image: x\n    labels:\n      image: y\n",
    ),
    "a workflow's own": (
        ".github/workflows/ci.yml",
        "env:\n  image: x\njobs:\n  a:\n    env:\n      image: y\n    container: ${{ matrix.x }}\n    strategy:\n"
        "      matrix:\n        image: [a, b]\n        x: [a:1]\n"
        "    steps:\n      - uses: ./x\n        with:\n          image: x\n",
    ),
    "an action that builds its image": ("action.yml", "runs:\n  using: docker\n  image: Dockerfile\n"),
    "GitLab variables": (
        ".gitlab-ci.yml",
        "variables:\n  image: x\njob:\n  image: $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\n",
    ),
    "GitLab, other names": (".gitlab-ci.yml", "job:\n  artifacts:\n    name: x\n  environment:\n    name: y\n"),
    "a custom resource": ("a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  image: x\nimage: y\n"),
    "Azure ML with a version": (
        "e.yml",
        "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json\nimage: a/b:20240101.v1\n",
    ),
}


RULE_FLAGS = [
    case("compose", "compose.yaml", "services:\n  db:\n    image: »postgres«  # c\n"),
    case("quoted", "docker-compose.yml", 'services:\n  db: {image: "»a/b:latest«", ports: ["1:1"]}\n'),
    case("workflow", ".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    container: »python«\n    steps: []\n"),
    case("docker action", ".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - uses: docker://»alpine«\n"),
    case("GitLab", ".gitlab-ci.yml", "image: »python:latest«\njob:\n  script: [make]\n"),
    case("pod", "pod.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {name: a, image: »nginx«}\n"),
    case(
        "inside",
        "compose.yml",
        "services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM »a«\n        RUN b\n",
    ),
    case("strict", "compose.yaml", "services:\n  db:\n    image: »postgres:16«\n", min_level="hash"),
]
RULE_QUIET = [
    case("built", "compose.yaml", "services:\n  web:\n    build: .\n    image: me/web\n"),
    case("a data set", "data.yaml", "services:\n  a:\n    image: cat\nnames: [a]\n"),
    case("strict", "compose.yaml", f"services:\n  db:\n    image: postgres:16@{DIGEST}\n", min_level="hash"),
    case(
        "Helm",
        "templates/pod.yaml",
        'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "{{ .Values.image }}"\n',
    ),
]


@pytest.mark.parametrize(("path", "text", "options"), RULE_FLAGS)
def test_rule_flags(path, text, options):
    check_flags("unpinned-base-image", path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), RULE_QUIET)
def test_rule_stays_quiet(path, text, options):
    check_quiet("unpinned-base-image", path, text, options)


def test_what_a_dockerfile_in_yaml_installs_is_found_once():
    text = "services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM a:1\n        RUN pip install numpy\n"
    assert [finding.rule for finding in reported("compose.yaml", text)] == ["unpinned-requirement"]


def images_in(path: str, text: str) -> list[Requirement]:
    segment = Segment(text, "yaml")
    found = Packages(path, Project("/nowhere"))
    read_images(segment, found, segment.settings()[0])
    return found.requirements


@pytest.mark.parametrize(("path", "text", "expected"), COMPOSE_FLAGS.values(), ids=COMPOSE_FLAGS)
def test_images_without_a_version(path, text, expected):
    assert [made.text for made in images_in(path, text) if made.level == "none"] == expected


@pytest.mark.parametrize(("path", "text"), COMPOSE_QUIET.values(), ids=COMPOSE_QUIET)
def test_no_image_without_a_version(path, text):
    assert [made for made in images_in(path, text) if made.level == "none"] == []


def test_the_place_of_an_image_in_yaml():
    text = "jobs:\n  a:\n    steps:\n      - uses: 'docker://alpine:3'\n"
    [made] = images_in(".github/workflows/a.yml", text)
    assert (text[made.start : made.end], made.specifier, made.level) == ("alpine:3", ":3", "compatible")
