"""What torch saves, now and formerly."""

from __future__ import annotations

from pathlib import Path

from common import attempted, path, pickled


def make_torch() -> None:
    import datetime
    from argparse import Namespace
    from collections import OrderedDict, defaultdict

    import numpy as np
    import torch
    from torch import nn

    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
    kinds = (
        "Adam",
        "AdamW",
        "SGD",
        "RMSprop",
        "Adagrad",
        "Adadelta",
        "NAdam",
        "RAdam",
        "Adamax",
        "ASGD",
        "LBFGS",
        "Rprop",
    )
    for kind in kinds:
        optimizer = getattr(torch.optim, kind)(net.parameters(), lr=0.1)
        torch.save({"model": net.state_dict(), "optimizer": optimizer.state_dict()}, path(f"torch/{kind}.pt"))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    schedules = {
        "step": torch.optim.lr_scheduler.StepLR(optimizer, 2),
        "cosine": torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 5),
        "plateau": torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer),
        "one_cycle": torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=9),
        "exponential": torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9),
        "restarts": torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 3),
    }
    for name, schedule in schedules.items():
        torch.save(
            {"scheduler": schedule.state_dict(), "optimizer": optimizer.state_dict()},
            path(f"torch/schedule_{name}.pth"),
        )
    dtypes = "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex64 float8_e4m3fn".split()
    tensors = {name: torch.zeros(3).to(getattr(torch, name)) for name in dtypes}
    torch.save(tensors, path("torch/dtypes.pt"))
    contents = {
        "state_dict.pth": net.state_dict(),
        "state_dict.bin": net.state_dict(),
        "parameter.pt": nn.Parameter(torch.ones(2)),
        "parameters.pt": nn.ParameterList([torch.ones(2)]),
        "buffer.pt": nn.Buffer(torch.ones(2)) if hasattr(nn, "Buffer") else torch.ones(2),
        "tensor.pt": torch.ones(2, 3),
        "views.pt": [torch.ones(4, 4).t(), torch.ones(4)[1:3], torch.ones(1).expand(5)],
        "grad.pt": torch.ones(2, requires_grad=True),
        "sparse.pt": torch.eye(3).to_sparse(),
        "sparse_csr.pt": torch.eye(3).to_sparse_csr(),
        "nested.pt": {"a": [torch.ones(1), (1, "x", None)], "b": OrderedDict(c=1)},
        "quantized.pt": torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8),
        "per_channel.pt": torch.quantize_per_channel(torch.ones(2, 2), torch.ones(2), torch.zeros(2), 0, torch.qint8),
        "size_device.pt": {
            "size": torch.Size([1, 2]),
            "device": torch.device("cpu"),
            "dtype": torch.float32,
            "layout": torch.strided,
        },
        "random.pt": {
            "torch": torch.get_rng_state(),
            "numpy": np.random.get_state(),
            "python": __import__("random").getstate(),
        },
        "generator.pt": torch.Generator().get_state(),
        "numpy.pt": {"x": np.ones(3), "y": np.float64(0.5), "z": np.int64(3)},
        "arguments.pt": {
            "args": Namespace(lr=0.1, out=Path("runs/1")),
            "epoch": 3,
            "best": 0.5,
            "model": net.state_dict(),
        },
        "path.pt": {
            "path": Path("runs/1"),
            "when": datetime.datetime(2026, 1, 2),
            "took": datetime.timedelta(seconds=3),
        },
        "default_dict.pt": defaultdict(list, loss=[1.0]),
        "meta.pt": torch.ones(2, device="meta"),
        "storage.pt": torch.ones(3).untyped_storage(),
        "typed_storage.pt": torch.FloatStorage(3),
        "sequence.pt": nn.utils.rnn.pack_sequence([torch.ones(2), torch.ones(1)]),
        "linear.pt": nn.Linear(2, 2),
        "whole_model.pt": net,
        "transformer.pt": nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 1),
        "lstm.pt": nn.LSTM(2, 3),
        "embedding.pt": nn.Embedding(3, 2),
        "module_dict.pt": nn.ModuleDict({"a": nn.Linear(1, 1), "b": nn.Dropout()}),
        "losses.pt": [nn.CrossEntropyLoss(), nn.MSELoss()],
        "dataset.pt": torch.utils.data.TensorDataset(torch.ones(3)),
        "subset.pt": torch.utils.data.Subset(torch.utils.data.TensorDataset(torch.ones(3)), [0, 1]),
        "distribution.pt": torch.distributions.Normal(0.0, 1.0),
        "conj.pt": torch.ones(2, dtype=torch.complex64).conj(),
        "strings.pt": {"classes": ["cat", "dog"], "hyper": {"lr": 1e-3, "betas": (0.9, 0.99)}},
        "scaler.pt": torch.amp.GradScaler("cpu", enabled=False).state_dict(),
    }
    for name, content in contents.items():
        attempted(f"torch/{name}", lambda c=content, name=name: torch.save(c, path(f"torch/{name}")))
    for name in (
        "state_dict.pth",
        "nested.pt",
        "views.pt",
        "numpy.pt",
        "arguments.pt",
        "linear.pt",
        "quantized.pt",
        "parameter.pt",
    ):
        torch.save(contents[name], path(f"torch legacy/{name}"), _use_new_zipfile_serialization=False)
    torch.save(net.state_dict(), path("torch/protocol_4.pt"), pickle_protocol=4)
    pickled(
        "torch pickled",
        tensor=lambda: torch.ones(2),
        state=lambda: net.state_dict(),
        net=lambda: net,
        parameter=lambda: nn.Parameter(torch.ones(1)),
    )
    torch.jit.script(nn.Linear(2, 2)).save(path("torchscript/scripted.pt"))
    torch.jit.trace(net.eval(), torch.ones(1, 1, 4, 4)).save(path("torchscript/traced.pt"))
    torch.jit.save(torch.jit.freeze(torch.jit.script(net.eval())), path("torchscript/frozen.pt"))
    program = torch.export.export(net.eval(), (torch.ones(1, 1, 4, 4),))
    torch.export.save(program, path("torchscript/exported.pt2"))


def make_checkpoint_of_trainer() -> None:
    import torch
    from transformers import TrainingArguments
    from transformers.trainer_utils import IntervalStrategy, SchedulerType

    torch.save(TrainingArguments(output_dir="/tmp/x", report_to=[]), path("transformers/training_args.bin"))
    torch.save([IntervalStrategy.STEPS, SchedulerType.LINEAR], path("transformers/enums.bin"))


def make_lightning_like() -> None:
    from collections import OrderedDict

    import torch

    checkpoint = {
        "epoch": 3,
        "global_step": 100,
        "pytorch-lightning_version": "2.5.0",
        "state_dict": OrderedDict(weight=torch.ones(2)),
        "loops": {"fit_loop": {"state_dict": {}, "epoch_progress": {"total": {"ready": 1}}}},
        "callbacks": {
            "ModelCheckpoint{'monitor': None}": {"best_model_score": torch.tensor(0.5), "best_model_path": "/x/y.ckpt"}
        },
        "optimizer_states": [{"state": {}, "param_groups": [{"lr": 0.1, "params": [0]}]}],
        "lr_schedulers": [],
        "hparams_name": "kwargs",
        "hyper_parameters": {"lr": 0.1, "layers": [1, 2]},
    }
    torch.save(checkpoint, path("torch/lightning.ckpt"))
