"""What transformers, datasets, Keras and the writers of other formats save."""

from __future__ import annotations

from pathlib import Path

from common import OUT, path, pickled


def make_transformers() -> None:
    import transformers

    for kind in "Bert GPT2 T5 Llama ViT Whisper CLIP Mistral Roberta".split():
        config = getattr(transformers, f"{kind}Config")()
        config.save_pretrained(OUT / f"transformers/{kind}")
        pickled("transformers", **{kind: config})
    transformers.GenerationConfig(do_sample=True, temperature=0.5).save_pretrained(OUT / "transformers/generation")
    pickled("transformers", generation=transformers.GenerationConfig())
    config = transformers.BertConfig(
        hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20
    )
    model = transformers.BertModel(config)
    model.save_pretrained(OUT / "transformers/tiny")
    pickled("transformers", model=model, encoding=lambda: transformers.BatchEncoding({"input_ids": [[1, 2]]}))


def make_tokenizers() -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    inner = Tokenizer(models.WordLevel({"a": 0, "[UNK]": 1}, unk_token="[UNK]"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=inner, unk_token="[UNK]")
    fast.chat_template = "{% for m in messages %}{{ m['content'] }}{% endfor %}"
    fast.save_pretrained(OUT / "transformers/tokenizer")
    pickled("transformers", fast_tokenizer=fast, inner_tokenizer=inner)


def make_datasets() -> None:
    import datasets

    data = datasets.Dataset.from_dict({"text": ["a", "b"], "label": [0, 1]})
    data.save_to_disk(OUT / "datasets/saved")
    pickled(
        "datasets",
        dataset=data,
        dictionary=lambda: datasets.DatasetDict(train=data),
        features=lambda: data.features,
        info=lambda: data.info,
    )


def make_safetensors() -> None:
    import numpy as np
    import safetensors.numpy
    import safetensors.torch
    import torch

    safetensors.numpy.save_file({"a": np.ones(3), "b": np.zeros((2, 2), "i4")}, path("safetensors/numpy.safetensors"))
    tensors = {"w": torch.ones(2, dtype=torch.bfloat16), "s": torch.tensor(3), "e": torch.zeros(0, 4)}
    safetensors.torch.save_file(tensors, path("safetensors/torch.safetensors"), metadata={"format": "pt"})
    safetensors.torch.save_model(torch.nn.Linear(3, 3), path("safetensors/model.safetensors"))


def make_gguf() -> None:
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(path("gguf/tiny.gguf"), "llama")
    writer.add_block_count(1)
    writer.add_context_length(128)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(["a", "b"])
    writer.add_token_scores([0.1, 0.2])
    writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}{% endfor %}")
    writer.add_array("general.tags", ["x", "y"])
    writer.add_tensor("w", np.ones((4, 8), "f4"))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def make_onnx() -> None:
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def model(*nodes: object, **more: object) -> object:
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [3]) for name in "xy"]
        graph = helper.make_graph(list(nodes), "g", ends[:1], ends[1:], **more)
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
        )

    weight = numpy_helper.from_array(np.ones(3, "f4"), "w")
    add = helper.make_node("Add", ["x", "w"], ["y"])
    onnx.save(model(add, initializer=[weight]), path("onnx/add.onnx"))
    large = numpy_helper.from_array(np.ones(3000, "f4"), "w")
    onnx.save(
        model(add, initializer=[large]),
        path("onnx/external.onnx"),
        save_as_external_data=True,
        location="external.onnx.data",
    )
    scaler = helper.make_node("Scaler", ["x"], ["y"], domain="ai.onnx.ml", scale=[1.0], offset=[0.0])
    described = model(scaler)
    helper.set_model_props(described, {"author": "somebody", "url": "https://example.com"})
    onnx.save(described, path("onnx/scaler.onnx"))


def make_keras() -> None:
    import keras
    import numpy as np

    layers = keras.layers
    models = {
        "dense": keras.Sequential([layers.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(1)]),
        "image": keras.Sequential(
            [layers.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.BatchNormalization(), layers.Flatten()]
        ),
        "recurrent": keras.Sequential(
            [layers.Input((5,)), layers.Embedding(10, 4), layers.Bidirectional(layers.LSTM(3))]
        ),
        "regularised": keras.Sequential(
            [layers.Input((4,)), layers.Dense(3, kernel_regularizer="l2"), layers.Dropout(0.5)]
        ),
    }
    ends = keras.Input((4,)), keras.Input((4,))
    models["functional"] = keras.Model(ends, layers.Dense(1)(layers.Concatenate()(ends)))
    models["attention"] = keras.Sequential(
        [layers.Input((5, 4)), layers.TimeDistributed(layers.Dense(3)), layers.LayerNormalization()]
    )
    for name, model in models.items():
        model.save(path(f"keras/{name}.keras"))
        model.save(path(f"keras/{name}.h5"))
    compiled = models["dense"]
    compiled.compile(keras.optimizers.Adam(1e-3), loss="mse", metrics=["mae", keras.metrics.RootMeanSquaredError()])
    compiled.fit(np.ones((4, 4)), np.ones(4), verbose=0)
    compiled.save(path("keras/compiled.keras"))
    compiled.save(path("keras/compiled.h5"))
    compiled.save_weights(path("keras/only.weights.h5"))
    Path(path("keras/architecture.json")).write_text(compiled.to_json())
    activations = keras.Sequential(
        [layers.Input((4,)), layers.Dense(3, activation=keras.activations.gelu), layers.ReLU()]
    )
    activations.compile(
        loss=keras.losses.CategoricalCrossentropy(),
        optimizer=keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)),
    )
    activations.save(path("keras/activations.keras"))
    pickled("keras", history=lambda: {"loss": [0.1]}, model=lambda: compiled)


def make_hdf5() -> None:
    import h5py
    import numpy as np

    with h5py.File(path("hdf5/data.h5"), "w") as file:
        file["x"] = np.ones((3, 3))
        file["names"] = np.array([b"a", b"b"])
        file["text"] = "some words"
        file.attrs["creator"] = "somebody"
        file.create_group("deep/er").attrs["n"] = 3
        file["soft"] = h5py.SoftLink("/x")
        file.create_dataset("packed", data=np.zeros(1000), compression="gzip", chunks=True)
    with h5py.File(path("hdf5/latest.hdf5"), "w", libver="latest") as file:
        file["x"] = np.arange(10)
        file["strings"] = ["a", "b"]
