"""Jobs that check every push: a workflow of GitHub, a job of GitLab."""

from __future__ import annotations

import os
import re

from labcoat.init.steps import LEAVE, Step, UnsureError, planned, text_of
from labcoat.init.survey import GITHUB
from labcoat.init.yaml_lists import Style, load, with_item, with_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.init.origin import Origin
    from labcoat.init.steps import Added
    from labcoat.init.survey import Survey

WORKFLOWS = ".github/workflows"
WORKFLOW = f"{WORKFLOWS}/labcoat.yml"
PIPELINE, JOB = ".gitlab-ci.yml", ".gitlab/labcoat.yml"
_TAG = "  # labcoat: ignore[unpinned-vcs] better is the commit that you have looked at"
_GITHUB = """\
name: labcoat
on: [push, pull_request]
permissions:
  contents: read
jobs:
  labcoat:
    runs-on: ubuntu-latest
    steps:  # pin the actions to the commits that you have looked at
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
      - run: pip install {install}
      - run: labcoat check . --format github
"""
_STRIPPED = "labcoat fix . --check --select strip-outputs"
_GITLAB = """\
labcoat:
  image: python:3.13
{stage}  script:
    - pip install {install}
    - labcoat check . --format gitlab --output gl-code-quality-report.json
{stripped}  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def plan_ci(survey: Survey, source: Origin, host: str) -> list[Step]:
    """The steps for a host."""
    return [_plan_github(survey, source)] if host == GITHUB else _plan_gitlab(survey, source)


def _plan_github(survey: Survey, source: Origin) -> Step:
    other = _mentioned(survey.root)
    if other:
        return Step(other, LEAVE, "already set up")
    text = _GITHUB.format(install=_install(source))
    text += f"      - run: {_STRIPPED}\n" if survey.counts.get("notebook") else ""
    return planned(survey.root, WORKFLOW, "a job for pushes and pull requests", text, text, lambda found: (found, ""))


def _plan_gitlab(survey: Survey, source: Origin) -> list[Step]:
    pipeline = text_of(os.path.join(survey.root, PIPELINE))
    if "labcoat" in pipeline and JOB not in pipeline:
        return [Step(PIPELINE, LEAVE, "already set up")]
    stripped = f"    - {_STRIPPED}\n" if survey.counts.get("notebook") else ""
    job = _GITLAB.format(install=_install(source), stage=_stage(pipeline), stripped=stripped)
    include = f"include:\n{_include(Style())}"
    return [
        planned(survey.root, JOB, "a job for every pipeline", job, job, lambda found: (found, "")),
        planned(survey.root, PIPELINE, "the include of that job", include, include, _included),
    ]


def _install(source: Origin) -> str:
    """What pip installs. A commit is always the same; a tag is as good as whoever may move it."""
    return f"{source.requirement}  # {source.rev}" if source.commit else f"{source.requirement}{_TAG}"


def _included(text: str) -> Added:
    data = load(text)
    if JOB in text:
        return text, ""
    if not isinstance(data, dict):
        raise UnsureError("it is no list of jobs")
    return (
        with_item(text, "include", _include) if "include" in data else with_key(text, f"include:\n{_include(Style())}")
    )


def _include(style: Style) -> str:
    return " " * style.dash + "-" + " " * (style.gap - 1) + f"local: {JOB}\n"


def _stage(pipeline: str) -> str:
    """The line for a pipeline that has stages, but not the one where jobs are that name none."""
    try:
        data = load(pipeline)
    except UnsureError:
        return ""
    stages = data.get("stages") if isinstance(data, dict) else None
    names = [name for name in stages if isinstance(name, str)] if isinstance(stages, list) else []
    if not names or "test" in names:
        return ""
    return f"  stage: {names[0] if re.fullmatch(r'[A-Za-z][A-Za-z_-]*', names[0]) else '.pre'}\n"


def _mentioned(root: str) -> str:
    """A workflow that runs labcoat already, or none."""
    try:
        names = sorted(os.listdir(os.path.join(root, WORKFLOWS)))
    except OSError:
        return ""
    places = [f"{WORKFLOWS}/{name}" for name in names if name.endswith((".yml", ".yaml"))]
    return next((place for place in places if "labcoat" in text_of(os.path.join(root, place))), "")
