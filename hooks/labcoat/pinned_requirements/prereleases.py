"""prerelease-allowed: versions that are not released."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.pinned_requirements.index_options import PRERELEASE, is_on, kind_of, option_addresses
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Option, Packages, Requirement
    from labcoat.core.rule import Options

PINNED = ("exact", "commit", "hash", "local", "invalid")
EARLY = ("nightly", "nightlies", "pre-release", "prerelease")  # in the address of an index that has nothing else


@packages_rule("low")
def prerelease_allowed(found: Packages, options: Options) -> Iterator[Hit]:
    """Versions that nobody has released yet may be installed, of any package.

    What it does
    ------------
    Reports `--pre`, `PIP_PRE=1`, `--all-releases=:all:`, uv's `--prerelease=allow` and `prerelease = "allow"`, and
    `allow_prereleases` of Pipenv and PDM.

    It is quiet where the same file or command installs from an index of nightly builds, as PyTorch's is, or pins each
    package: then the version was chosen.

    Why is this bad?
    ----------------
    The switch holds for all packages, also for those that others need: alphas and release candidates that few have
    tried, and that are there for a day before anybody looks.

    Example
    -------
        --pre
        transformers>=4.40

    Use instead
    -----------
    Name the one early release that you want; pip then takes it without any switch:

        transformers==5.0.0rc1

    References
    ----------
    - https://pip.pypa.io/en/stable/cli/pip_install/#pre-release-versions
    - https://docs.astral.sh/uv/concepts/resolution/#pre-release-handling
    """
    switches = _for_all_packages(
        [option for option in found.options if kind_of(option) == PRERELEASE and is_on(option)]
    )
    chosen = _chosen(found) if switches else ()
    for option in switches:
        if id(option.segment) not in chosen:
            message = "versions that are not released may be installed, of every package"
            yield Hit(option.segment, option.start, option.end, message, "name the one early release: `==2.0.0rc1`")


def _for_all_packages(switches: list[Option]) -> list[Option]:
    """Without those of Poetry, whose `allow-prereleases` is about one package each; PDM's has the same name."""
    segments = {id(option.segment): option.segment for option in switches if option.segment.language == "toml"}
    of_poetry = {key for key, segment in segments.items() if "tool.pdm" not in segment.text}
    return [
        option
        for option in switches
        if id(option.segment) not in of_poetry or not option.segment.text.startswith("allow-pre", option.start)
    ]


def _chosen(found: Packages) -> set[int]:
    """The segments, by their id, in which other things say which early versions are meant."""
    chosen = {id(made.segment) for made in found.requirements} - {
        id(made.segment) for made in found.requirements if not _is_pinned(made)
    }
    for option in found.options:
        places = [f"{address.host}/{address.path}" for address in option_addresses(option)]
        if any([word in place for word in EARLY for place in places]):
            chosen.add(id(option.segment))
    return chosen


def _is_pinned(requirement: Requirement) -> bool:
    return requirement.level in PINNED or bool(requirement.is_pinned_by)


RULES = [prerelease_allowed]
