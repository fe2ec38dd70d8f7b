"""Apps and ports that are reachable from the whole internet through somebody's tunnel."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

APPS = "py sh gradio_web_server gradio_demo gui COMMANDLINE_ARGS".split()
SHARED = [
    *[f"launch share{sign}" for sign in ("=", '"', "'")],
    "launch gradio True",
    "share webui",
    "share ViserServer",
    *[f"--share {app}" for app in APPS],
]
TUNNELS = (
    "ngrok flask_ngrok flask_cloudflared run_with_ngrok run_with_cloudflared cloudflared localtunnel bore "
    "setup_tunnel request_share_url serve_kernel_port_as_window serve_kernel_port_as_iframe serveo pinggy"
).split()
SPACED = ("share = True",)
GRADIO = ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "allowed_paths")


@rule("medium", keywords=SPACED, words=(*SHARED, *TUNNELS, *GRADIO, "lt port", "lt p", "ssh localhost run"))
def public_share(module: Module, options: Options) -> Iterator[Hit]:
    """An app on this machine gets a public address on the internet.

    What it does
    ------------
    Reports `share=True` of Gradio's `launch`, also through a variable or a dictionary; `GRADIO_SHARE=True`; `--share`
    of web interfaces such as `python webui.py --share`; `allowed_paths` that let visitors read the whole disk or
    the working directory. With severity `low` it reports tunnels: ngrok, cloudflared's quick tunnels, localtunnel,
    bore, `ssh -R` to serveo.net, localhost.run and pinggy, and ports of Colab's machine that are shown as a window.

    It is quiet about `share=False`, values that only running the code would tell, tunnels that ask for a password, and
    `share=` of anything but an app, such as the axes of matplotlib.

    Why is this bad?
    ----------------
    The address needs no password, is valid for days, and is found by people who search for such addresses: whoever
    has it uses your GPU, sees what you upload, and reaches every hole of the app, with your rights and files behind.

    Example
    -------
        import gradio as gr

        gr.Interface(predict, "text", "label").launch(share=True)

    Use instead
    -----------
        import gradio as gr

        gr.Interface(predict, "text", "label").launch()

    and reach the port through SSH, or deploy the app where visitors log in.

    References
    ----------
    - https://www.gradio.app/guides/sharing-your-app
    - https://ngrok.com/docs/
    """
    from labcoat.unsafe_defaults.sharing.calls import shares_in_python

    yield from shares_in_python(module)


@public_share.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.sharing.commands import shares_in_command

    yield from shares_in_command(command)


@public_share.register("yaml", "json", "toml", "ini")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.sharing.commands import shares_in_settings

    yield from shares_in_settings(segment)


@public_share.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.sharing.commands import shares_in_text

    yield from shares_in_text(segment)


RULES = [public_share]
