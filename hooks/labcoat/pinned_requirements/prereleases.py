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
ANY = -1  # the place of all commands of a segment together


@packages_rule("low")
def prerelease_allowed(found: Packages, options: Options) -> Iterator[Hit]:
    """Versions that nobody has released yet may be installed, of any package.

    What it does
    ------------
    Reports `--pre`, `PIP_PRE=1`, `--all-releases=:all:`, uv's `--prerelease=allow` and `prerelease = "allow"`, and
    `allow_prereleases` of Pipenv and PDM.

    It is quiet where the same command, or a setting for all, installs from an index of nightly builds, as PyTorch's
    is, or where each package is pinned and one of them to such a version, or all by their hashes: then it was chosen.

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
    chosen = _chosen(found) if switches else set()
    for option in switches:
        if not _is_chosen(option, chosen):
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


def _chosen(found: Packages) -> set[tuple[int, int]]:
    """The commands in segments, by id and number, in which other things say which early versions are meant."""
    named: set[tuple[int, int]] = set()
    open_places: set[tuple[int, int]] = set()
    for made in found.requirements:
        places = (id(made.segment), made.command), (id(made.segment), ANY)
        if made.level == "hash" or made.is_pinned_by or _is_early(made.specifier):
            named.update(places)
        if not _is_pinned(made):
            open_places.update(places)
    chosen = named - open_places
    for option in found.options:
        addresses = [f"{address.host}/{address.path}" for address in option_addresses(option)]
        if any([word in address for word in EARLY for address in addresses]):
            chosen.update([(id(option.segment), option.command), (id(option.segment), ANY)])
    return chosen


def _is_chosen(switch: Option, chosen: set[tuple[int, int]]) -> bool:
    """Whether this is said in the command of a switch or in a setting, or of a setting, anywhere in its segment."""
    places = (switch.command, 0) if switch.command else (ANY,)
    return any([(id(switch.segment), place) in chosen for place in places])


def _is_early(specifier: str) -> bool:
    """Whether a specifier names a version that is not released: an alpha, a beta, a candidate, a development build."""
    version = specifier.partition("+")[0].lower()
    return any([mark in version for mark in ("a", "b", "c", "dev")])


def _is_pinned(requirement: Requirement) -> bool:
    return requirement.level in PINNED or bool(requirement.is_pinned_by)


RULES = [prerelease_allowed]
