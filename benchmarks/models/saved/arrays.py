"""What numpy, pandas and scipy save."""

from __future__ import annotations

from common import attempted, path, pickled


def make_numpy() -> None:
    import numpy as np

    generator = np.random.default_rng(1)
    arrays = {
        "floats": generator.random((4, 5)),
        "float32": np.ones(3, "f4"),
        "half": np.ones(3, "f2"),
        "ints": np.arange(10),
        "uint8_image": np.zeros((8, 8, 3), "u1"),
        "bools": np.array([True, False]),
        "complex": np.ones(2, "c16"),
        "strings": np.array(["a", "bcd"]),
        "bytes": np.array([b"a", b"bcd"]),
        "datetimes": np.array(["2026-01-01", "NaT"], "M8[D]"),
        "timedeltas": np.array([1, 2], "m8[s]"),
        "objects": np.array([{"a": 1}, None, "x", [1]], dtype=object),
        "structured": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        "record": np.rec.array([(1, "x")], dtype=[("a", "i4"), ("b", "U3")]),
        "masked": np.ma.array([1, 2, 3], mask=[0, 1, 0]),
        "matrix": np.matrix([[1, 2]]),
        "fortran": np.asfortranarray(np.ones((3, 4))),
        "empty": np.array([]),
        "zero_d": np.array(3.0),
        "big_endian": np.arange(3, dtype=">i4"),
        "character": np.char.array(["a", "b"]),
    }
    scalars = {
        "float64": np.float64(1.5),
        "int64": np.int64(3),
        "bool": np.bool_(True),
        "str": np.str_("x"),
        "datetime64": np.datetime64("2026-01-01"),
        "void": np.void(b"abc"),
        "dtype": np.dtype("f4"),
        "dtype_struct": np.dtype([("a", "i4")]),
        "types": [np.float32, np.int8, np.ndarray],
        "metrics": {"auc": np.float32(0.5), "n": np.int32(4), "confusion": np.eye(2)},
        "random_state": np.random.RandomState(1),
        "generator": np.random.default_rng(1),
        "legacy_state": np.random.RandomState(1).get_state(),
        "philox": np.random.Generator(np.random.Philox(3)),
        "mt": np.random.Generator(np.random.MT19937(3)),
        "sfc": np.random.SFC64(1),
        "seed_sequence": np.random.SeedSequence(5),
        "polynomial": np.polynomial.Polynomial([1, 2]),
        "poly1d": np.poly1d([1, 2]),
        "function": np.mean,
        "ufuncs": [np.log1p, np.expm1, np.sqrt],
        "finfo": lambda: np.finfo("f4").max,
    }
    pickled("numpy", **arrays, **scalars)
    for protocol in (0, 2, 5):
        pickled(
            f"numpy, protocol {protocol}",
            protocol,
            floats=arrays["floats"],
            objects=arrays["objects"],
            state=scalars["random_state"],
        )
    for name in ("floats", "strings", "bools", "structured", "datetimes", "fortran", "objects", "zero_d", "empty"):
        np.save(path(f"npy/{name}.npy"), arrays[name], allow_pickle=True)
    np.savez(path("npy/two.npz"), a=arrays["floats"], b=arrays["strings"])
    np.savez_compressed(path("npy/compressed.npz"), a=arrays["floats"], b=arrays["ints"])
    np.savez(path("npy/with_objects.npz"), a=arrays["objects"])
    np.savez(path("npy/labels.npz"), labels=np.array(["cat", "dog"], dtype=object), x=arrays["floats"])


def make_pandas() -> None:
    import numpy as np
    import pandas as pd

    dates = pd.date_range("2026-01-01", periods=4)
    frame = pd.DataFrame({"a": [1, 2, 3, 4], "b": list("wxyz"), "c": [0.1, None, 0.3, 0.4]})
    everything = frame.assign(
        when=dates,
        zoned=dates.tz_localize("UTC"),
        category=pd.Categorical(list("abab")),
        nullable=pd.array([1, None, 3, 4], dtype="Int64"),
        flag=pd.array([True, None, False, True], dtype="boolean"),
        text=pd.array(["a", None, "c", "d"], dtype="string"),
        delta=pd.to_timedelta([1, 2, 3, 4], unit="s"),
        period=pd.period_range("2026-01", periods=4, freq="M"),
        interval=pd.interval_range(0, 4),
        small=np.arange(4, dtype="f4"),
        objects=[[1], {"a": 1}, None, "x"],
    )
    objects = {
        "frame": lambda: frame,
        "everything": lambda: everything,
        "sparse": lambda: pd.DataFrame({"a": pd.arrays.SparseArray([0, 0, 1])}),
        "arrow": lambda: pd.DataFrame({"a": pd.array(["x", None], dtype="string[pyarrow]")}),
        "arrow_ints": lambda: pd.Series([1, 2], dtype="int64[pyarrow]"),
        "multi_index": lambda: frame.set_index(["a", "b"]),
        "multi_columns": lambda: pd.DataFrame(np.ones((2, 2)), columns=pd.MultiIndex.from_product([["x"], ["y", "z"]])),
        "date_index": lambda: pd.Series(range(4), index=dates, name="s"),
        "zone_index": lambda: pd.Series(range(4), index=dates.tz_localize("Europe/Berlin")),
        "period_index": lambda: pd.Series(range(4), index=pd.period_range("2026", periods=4, freq="D")),
        "range_index": lambda: pd.RangeIndex(5),
        "categories": lambda: pd.CategoricalDtype(["a", "b"], ordered=True),
        "timestamp": lambda: [pd.Timestamp("2026-01-01", tz="UTC"), pd.Timedelta("1s"), pd.NaT, pd.NA],
        "offset": lambda: [pd.offsets.Day(2), pd.offsets.MonthEnd(), pd.offsets.BusinessDay()],
        "interval": lambda: pd.Interval(0, 1),
        "index": lambda: pd.Index(["a", "b"]),
        "float_index": lambda: pd.Index([1.0, 2.0]),
        "timedelta_index": lambda: pd.to_timedelta([1, 2], unit="D"),
        "interval_index": lambda: pd.interval_range(0, 3),
        "empty": lambda: pd.DataFrame(),
        "dtypes": lambda: everything.dtypes,
        "described": lambda: frame.describe(),
        "grouped": lambda: frame.groupby("b").mean(numeric_only=True),
        "frames": lambda: {"train": frame, "test": frame.head(1)},
        "styles": lambda: frame.attrs,
        "flags": lambda: frame.set_flags(allows_duplicate_labels=False),
    }
    pickled("pandas", **objects)
    for protocol in (2, 5):
        pickled(f"pandas, protocol {protocol}", protocol, frame=frame, everything=everything)
    frame.to_pickle(path("pandas/saved.pickle"))
    for kind in ("gzip", "bz2", "xz", "zip", "tar"):
        everything.to_pickle(path(f"pandas/saved.pkl.{kind}"), compression=kind)
    attempted("pandas/saved.parquet", lambda: frame.to_parquet(path("pandas/saved.parquet")))
    attempted("pandas/saved.feather", lambda: frame.to_feather(path("pandas/saved.feather")))


def make_scipy() -> None:
    import numpy as np
    from scipy import interpolate, ndimage, optimize, signal, sparse, spatial, stats
    from scipy.spatial.transform import Rotation

    dense = np.eye(4)
    kinds = ("csr", "csc", "coo", "lil", "dok", "dia", "bsr")
    matrices = {f"{kind}_matrix": getattr(sparse, f"{kind}_matrix")(dense) for kind in kinds}
    arrays = {
        f"{kind}_array": getattr(sparse, f"{kind}_array")(dense) for kind in kinds if hasattr(sparse, f"{kind}_array")
    }
    x = np.arange(6.0)
    objects = {
        "kd_tree": lambda: spatial.KDTree(np.random.rand(10, 2)),
        "ckd_tree": lambda: spatial.cKDTree(np.random.rand(10, 2)),
        "rotation": lambda: Rotation.identity(),
        "frozen_normal": lambda: stats.norm(0, 1),
        "kernel_density": lambda: stats.gaussian_kde(np.random.rand(20)),
        "spline": lambda: interpolate.CubicSpline(x, x),
        "univariate": lambda: interpolate.UnivariateSpline(x, x),
        "interp1d": lambda: interpolate.interp1d(x, x),
        "pchip": lambda: interpolate.PchipInterpolator(x, x),
        "grid": lambda: interpolate.RegularGridInterpolator((x,), x),
        "radial": lambda: interpolate.RBFInterpolator(x[:, None], x),
        "result": lambda: optimize.minimize(lambda v: (v**2).sum(), [1.0]).x,
        "optimize_result": lambda: optimize.OptimizeResult(x=x, success=True),
        "test_result": lambda: tuple(stats.ttest_ind(x, x + 1)),
        "ttest": lambda: stats.pearsonr(x, x),
        "filter": lambda: signal.butter(3, 0.5),
        "system": lambda: signal.TransferFunction([1], [1, 2]),
        "label": lambda: ndimage.label(dense)[0],
        "hull": lambda: spatial.Delaunay(np.random.rand(6, 2)).simplices,
    }
    pickled("scipy", **matrices, **arrays, **objects)
    sparse.save_npz(path("npy/sparse.npz"), matrices["csr_matrix"])
