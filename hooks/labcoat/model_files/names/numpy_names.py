"""Names of NumPy that do no harm, whatever they are called with."""

from __future__ import annotations

NAMES = {
    "numpy": "dtype ndarray float32 float64 int64 int32 bool_ str_",
    "numpy.core.multiarray": "_reconstruct scalar",
    "numpy._core.multiarray": "_reconstruct scalar",
}
