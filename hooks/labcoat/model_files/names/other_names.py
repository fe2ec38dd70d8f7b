"""Names of further libraries."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "_catboost": "CatBoostError",
    "exceptiongroup": "ExceptionGroup",
    "flax.core.frozen_dict": "FrozenDict",
    "frozendict": "frozendict",
    "immutables._map": "Map",
    "lightgbm.basic": "LightGBMError",
    "ml_dtypes": "bfloat16 float8_e4m3fn float8_e5m2 int4 uint4",
    "nltk.probability": "ConditionalFreqDist FreqDist ProbabilisticMixIn",
    "omegaconf.base": "ContainerMetadata Metadata Node",
    "omegaconf.dictconfig": "DictConfig",
    "omegaconf.listconfig": "ListConfig",
    "omegaconf.nodes": """
        AnyNode BooleanNode BytesNode EnumNode FloatNode IntegerNode InterpolationResultNode PathNode StringNode
    """,
    "packaging.version": "Version",
    "regex._regex_core": "RegexFlag",
    "spacy.strings": "StringStore",
    "tensorflow.python.framework.dtypes": "as_dtype",
    "tensorflow.python.framework.tensor_shape": "Dimension TensorShape",
    "tensorflow.python.trackable.data_structures": "ListWrapper _DictWrapper",
    "tensorflow.python.training.tracking.data_structures": "ListWrapper _DictWrapper",
    "xgboost.core": "XGBoostError",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "_catboost": "_CatBoost",
    "addict.addict": "Dict",
    "attrdict.dictionary": "AttrDict",
    "box.box": "Box",
    "box.box_list": "BoxList",
    "bunch": "Bunch",
    "catboost.core": "CatBoost",
    "easydict": "EasyDict",
    "gensim.models.phrases": "npmi_scorer original_scorer",
    "gensim.models.tfidfmodel": "df2idf",
    "gensim.utils": "call_on_class_only identity simple_preprocess",
    "ml_collections.config_dict.config_dict": "ConfigDict FieldReference FrozenConfigDict",
    "munch": "DefaultMunch Munch",
    "networkx.classes.filters": "hide_nodes no_filter show_edges show_nodes",
    "networkx.classes.function": "frozen",
    "nltk.lm.preprocessing": "pad_both_ends",
    "nltk.tokenize": "sent_tokenize word_tokenize wordpunct_tokenize",
    "packaging.version": "_Version",
    "pyrsistent._pmap": "pmap",
    "skorch.setter": "optimizer_setter",
    "skorch.utils": "_indexing_other to_numpy",
    "spacy.lang.en.syntax_iterators": "noun_chunks",
    "tqdm.std": "tqdm",
    "xgboost.collective": "communicator_print",
    "yacs.config": "CfgNode",
}
