"""unpinned-base-image: images that are something else tomorrow."""

from __future__ import annotations

from labcoat.core.packages.requirement import IMAGE_FORM
from labcoat.core.rule import Hit
from labcoat.pinned_requirements.policy import is_below, judged, min_level
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options


@packages_rule("medium")
def unpinned_base_image(found: Packages, options: Options) -> Iterator[Hit]:
    """An image is built on, or started, in whatever version is the newest that day.

    What it does
    ------------
    Reports an image without a tag, or with one that moves from version to version: in `FROM`, `COPY --from` and
    `RUN --mount=from` of Dockerfiles and Containerfiles, in compose files, in jobs of GitHub, GitLab, CircleCI and
    Bitbucket, in pods of Kubernetes, pipelines of Kubeflow, and jobs and environments of Azure ML. With
    `min-level = "hash"` it reports every image without a digest.

    These tags move:

    - `latest`, alone or with something beside it (`latest-gpu`, `12-latest`)
    - a branch without a version, a date or a commit beside it (`nightly`, `main-gpu`, `edge`, `dev`, `sid`, `rolling`),
      but not `nightly-2024-05-01`

    The defaults of `ARG BASE=...` and `${TAG:-...}` are taken. It is quiet about stages of the same Dockerfile,
    `scratch`, services that are built from the same compose file, and what only a variable decides.

    Why is this bad?
    ----------------
    The next build gets another Python, another CUDA and other system libraries, without any change in the repository;
    and whoever gets hold of the account that pushes the image is in it.

    Example
    -------
        FROM pytorch/pytorch:latest
        RUN pip install -r requirements.txt

    Use instead
    -----------
    A tag with a version; or, as a tag can still be pushed again, the digest as well:

        FROM python:3.11.9-slim-bookworm@sha256:8fb099199b9f2d70342674bd9dbccd3ed03a258f26bbd1d556822c6dfc60c317
        RUN pip install -r requirements.txt

    References
    ----------
    - https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
    - https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/
    """
    level = "hash" if min_level(options) == "hash" else "compatible"
    for requirement in judged(found, options):
        if requirement.form == IMAGE_FORM and is_below(requirement, level):
            yield _hit(requirement)


def _hit(requirement: Requirement) -> Hit:
    from labcoat.core.packages.images.images import is_moving, split_reference

    name, tag, _digest = split_reference(requirement.url)
    if not tag:
        message = f"`{name}` has no tag: whatever is the newest that day is taken"
    elif is_moving(tag):
        message = f"`{requirement.url}` moves: the tag goes to every new version"
    else:
        message = f"`{requirement.url}` has no digest: the tag can be pushed again"
    inspected = name if not tag else requirement.url
    help_ = f"name a version, or the digest that `docker buildx imagetools inspect {inspected}` shows"
    return Hit(requirement.segment, requirement.start, requirement.end, message, help_)


RULES = [unpinned_base_image]
