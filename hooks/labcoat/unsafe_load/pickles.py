"""Pickles, and every other format that runs code when it is read."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment

WORDS = (
    "pickle load",
    "pickle loads",
    "pickle Unpickler",
    "pickle _Unpickler",
    "cPickle load",
    "cPickle loads",
    "cPickle Unpickler",
    "_pickle load",
    "_pickle loads",
    "_pickle Unpickler",
    "pickle5 load",
    "pickle5 loads",
    "pickle5 Unpickler",
    "dill load",
    "dill loads",
    "dill Unpickler",
    "dill load_session",
    "dill load_module",
    "cloudpickle load",
    "cloudpickle loads",
    "compress_pickle load",
    "compress_pickle loads",
    "pickle_compat load",
    "klepto load",
    "joblib load",
    "jsonpickle decode",
    "jsonpickle loads",
    "shelve open",
    "shelve DbfilenameShelf",
    "marshal load",
    "marshal loads",
    "read_pickle",
    "read_gpickle",
    "load_learner",
    "from_pretrained_fastai",
    "unpickle gensim",
    "load_pickle statsmodels",
    "mlflow load_model",
    "PackageImporter torch",
    "ultralytics YOLO",
    "ultralytics RTDETR",
    "ultralytics FastSAM",
    "ultralytics NAS",
    "ultralytics SAM",
    "ultralytics YOLOWorld",
    "ultralytics YOLOE",
)


@rule("medium", words=WORDS, in_tests="off")
def pickle_load(module: Module, options: Options) -> Iterator[Hit]:
    """A pickle is loaded, which runs the code that is in it.

    What it does
    ------------
    Reports what reads pickles: `load`, `loads` and `Unpickler` of `pickle`, `cPickle`, `dill`, `cloudpickle`, `joblib`
    and `compress_pickle`; `jsonpickle.decode`, `shelve.open`, `marshal.load`, `pandas.read_pickle`,
    `networkx.read_gpickle`, fastai's `load_learner`, `torch.package.PackageImporter`, a `.pt` file given to
    `ultralytics.YOLO`; and `load_model` of `mlflow.pyfunc` and `mlflow.sklearn` with severity `low`. It counts where
    such a function is called, and where it is handed on: `map(pickle.loads, chunks)`.

    It is quiet about writing, about bytes that the same code has just pickled (`pickle.loads(pickle.dumps(x))`), about
    unpicklers of your own with a `find_class`, and in tests. `torch.load`, `numpy.load` and `yaml.load` have rules of
    their own.

    Why is this bad?
    ----------------
    A pickle is a program. Who made the file, or may change the bucket, the cache or the message queue that it comes
    from, runs commands with your rights as soon as it is loaded: before you can look at what was in it.

    Example
    -------
        import joblib

        model = joblib.load("model.joblib")

    Use instead
    -----------
    A format that holds nothing but data: safetensors for weights, ONNX or `skops` for scikit-learn, Parquet or JSON for
    tables:

        import skops.io

        model = skops.io.load("model.skops", trusted=[])

    Where it has to be a pickle, load only files that your own pipeline has written, and compare their SHA-256 with one
    that is kept elsewhere.

    References
    ----------
    - https://docs.python.org/3/library/pickle.html
    - https://joblib.readthedocs.io/en/stable/persistence.html
    - https://huggingface.co/docs/hub/security-pickle
    """
    from labcoat.unsafe_load.pickle_calls import pickle_hits

    yield from pickle_hits(module)


@pickle_load.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.pickle_calls import SAFE_FORMAT, SAYS
    from labcoat.unsafe_load.tokens import pickles_in_text

    for start, end in pickles_in_text(segment.text):
        yield Hit(segment, start, end, f"`{segment.text[start:end]}` {SAYS['pickle']}", SAFE_FORMAT, severity="low")


RULES = [pickle_load]
