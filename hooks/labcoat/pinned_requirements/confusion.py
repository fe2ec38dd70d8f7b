"""extra-index-url and unsafe-index-strategy: one name on several indexes, and which of them an installer takes."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.pinned_requirements.index_options import (
    EXPLICIT,
    EXTRA,
    INDEX,
    STRATEGY,
    address_span,
    kind_of,
    option_addresses,
    plain_value,
)
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.packages.indexes.index_url import Address
    from labcoat.core.packages.requirement import Option, Packages, Requirement
    from labcoat.core.rule import Options

UNSAFE = ("unsafe-best-match", "unsafe-first-match")
INDEXES = (INDEX, EXTRA, EXPLICIT)
ALL = -1  # the number of all commands together


@packages_rule("medium")
def extra_index_url(found: Packages, options: Options) -> Iterator[Hit]:
    """A second index is searched, and the highest version wins, whoever published it.

    What it does
    ------------
    Reports `--extra-index-url`, `PIP_EXTRA_INDEX_URL`, the same key of a `pip.conf` and further sources of Poetry and
    PDM, for an index that is not one of the well-known ones (PyTorch, NVIDIA, JAX, AWS Neuron, vLLM and others). PyPI
    or a mirror of it as the second index is reported beside an `--index-url` of another host: the private index.
    TestPyPI is reported as any index, also as the only one (`--index-url https://test.pypi.org/simple`): anybody may
    publish there what has another owner on PyPI.

        [tool.labcoat.pinned-requirements]
        allow-indexes = ["pypi.acme.dev", "acme.github.io/wheels"]
        private-packages = ["acme-*"]

    `allow-indexes` adds to the well-known ones, by host or by host and path. `private-packages` are names, with `*`,
    that exist on your own index only: where one is installed and an extra index makes pip look on PyPI, too, the
    severity is critical, on whatever list the index is.

    It is quiet about any other `--index-url`, which replaces PyPI; an address that a variable holds; requirements
    that all have hashes, also in a file that `-r` names; a manifest with its lock file, which has them; explicit
    sources, as all further ones of Pipenv are unless `install_search_all_sources` is set; and uv, which takes the first
    index that knows a name (see unsafe-index-strategy).

    Why is this bad?
    ----------------
    pip does not prefer any index. When somebody publishes `acme-utils 99.0` on PyPI, that is newer than the one on
    your index, and pip installs it: dependency confusion. It got into Apple, Microsoft and dozens of others in 2021,
    and into the nightly PyTorch in December 2022.

    Example
    -------
        --extra-index-url https://pypi.acme.dev/simple
        acme-utils==1.4.0

    Use instead
    -----------
        --index-url https://pypi.acme.dev/simple
        acme-utils==1.4.0

    with an index that passes on to PyPI what it has not itself; or hashes for all requirements; or uv with an
    `explicit` index for the packages that come from there.

    References
    ----------
    - https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url
    - https://medium.com/@alex.birsan/dependency-confusion-4a5d60fec610
    - https://docs.astral.sh/uv/concepts/indexes/
    """
    if not found.options:
        return
    from labcoat.pinned_requirements.index_sets import index_set, private_requirement, testing_indexes

    for option, address in testing_indexes(found, options):
        yield _testing(option, address)
    indexes = index_set(found, options)
    if not indexes:
        return
    private = private_requirement(found, options)
    confusing = indexes.confusing() if private else None
    for option in indexes.extras:
        if private and option is confusing:
            yield _private(option, private)
            continue
        for address in option_addresses(option):
            if beside := indexes.beside(address):
                yield _extra(option, address, beside)


def _testing(option: Option, address: Address) -> Hit:
    message = f"`{address.host}` is for tests of uploads: anybody may publish there what has another owner on PyPI"
    advice = "install from PyPI, or download the one file that is tried out; or give hashes for all requirements"
    return Hit(option.segment, *address_span(option, address), message, advice)


def _private(option: Option, made: Requirement) -> Hit:
    message = f"`{made.name}` is a private package, and PyPI is searched for it, too: the highest version wins"
    advice = "use one `--index-url` that has all packages, or hashes for all requirements"
    causes = [(made.start, made.end)] if made.segment is option.segment else []
    return Hit(option.segment, option.value_start, option.value_end, message, advice, "critical", causes=causes)


def _extra(option: Option, address: Address, beside: str) -> Hit:
    message = f"`{address.host}` is searched together with {beside}: the highest version wins"
    advice = "use one `--index-url` that has all packages, hashes for all requirements, or `allow-indexes`"
    return Hit(option.segment, *address_span(option, address), message, advice)


@packages_rule("high")
def unsafe_index_strategy(found: Packages, options: Options) -> Iterator[Hit]:
    """The installer uv is told to look for a package on every index, as pip does.

    What it does
    ------------
    Reports `unsafe-best-match` and `unsafe-first-match` as uv's index strategy: `--index-strategy`,
    `UV_INDEX_STRATEGY`, `index-strategy` in `uv.toml`, `[tool.uv]` or `[tool.uv.pip]`.

    The severity is low where all indexes that are named beside it are well-known ones, PyPI or among the
    `allow-indexes` (see extra-index-url). It is quiet where all that is installed has hashes: the requirements of the
    same command, and those of the files that it names with `-r`.

    Why is this bad?
    ----------------
    By itself uv takes a package from the first index that knows its name, so that nobody can slip in another one by
    publishing a higher version elsewhere. These values give that up: dependency confusion works again.

    Example
    -------
        [tool.uv]
        index-strategy = "unsafe-best-match"

    Use instead
    -----------
        [[tool.uv.index]]
        name = "pytorch"
        url = "https://download.pytorch.org/whl/cu124"
        explicit = true

        [tool.uv.sources]
        torch = { index = "pytorch" }

    References
    ----------
    - https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes
    """
    unsafe = [option for option in found.options if kind_of(option) == STRATEGY and plain_value(option) in UNSAFE]
    if not unsafe:
        return
    from labcoat.pinned_requirements.hashed import without_hashes

    unsafe = without_hashes(found, unsafe, trusts_locks=True)
    known = _known_commands(found, options.get("allow-indexes", ())) if unsafe else {}
    for option in unsafe:
        message = f"`{plain_value(option)}`: a package may come from any index that has its name"
        advice = "leave it away, and name the index of the packages that need it (`tool.uv.sources`)"
        severity = "low" if _names_only_known(option, known) else ""
        yield Hit(option.segment, option.start, option.end, message, advice, severity)


def _known_commands(found: Packages, allowed: Sequence[str]) -> dict[int, bool]:
    """Whether all indexes that a command names are public or known; of settings, under 0, and of all, under ALL."""
    from labcoat.pinned_requirements.index_sets import is_known, is_public

    known: dict[int, bool] = {}
    for option in found.options:
        for address in option_addresses(option) if kind_of(option) in INDEXES else ():
            for command in (option.command, ALL):
                known[command] = known.get(command, True) and (is_public(address) or is_known(address, allowed))
    return known


def _names_only_known(strategy: Option, known: dict[int, bool]) -> bool:
    """Whether indexes are named beside a strategy, in its command or for all, and each is public or known."""
    places = (strategy.command, 0) if strategy.command else (ALL,)
    named = [known[place] for place in places if place in known]
    return bool(named) and all(named)


RULES = [extra_index_url, unsafe_index_strategy]
