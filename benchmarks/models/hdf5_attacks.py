"""HDF5 files that run code or reach out of their folder, written by h5py: `python hdf5_attacks.py DIR`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import h5py
import numpy as np

OUT = Path(sys.argv[1])
MARSHALLED = {"class_name": "Lambda", "config": {"name": "l", "function": ["4wEAAAAA\n", None, None]}}
NAMED = {"class_name": "Lambda", "config": {"function": "system", "function_type": "function", "module": "os"}}
WRAPPED = {"class_name": "TimeDistributed", "config": {"layer": MARSHALLED}}
FOREIGN = {"class_name": "Net", "module": "evil_package.layers", "config": {}, "registered_name": None}
FUNCTION = {"class_name": "function", "module": "builtins", "config": "eval", "registered_name": "function"}
ACTIVATION = {"class_name": "Dense", "config": {"units": 3, "activation": FUNCTION}}


def main() -> None:
    """One file each."""
    OUT.mkdir(parents=True, exist_ok=True)
    layers = {"lambda": MARSHALLED, "named": NAMED, "wrapped": WRAPPED, "foreign": FOREIGN, "activation": ACTIVATION}
    for name, layer in layers.items():
        with h5py.File(OUT / f"{name}.h5", "w") as file:
            file.attrs["model_config"] = model(layer)
            file.attrs["keras_version"] = "2.15.0"
    with h5py.File(OUT / "bytes.hdf5", "w", libver="latest") as file:
        file.attrs["model_config"] = np.bytes_(model(MARSHALLED).encode())
    with h5py.File(OUT / "large.h5", "w", libver="latest") as file:
        file.attrs["model_config"] = model(
            *[{"class_name": "Dense", "config": {"units": n}} for n in range(900)], MARSHALLED
        )
    with h5py.File(OUT / "user_block.h5", "w", userblock_size=512) as file:
        file.attrs["model_config"] = model(MARSHALLED)
    with h5py.File(OUT / "training_config.h5", "w") as file:
        file.attrs["model_config"] = model({"class_name": "Dense", "config": {"units": 3}})
        file.attrs["training_config"] = json.dumps({"loss": FUNCTION, "metrics": []})
    outside()


def model(*layers: object) -> str:
    """The configuration of a model of these layers, as Keras 2 writes it."""
    return json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": list(layers)}})


def outside() -> None:
    """Links, raw data and virtual datasets in other files."""
    for version in ("earliest", "latest"):
        with h5py.File(OUT / f"external_link_{version}.h5", "w", libver=version) as file:
            file["w"] = h5py.ExternalLink("../../../etc/secret.h5", "/x")
        with h5py.File(OUT / f"external_link_absolute_{version}.h5", "w", libver=version) as file:
            file.create_group("model_weights")["w"] = h5py.ExternalLink("/etc/secret.h5", "/x")
    with h5py.File(OUT / "external_raw.h5", "w") as file:
        file.create_dataset("w", (10,), "u1", external=[("/etc/passwd", 0, 10)])
    layout = h5py.VirtualLayout((10,), "f4")
    layout[:] = h5py.VirtualSource("/etc/secret.h5", "w", (10,))
    with h5py.File(OUT / "virtual.h5", "w", libver="latest") as file:
        file.create_virtual_dataset("w", layout)


if __name__ == "__main__":
    main()
