"""Keys that have been saved with a model."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options

CONTEXT = 1000  # characters beside a key that its line is shown with, and redacted


@rule("critical", looks_at="model")
def secret_in_model(model: Model, options: Options) -> Iterator[Hit]:
    """A key or a password is in a model file.

    What it does
    ------------
    Looks for keys in every string that is in a model file: the arguments and the state that are saved with a PyTorch
    checkpoint or another pickle, also compressed ones; the metadata of safetensors, GGUF, ONNX, HDF5 and Keras files;
    arrays of strings; the text files in archives. It finds what the rules of `labcoat-find-keys` find in text, a
    value also by what names it: `wandb_api_key` and 40 hexadecimal digits, for example.

    Why is this bad?
    ----------------
    Training scripts save their whole configuration with the weights, with the tokens in it. Nobody sees them there,
    and scanners of text do not either, but everybody who can download the model has them.

    Example
    -------
    A checkpoint of `torch.save({"model": model.state_dict(), "args": vars(args)}, "checkpoint.pt")`, where one of the
    arguments is `--hub-token`.

    Use instead
    -----------
    Revoke the key. Then save only what is needed to load the model again:

        torch.save({"model": model.state_dict(), "epoch": epoch}, "checkpoint.pt")

    References
    ----------
    - https://cwe.mitre.org/data/definitions/312.html
    """
    if not model.keys:
        return
    from labcoat.core.keys.messages import is_doubtful, is_token, shown, title, way_out

    for key in model.keys:
        match = key.match
        named = f" in `{key.name}`" if key.name else ""
        severity = "medium" if is_doubtful(match) else ""
        advice = f"{way_out(match)}, then save the model without it"
        start = max(0, match.start - CONTEXT)
        around = key.text[start : match.end + CONTEXT]
        made = hit(model.document, key.place, around, f"{title(match)}{named}", advice, severity)
        made.start, made.end = match.start - start, match.end - start
        made.secret, made.shown, made.is_token = match.secret, shown(match), is_token(match)
        made.about += f" {match.start}"
        yield made


secret_in_model.asks_keys = True
