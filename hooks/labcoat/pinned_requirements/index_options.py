"""What the rules about indexes have in common: which option is which, and the addresses that it names."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.indexes.index_url import Address
    from labcoat.core.packages.requirement import Option

INDEX, EXTRA, LINKS, CHANNEL = "index", "extra", "links", "channel"
EXPLICIT = "explicit"  # an index that only those packages come from that name it
TRUSTED, VERIFY, STRATEGY, PRERELEASE = "trusted", "verify", "strategy", "prerelease"
ADDRESSED = (INDEX, EXTRA, EXPLICIT, LINKS, CHANNEL)
KINDS = {
    "index-url": INDEX,
    "pypi-url": INDEX,
    "default-index": INDEX,
    "extra-index-url": EXTRA,
    "extra-index": EXTRA,
    "index": EXTRA,
    "explicit-index": EXPLICIT,
    "find-links": LINKS,
    "channel": CHANNEL,
    "trusted-host": TRUSTED,
    "allow-insecure-host": TRUSTED,
    "insecure-host": TRUSTED,
    "verify": VERIFY,
    "verify-ssl": VERIFY,
    "ssl-verify": VERIFY,
    "pythonhttpsverify": VERIFY,
    "index-strategy": STRATEGY,
    "pre": PRERELEASE,
    "prerelease": PRERELEASE,
    "prereleases": PRERELEASE,
    "allow-prereleases": PRERELEASE,
    "all-releases": PRERELEASE,
}
ON = ("1", "true", "yes", "on", "y", "t", "allow", ":all:")
OFF = ("0", "false", "no", "off", "n", "f")


def kind_of(option: Option) -> str:
    """What an option is about, by its name: `global.extra_index_url` of a configuration is `--extra-index-url`."""
    name = option.name.rpartition(".")[2].lower().replace("_", "-")
    return KINDS.get(name, "")


def plain_value(option: Option) -> str:
    """Its value, as it is compared."""
    return option.value.strip().strip("\"'").lower()


def is_on(option: Option) -> bool:
    """Whether a switch is on: as a flag, which has no value, or by its value."""
    value = plain_value(option)
    is_flag = not value and "=" not in option.segment.text[option.start : option.end]
    return is_flag or value in ON


def option_addresses(option: Option) -> list[Address]:
    """The addresses in an option's value; none for an option about other things.

    Where variables have values that the document says, they are in these values, and not in the segment.
    """
    if kind_of(option) not in ADDRESSED:
        return []
    written = option.segment.text[option.value_start : option.value_end]
    if option.value == written or ("://" in written and "$" not in written):
        return addresses_in(option.segment.text, option.value_start, option.value_end)
    return addresses_in(option.value, 0, len(option.value))


def addresses_in(text: str, start: int, end: int) -> list[Address]:
    """The addresses in a span of a text."""
    from labcoat.core.packages.indexes.index_url import addresses

    return list(addresses(text, start, end))


def address_span(option: Option, address: Address) -> tuple[int, int]:
    """Where an address of an option is in its segment: of one in a variable's value, where the variable stands."""
    if address.text is option.segment.text:
        return address.start, address.end
    return option.value_start, option.value_end
