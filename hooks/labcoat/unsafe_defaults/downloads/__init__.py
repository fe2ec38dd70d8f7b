"""insecure-download: models, data and tools over a connection that anybody on the way can change."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

USUAL = ("www.apache.org/licenses", "www.w3.org/", "schema.", "schemas.", "localhost", "127.")
ADDRESSES = ("http://", "HTTP://", "ftp://", "git://")
CALLS = (
    "urlopen urlretrieve requests httpx aiohttp session client urllib3 wget gdown get_file load_state_dict_from_url "
    "load_url download_url_to_file download_url download_file download_and_extract_archive download_and_extract "
    "download extract_archive maybe_download fetch_url download_data load_dataset load_image retrieve clone_from "
    "read_csv read_json read_excel read_parquet read_table read_html read_feather read_xml read_fwf read_pickle "
    "loadtxt genfromtxt imread HF_ENDPOINT"
).split()
PROGRAMS = "curl wget wget2 aria2c axel git svn lftp ncftpget ADD HF_ENDPOINT".split()
WORDS = tuple([f"{address} {name}" for address in ADDRESSES for name in (*CALLS, *PROGRAMS)])


@rule("medium", words=WORDS)
def insecure_download(module: Module, options: Options) -> Iterator[Hit]:
    """A file is downloaded over a connection that anybody on the way can change.

    What it does
    ------------
    Reports `http://` and `ftp://` addresses in what downloads: `requests.get`, `urlopen`, `urlretrieve`,
    `tf.keras.utils.get_file`, `load_state_dict_from_url`, `pd.read_csv`, `load_dataset(data_files=…)` and their kin,
    also through constants, loops, f-strings and default arguments; `wget`, `curl`, `aria2c` and `git clone` in
    scripts, Dockerfiles, YAML and notebooks; `ADD http://…` of a Dockerfile; `HF_ENDPOINT`.

    It is quiet about this machine and private networks (`localhost`, `10.…`, `*.internal`, names without a dot), about
    hosts that only running the code would tell, about what is sent (`POST`), about addresses that are no download
    (namespaces, links, headers), about requests for no more than a host, which ask whether there is a connection, and
    about downloads that are checked against a hash. Packages are
    `insecure-index`'s.

    Why is this bad?
    ----------------
    Nothing tells who answers, and nothing protects the answer: a wireless network, a proxy or a machine beside yours
    can replace the model, the data or the program. A model file is code as soon as it is unpickled.

    Example
    -------
        weights = tf.keras.utils.get_file("weights.h5", "http://models.acme.dev/weights.h5")

    Use instead
    -----------
        weights = tf.keras.utils.get_file("weights.h5", "https://models.acme.dev/weights.h5")

    or, where there is no `https://`, check what has come against a hash that you got elsewhere:

        weights = tf.keras.utils.get_file("weights.h5", "http://models.acme.dev/weights.h5", file_hash="5ac8...")

    References
    ----------
    - https://cwe.mitre.org/data/definitions/319.html
    - https://cwe.mitre.org/data/definitions/494.html
    """
    from labcoat.unsafe_defaults.downloads.calls import endpoints, unprotected_downloads

    for segment, span, scheme, host in unprotected_downloads(module):
        yield _hit(segment, span, scheme, host)
    for segment, span, scheme, host in endpoints(module):
        yield _hit(segment, span, scheme, host)


@insecure_download.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.downloads.commands import unprotected_addresses

    for span, scheme, host in unprotected_addresses(command):
        yield _hit(command.segment, span, scheme, host)


@insecure_download.register("dockerfile")
def _in_dockerfile(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.downloads.commands import added_addresses

    for span, scheme, host in added_addresses(segment):
        yield _hit(segment, span, scheme, host)


@insecure_download.register("yaml", "json", "toml", "ini")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.downloads.commands import endpoint_settings

    for span, scheme, host in endpoint_settings(segment):
        yield _hit(segment, span, scheme, host)


def _hit(segment: Segment, span: tuple[int, int], scheme: str, host: str) -> Hit:
    from labcoat.core.rule import Hit

    message = f"`{host}` is reached over `{scheme}://`: anybody on the way can change what comes"
    return Hit(segment, *span, message, "use `https://`; where there is none, check the file against a known hash")


def _has_address(text: str) -> bool:
    """Whether a text has an address that is not that of a licence or a namespace, which half of all files have."""
    at = text.find("://")
    while at >= 0:
        is_open = text[at - 4 : at].lower() == "http" or text[at - 3 : at] in ("ftp", "git")
        if is_open and not text.startswith(USUAL, at + 3):
            return True
        at = text.find("://", at + 3)
    return False


insecure_download.confirm = _has_address
RULES = [insecure_download]
