"""Which indexes an installer searches together, and who may publish on them."""

from __future__ import annotations

from labcoat.core.packages.requirement import MANIFEST, PIP, POETRY_FORM
from labcoat.pinned_requirements.hashed import without_hashes
from labcoat.pinned_requirements.index_options import EXTRA, INDEX, kind_of, option_addresses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from labcoat.core.packages.indexes.index_url import Address
    from labcoat.core.packages.requirement import Option, Packages, Requirement
    from labcoat.core.rule import Options

MERGING_TABLES = ("tool.poetry.source", "tool.pdm.source")
FIRST_INDEX = ("uv", "uvx", "pipenv")  # tools that take a package from the first index that has it
MOST_HOSTS = 10  # of which one is named in a message


class IndexSet:
    """The extra indexes of a document, and what they are searched together with: PyPI, where nothing else is named."""

    __slots__ = ("_allowed", "_beside_public", "_hosts", "extras", "has_public_main")

    def __init__(self, extras: list[Option], mains: Sequence[Option], allowed: Sequence[str]) -> None:
        self.extras = extras
        self._allowed = allowed
        others = [address for option in mains for address in option_addresses(option)]
        named = [address for address in others if not address.has_variable_host]
        private = [address for address in named if not (is_open(address) or self.is_known(address))]
        self.has_public_main = not mains or any([is_public(address) for address in named])
        self._hosts = [address.host for address in named] if mains else ["PyPI"]
        self._beside_public = f"`{private[0].host}`" if private else ""

    def beside(self, address: Address) -> str:
        """What an extra index is searched together with, where that is a surprise; else empty."""
        if address.has_variable_host or self.is_known(address):
            return ""
        if is_public(address):
            return self._beside_public
        other = next((host for host in self._hosts[:MOST_HOSTS] if host != address.host), "")
        return other if other == "PyPI" else f"`{other}`" if other else "the main index"

    def confusing(self) -> Option | None:
        """The extra index through which PyPI and another one are searched together: a known one only if it must be."""
        found = [option for option in self.extras if self.has_public_main or self._is_any(option, is_public)]
        unknown = [option for option in found if not self._is_any(option, self.is_known)]
        return next(iter(unknown or found), None)

    def is_known(self, address: Address) -> bool:
        """Whether it is one of the well-known indexes, or the project allows it."""
        return is_known(address, self._allowed)

    def _is_any(self, option: Option, test: Callable[[Address], bool]) -> bool:
        return any([test(address) for address in option_addresses(option)])


def is_public(address: Address) -> bool:
    """Whether anybody may publish there: PyPI, or a copy of it."""
    from labcoat.core.packages.indexes.known_indexes import PUBLIC, is_listed

    return is_listed(address.host, address.path, PUBLIC)


def is_open(address: Address) -> bool:
    """Whether anybody may publish there: PyPI, a copy of it, or TestPyPI."""
    return is_public(address) or is_testing(address)


def is_testing(address: Address) -> bool:
    """Whether it is TestPyPI."""
    from labcoat.core.packages.indexes.known_indexes import TESTING

    return address.host in TESTING


def is_known(address: Address, allowed: Sequence[str]) -> bool:
    """Whether it is one of the well-known indexes, or of those that the project allows."""
    from labcoat.core.packages.indexes.known_indexes import KNOWN, is_listed

    return is_listed(address.host, address.path, KNOWN) or is_listed(address.host, address.path, allowed)


def testing_indexes(found: Packages, options: Options) -> list[tuple[Option, Address]]:
    """TestPyPI where it comes before PyPI or in its place, and nothing makes that harmless."""
    allowed = options.get("allow-indexes", ())
    first = [option for option in found.options if kind_of(option) in (INDEX, EXTRA) and "test" in option.value]
    merged = {id(option) for option in _merged(found, [option for option in first if kind_of(option) == EXTRA])}
    first = without_hashes(found, _unlocked(found, [option for option in first if id(option) not in merged]))
    addresses = [(option, address) for option in first for address in option_addresses(option)]
    return [
        (option, address) for option, address in addresses if is_testing(address) and not is_known(address, allowed)
    ]


def index_set(found: Packages, options: Options) -> IndexSet | None:
    """The indexes of a document; None where it has no extra ones, or its hashes or lock file make them harmless."""
    extras = [option for option in found.options if kind_of(option) == EXTRA]
    if not extras:
        return None
    extras = without_hashes(found, _unlocked(found, _merged(found, extras)))
    mains = [option for option in found.options if kind_of(option) == INDEX]
    return IndexSet(extras, mains, options.get("allow-indexes", ())) if extras else None


def _merged(found: Packages, extras: list[Option]) -> list[Option]:
    """Those of pip, Poetry and PDM, which take the best of all indexes: uv takes the first."""
    if found.path.lower().endswith("pipfile"):
        return extras
    segments = {id(option.segment): option.segment for option in extras if option.segment.language == "toml"}
    merging = {key: any([table in segment.text for table in MERGING_TABLES]) for key, segment in segments.items()}
    return [option for option in extras if merging.get(id(option.segment), not _takes_first(option))]


def _takes_first(option: Option) -> bool:
    """Whether an option is uv's or Pipenv's: on a command line, or as an environment variable."""
    return option.tool in FIRST_INDEX or option.name == "index" or option.segment.text.startswith("UV_", option.start)


def _unlocked(found: Packages, extras: list[Option]) -> list[Option]:
    """Those outside of manifests with a lock file, which has the index and the hashes of each package."""
    if not any([option.place == MANIFEST for option in extras]):
        return extras
    from labcoat.core.packages.locks.locks import lock_of

    return [] if lock_of(found) else extras


def private_requirement(found: Packages, options: Options) -> Requirement | None:
    """The first package of a document that only the project's own index has, and that has no hash."""
    patterns = options.get("private-packages", ())
    if not patterns:
        return None
    from labcoat.core.globs import compile_globs
    from labcoat.core.packages.names import normalized

    is_private = compile_globs(tuple([normalized(pattern) for pattern in patterns]))
    named = [made for made in found.requirements if _comes_from_index(made)]
    return next((made for made in named if is_private(normalized(made.name))), None)


def _comes_from_index(requirement: Requirement) -> bool:
    is_named = requirement.name and not requirement.url and requirement.form in (PIP, POETRY_FORM)
    return bool(is_named) and requirement.level not in ("hash", "local", "invalid")
