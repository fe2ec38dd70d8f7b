"""tls-verification-off: connections that are encrypted, but to anybody."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

MESSAGE = "`{}` switches the check of certificates off: anybody on the way may answer"
HELP = "remove it; for a certificate of your own, name the file of its authority: `verify=`, `REQUESTS_CA_BUNDLE`"
OFF = tuple([f"verify{sign}False" for sign in ("=", " = ", '": ', "': ", "=not ")])
WORDS = (
    *[f"verify False {name}" for name in ("requests", "httpx", "session", "boto3", "hvac", "client")],
    "http verify no",
    "https verify no",
    "ssl False aiohttp",
    "ssl False session",
    "verify_ssl",
    "verify_certs",
    "verify_ssl_certs",
    "ssl_verify",
    "tls_verify",
    "validate_certs",
    "validate_cert",
    "verify_certificate",
    "cert_check",
    "ssl_cert_reqs",
    "CERT_NONE",
    "check_hostname",
    "tlsAllowInvalidCertificates",
    "tlsInsecure",
    "insecure_mode",
    "skip_tls_verify",
    "tls_skip_verify",
    "insecure_skip_verify",
    "insecureSkipVerify",
    "skipSSLVerify",
    "InsecureSkipVerify",
    "disable_ssl_certificate_validation",
    "_create_unverified_context",
    "_create_unverified_https_context",
    "PYTHONHTTPSVERIFY",
    "CURL_CA_BUNDLE",
    "REQUESTS_CA_BUNDLE",
    "GIT_SSL_NO_VERIFY",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "NPM_CONFIG_STRICT_SSL",
    "npm_config_strict_ssl",
    "MLFLOW_TRACKING_INSECURE_TLS",
    "WANDB_INSECURE_DISABLE_SSL",
    "PREFECT_API_TLS_INSECURE_SKIP_VERIFY",
    "CLEARML_API_HOST_VERIFY_CERT",
    "VAULT_SKIP_VERIFY",
    "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION",
    "curl -",
    "check certificate",
    "check certificates",
    "sslVerify",
    "sslverify",
    "strict ssl",
    "verify ssl",
    "tls verify",
    "tlsverify",
    "skip tls",
    "skip verify",
    "mc insecure",
    "argocd insecure",
    "https_validate_certificates",
    "disable_ssl_validation",
)


@rule("high", keywords=OFF, words=WORDS, in_tests="medium")
def tls_verification_off(module: Module, options: Options) -> Iterator[Hit]:
    """The certificate of a server is not checked.

    What it does
    ------------
    Reports `verify=False` of requests, httpx and boto3, on calls, clients and sessions; `ssl=False` of aiohttp;
    `verify_ssl=False`, `verify_certs=False`, `cert_reqs="CERT_NONE"`, `tlsAllowInvalidCertificates=True` and what
    other clients call it; `ssl._create_unverified_context`, and a context whose `verify_mode` is `CERT_NONE`;
    `curl -k`, `wget --no-check-certificate`, `git -c http.sslVerify=false`, `npm config set strict-ssl false`,
    `aws --no-verify-ssl`, `kubectl --insecure-skip-tls-verify`; environment variables such as `PYTHONHTTPSVERIFY=0`,
    `GIT_SSL_NO_VERIFY=1` and an empty `CURL_CA_BUNDLE`; `insecureSkipVerify: true` and its kin in configuration.

    It is quiet about this machine (`https://localhost`), about values that only running the code would tell, about
    what an option of the program decides (`if args.insecure: session.verify = False`), about contexts of servers, and
    about `verify=` of calls that are no request. `--trusted-host` and other options of package indexes are
    `insecure-index`'s.

    Why is this bad?
    ----------------
    The connection is still encrypted, but nobody knows with whom. Anybody on the way - a proxy, a wireless network, a
    server with a similar name - can read the token that you send, and answer with a model or a program of their own.

    Example
    -------
        response = requests.get("https://models.acme.dev/weights.pt", verify=False)

    Use instead
    -----------
        response = requests.get("https://models.acme.dev/weights.pt")

    or, where the certificate is your own, name the authority that has signed it:

        response = requests.get("https://models.acme.dev/weights.pt", verify="/etc/ssl/acme-ca.pem")

    References
    ----------
    - https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification
    - https://docs.python.org/3/library/ssl.html#ssl-security
    - https://cwe.mitre.org/data/definitions/295.html
    """
    from labcoat.unsafe_defaults.tls.calls import unverified_calls
    from labcoat.unsafe_defaults.tls.contexts import unverified_contexts
    from labcoat.unsafe_defaults.tls.settings import python_settings

    for segment, (start, end), what in [*unverified_calls(module), *unverified_contexts(module)]:
        yield _hit(segment, start, end, what)
    for segment, (start, end), what in python_settings(module):
        yield _hit(segment, start, end, what)


@tls_verification_off.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.tls.commands import unverified_options

    for (start, end), what in unverified_options(command):
        yield _hit(command.segment, start, end, what)


@tls_verification_off.register("yaml", "json", "toml", "ini")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.tls.settings import unverified_settings

    for (start, end), what in unverified_settings(segment):
        yield _hit(segment, start, end, what)


@tls_verification_off.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.tls.text import unverified_in_text

    for start, end, what in unverified_in_text(segment.text):
        yield Hit(segment, start, end, MESSAGE.format(what), HELP, severity="medium")


def _hit(segment: Segment, start: int, end: int, what: str) -> Hit:
    return Hit(segment, start, end, MESSAGE.format(what), HELP)


RULES = [tls_verification_off]
