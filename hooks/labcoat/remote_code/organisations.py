"""Names of organisations on the hub that look like those of well-known publishers."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment


@rule("high", keywords=("/",), in_tests="medium")
def impersonated_organisation(module: Module, options: Options) -> Iterator[Hit]:
    """A model comes from an organisation whose name looks like that of a well-known publisher.

    What it does
    ------------
    Compares the organisation of each literal `org/name` that is loaded, downloaded, served or configured, and of each
    source in `models.lock`, with a list of well-known publishers on Hugging Face's hub, as of November 2026, and with
    the organisations that the nearest `models.lock` already has. It reports a name that

    - is written in the same way but for dashes, dots, look-alike digits and look-alike letters of other alphabets
      (`meta_llama`, `opena1`), or has its words in another order (`llama-meta`);
    - is one letter away from a name of six letters or more (`mistraiai`);
    - claims to be it: `openai-official`, `the-microsoft-team`, `facebook-llama`, `google-gemma`.

    It is quiet about the publishers themselves in any case of letters, about a number at the end of a name or the
    plural of one word, and about names that nothing uses as a model, a dataset or a repository. Accept a name that you
    know:

        [tool.labcoat.remote-code]
        allow-organisations = ["meta-llama-mirror"]

    Why is this bad?
    ----------------
    Anybody can register a free name on the hub. A model of such a name can be the publisher's with something added:
    pickled code, or code for `trust_remote_code`.

    Example
    -------
        model = AutoModel.from_pretrained("meta_llama/Llama-3.1-8B")

    Use instead
    -----------
        model = AutoModel.from_pretrained("meta-llama/Llama-3.1-8B")

    References
    ----------
    - https://huggingface.co/docs/hub/security
    """
    from labcoat.remote_code.organisation_calls import named_repositories

    for segment, start, end, organisation in named_repositories(module, _likeness(options)):
        yield from _hits(segment, start, end, organisation, options)


def _may_imitate(text: str) -> bool:
    from labcoat.remote_code.publishers import has_imitation

    return has_imitation(text)


impersonated_organisation.confirm = _may_imitate
impersonated_organisation.asks_lock = True


@impersonated_organisation.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.organisation_names import organisation_of

    looks_like = _likeness(options)
    for start, end, text in _words(command):
        organisation = organisation_of(text)
        if looks_like(organisation):
            yield from _hits(command.segment, start, end, organisation, options)
            return


def _words(command: CommandLine) -> Iterator[tuple[int, int, str]]:
    """The words of a command that may name a repository: those that say so, and URLs."""
    from labcoat.core.running.scripts import talks
    from labcoat.remote_code.hub_commands import loaded
    from labcoat.remote_code.organisation_names import is_hub_url

    if talks(command):
        return
    for name, start, end in loaded(command):
        yield start, end, name
    for word in command.words:
        if is_hub_url(word.value):
            yield word.start, word.end, word.value


@impersonated_organisation.register("yaml", "json", "toml", "ini", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.organisation_names import is_named, organisation_of

    for setting in segment.settings()[0]:
        keys = [key for key in setting.path if not key.isdigit()]
        if isinstance(setting.value, str) and "/" in setting.value and keys and is_named(keys[-1], setting.value):
            start = setting.start if setting.key_start == setting.key_end else setting.key_start
            yield from _hits(segment, start, setting.end, organisation_of(setting.value), options)


def _likeness(options: Options) -> Callable[[str], str]:
    """What tells whom a name looks like: a publisher, or an organisation of the lock."""
    from labcoat.core.lockfile.known import known_lock
    from labcoat.remote_code.publishers import imitated, in_lock

    lock = known_lock(options)
    if lock is None:
        return imitated
    locked = in_lock(lock)
    return lambda name: imitated(name) or locked.of(name)


def _hits(segment: Segment, start: int, end: int, organisation: str, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.publishers import imitated

    found = _likeness(options)(organisation)
    allowed = [str(name).lower() for name in options.get("allow-organisations", ())]
    if found and organisation.lower() not in allowed:
        where = "" if imitated(organisation) else " of models.lock"
        message = f"`{organisation}` looks like `{found}`{where}, and is another organisation"
        yield Hit(segment, start, end, message, f"use `{found}`, or add the name to `allow-organisations`")


RULES = [impersonated_organisation]
