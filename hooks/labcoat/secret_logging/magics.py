"""Keys that are typed into magics, shell lines and logins."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine

KEYWORDS = (
    *("%env", "% env", "set_env", '"env"', "'env'", "!export", "\nexport ", "_KEY=", "_TOKEN=", "PASSWORD=", "SECRET="),
    "modal token",
)
LOGINS = (
    *("login", "set_auth_token", "save_token", "authtoken", "comet_ml", "neptune", "set_credentials", "Roboflow"),
    *("add_app_token", "az login", "hf auth", "configure token", "configure secret"),
)


@rule("medium", keywords=KEYWORDS, words=LOGINS)
def secret_in_magic(module: Module, options: Options) -> Iterator[Hit]:
    """A key is typed into a magic, a shell line or a login.

    What it does
    ------------
    Reports a literal value in `%env API_KEY=…`, `%set_env API_KEY …`, `!export API_KEY=…` and `%%bash` cells; after
    `wandb login`, `huggingface-cli login --token`, `hf auth login --token`, `ngrok authtoken` and their kin; in
    `wandb.login(key=…)`, `huggingface_hub.login(token=…)` and the logins of other trackers.

    It is quiet about variables (`%env HF_TOKEN=$HF_TOKEN`), placeholders (`your-key`, `<token>`, `...`), prompts
    (`notebook_login()`), and variables that hold no secret. This rule is about the habit, whatever the value looks
    like: a value that is a key by its format is what `labcoat-find-keys` reports, too.

    Why is this bad?
    ----------------
    `%env` prints what it sets, so that the key is in the cell and in its output. All of these end up in the history of
    IPython and of the shell, and in git. `!export` does not even work: it sets the variable of a shell that ends at
    once.

    Example
    -------
        %env WANDB_API_KEY=5e1f4c

    Use instead
    -----------
        import os
        from getpass import getpass

        os.environ["WANDB_API_KEY"] = getpass("WANDB_API_KEY: ")

    References
    ----------
    - https://ipython.readthedocs.io/en/stable/interactive/magics.html#magic-env
    - https://docs.python.org/3/library/getpass.html
    - https://huggingface.co/docs/huggingface_hub/package_reference/authentication
    """
    from labcoat.secret_logging.login_calls import typed_into_calls

    return typed_into_calls(module)


@secret_in_magic.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.secret_logging.magic_commands import typed_keys

    return typed_keys(command)


RULES = [secret_in_magic]
