"""Names of NumPy 1 and 2."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "numpy.core": "_DType_reconstruct",
    "numpy.core._exceptions": "AxisError UFuncTypeError _UFuncNoLoopError",
    "numpy.core._internal": "_convert_to_stringdtype_kwargs _reconstruct",
    "numpy.core._ufunc_config": "_unspecified",
    "numpy.core.defchararray": "chararray",
    "numpy.core.multiarray": "_reconstruct dtype ndarray scalar",
    "numpy.core.numeric": "_frombuffer ndarray",
    "numpy.core.records": "recarray record",
    "numpy": """
        _NoValue _NoValueType bool bool_ broadcast byte bytes0 bytes_ cdouble cfloat character clongdouble
        clongfloat complex complex128 complex256 complex64 complex_ complexfloating csingle datetime64 double
        dtype finfo flexible float float128 float16 float32 float64 float96 float_ floating generic half iinfo
        inexact int int0 int16 int32 int64 int8 int_ intc integer intp long longdouble longfloat longlong matrix
        ndarray ndindex nditer number object object0 object_ poly1d recarray record short signedinteger single
        singlecomplex str str0 str_ string_ timedelta64 ubyte uint uint0 uint16 uint32 uint64 uint8 uintc uintp
        ulong ulonglong unicode unicode_ unsignedinteger ushort void void0
    """,
    "numpy.char": "chararray",
    "numpy.dtypes": """
        BoolDType ByteDType BytesDType CLongDoubleDType Complex128DType Complex64DType DateTime64DType
        Float16DType Float32DType Float64DType Int16DType Int32DType Int64DType Int8DType IntDType LongDType
        LongDoubleDType LongLongDType ObjectDType ShortDType StrDType StringDType TimeDelta64DType UByteDType
        UInt16DType UInt32DType UInt64DType UInt8DType UIntDType ULongDType ULongLongDType UShortDType VoidDType
    """,
    "numpy.exceptions": """
        AxisError ComplexWarning DTypePromotionError ModuleDeprecationWarning RankWarning TooHardError
        VisibleDeprecationWarning
    """,
    "numpy.lib._polynomial_impl": "poly1d",
    "numpy.lib.polynomial": "poly1d",
    "numpy.linalg": "LinAlgError",
    "numpy.linalg.linalg": "LinAlgError",
    "numpy.ma": "MaskedArray",
    "numpy.ma.core": "MaskedArray MaskedConstant _mareconstruct mvoid",
    "numpy.ma.mrecords": "MaskedRecords _mrreconstruct",
    "numpy.matrixlib.defmatrix": "matrix",
    "numpy.polynomial.polynomial": "Polynomial",
    "numpy.random": "Generator RandomState __RandomState_ctor",
    "numpy.random._generator": "Generator",
    "numpy.random._mt19937": "MT19937",
    "numpy.random._pcg64": "PCG64 PCG64DXSM",
    "numpy.random._philox": "Philox",
    "numpy.random._sfc64": "SFC64",
    "numpy.random.bit_generator": """
        BitGenerator SeedSequence SeedlessSeedSequence __pyx_unpickle_SeedSequence
        __pyx_unpickle_SeedlessSeedSequence
    """,
    "numpy.random.mtrand": "RandomState",
    "numpy.rec": "recarray record",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "numpy.core._methods": "asanyarray",
    "numpy.core._multiarray_umath": """
        abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan atan2
        atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or
        bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh deg2rad degrees divide
        divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp gcd greater
        greater_equal heaviside hypot invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal
        log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec
        maximum minimum mod modf multiply negative nextafter not_equal positive pow power rad2deg radians
        reciprocal remainder right_shift rint sign signbit sin sinh spacing sqrt square subtract tan tanh
        true_divide trunc vecdot vecmat
    """,
    "numpy.core.fromnumeric": """
        all amax amin any argmax argmin argpartition argsort around asanyarray asarray choose clip compress
        concatenate cumprod cumsum cumulative_prod cumulative_sum diagonal matrix_transpose max mean min ndim
        nonzero partition prod ptp put ravel repeat reshape resize round searchsorted shape size sort squeeze
        std sum swapaxes take trace transpose var
    """,
    "numpy.core.function_base": "asanyarray geomspace linspace logspace ndim result_type",
    "numpy.core.multiarray": """
        absolute add arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh array asanyarray asarray
        ascontiguousarray asfortranarray bincount bitwise_and bitwise_count bitwise_or bitwise_xor
        busday_count busday_offset can_cast cbrt ceil clip concatenate conj conjugate copysign copyto
        correlate cos cosh count_nonzero datetime_as_string datetime_data deg2rad degrees divide divmod dot
        empty empty_like equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp
        frombuffer gcd greater greater_equal heaviside hypot inner interp invert is_busday isfinite isinf
        isnan isnat lcm ldexp left_shift less less_equal lexsort log log10 log1p log2 logaddexp logaddexp2
        logical_and logical_not logical_or logical_xor matmul matvec maximum may_share_memory min_scalar_type
        minimum mod modf multiply negative nextafter not_equal packbits positive power promote_types putmask
        rad2deg radians ravel_multi_index reciprocal remainder result_type right_shift rint shares_memory sign
        signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc unpackbits unravel_index vdot
        vecdot vecmat where zeros
    """,
    "numpy.core.numeric": """
        absolute add all allclose amax amin any arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh
        argmax argmin argpartition argsort argwhere around array array_equal array_equiv asanyarray asarray
        ascontiguousarray asfortranarray astype base_repr binary_repr bitwise_and bitwise_count bitwise_not
        bitwise_or bitwise_xor busday_count busday_offset can_cast cbrt ceil choose clip compress concatenate
        conj conjugate convolve copysign copyto correlate cos cosh count_nonzero cross cumprod cumsum
        cumulative_prod cumulative_sum datetime_as_string datetime_data deg2rad degrees diagonal divide divmod
        dot empty empty_like equal exp exp2 expm1 fabs flatnonzero float_power floor floor_divide fmax fmin
        fmod format_float_positional format_float_scientific frexp frombuffer full full_like gcd
        get_printoptions greater greater_equal heaviside hypot identity indices inner invert is_busday isclose
        isdtype isfinite isfortran isinf isnan isnat isscalar issubdtype lcm ldexp left_shift less less_equal
        lexsort log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor
        matmul matrix_transpose matvec max maximum may_share_memory mean min min_scalar_type minimum mod modf
        moveaxis multiply ndim negative nextafter nonzero not_equal ones ones_like outer partition positive
        power prod promote_types ptp put putmask rad2deg radians ravel reciprocal remainder repeat reshape
        resize result_type right_shift rint roll rollaxis round searchsorted shape shares_memory sign signbit
        sin sinh size sort spacing sqrt square squeeze std subtract sum swapaxes take tan tanh tensordot trace
        transpose true_divide trunc var vdot vecdot vecmat where zeros zeros_like
    """,
    "numpy.core.numerictypes": """
        busday_count busday_offset datetime_as_string datetime_data is_busday isdtype issubdtype
    """,
    "numpy.core.umath": """
        absolute add arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh array asanyarray asarray
        ascontiguousarray asfortranarray bincount bitwise_and bitwise_count bitwise_or bitwise_xor
        busday_count busday_offset can_cast cbrt ceil clip concatenate conj conjugate copysign copyto
        correlate cos cosh count_nonzero datetime_as_string datetime_data deg2rad degrees divide divmod dot
        empty empty_like equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp
        frombuffer gcd greater greater_equal heaviside hypot inner interp invert is_busday isfinite isinf
        isnan isnat lcm ldexp left_shift less less_equal lexsort log log10 log1p log2 logaddexp logaddexp2
        logical_and logical_not logical_or logical_xor matmul matvec maximum may_share_memory min_scalar_type
        minimum mod modf multiply negative nextafter not_equal packbits positive power promote_types putmask
        rad2deg radians ravel_multi_index reciprocal remainder result_type right_shift rint shares_memory sign
        signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc unpackbits unravel_index vdot
        vecdot vecmat where zeros
    """,
    "numpy": """
        chararray
        abs absolute acos acosh add all allclose amax amin angle any append arange arccos arccosh arcsin arcsinh
        arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array array_equal array_equiv
        array_split asanyarray asarray asarray_chkfinite ascontiguousarray asfortranarray asin asinh asmatrix
        astype atan atan2 atanh atleast_1d atleast_2d atleast_3d average bartlett base_repr binary_repr bincount
        bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift
        bitwise_xor blackman block bmat broadcast_arrays broadcast_shapes broadcast_to busday_count
        busday_offset can_cast cbrt ceil choose clip column_stack common_type compress concat concatenate conj
        conjugate convolve copy copysign copyto corrcoef correlate cos cosh count_nonzero cov cross cumprod
        cumsum cumulative_prod cumulative_sum datetime_as_string datetime_data deg2rad degrees delete diag
        diag_indices diag_indices_from diagflat diagonal diff digitize divide divmod dot dsplit dstack ediff1d
        einsum empty empty_like equal errstate exp exp2 expand_dims expm1 extract eye fabs fill_diagonal fix
        flatiter flatnonzero flip fliplr flipud float_power floor floor_divide fmax fmin fmod
        format_float_positional format_float_scientific frexp frombuffer full full_like gcd geomspace
        get_printoptions gradient greater greater_equal hamming hanning heaviside histogram histogram2d
        histogram_bin_edges histogramdd hsplit hstack hypot i0 identity imag indices inner insert interp
        intersect1d invert is_busday isclose iscomplex iscomplexobj isdtype isfinite isfortran isin isinf isnan
        isnat isneginf isposinf isreal isrealobj isscalar issubdtype iterable ix_ kaiser kron lcm ldexp
        left_shift less less_equal lexsort linspace log log10 log1p log2 logaddexp logaddexp2 logical_and
        logical_not logical_or logical_xor logspace mask_indices matmul matrix_transpose matvec max maximum
        may_share_memory mean median meshgrid min min_scalar_type minimum mintypecode mod modf moveaxis multiply
        nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile
        nanprod nanquantile nanstd nansum nanvar ndim negative nextafter nonzero not_equal ones ones_like outer
        packbits pad partition percentile permute_dims place poly polyadd polyder polydiv polyfit polyint
        polymul polysub polyval positive pow power prod promote_types ptp put put_along_axis putmask quantile
        rad2deg radians ravel ravel_multi_index real real_if_close reciprocal remainder repeat reshape resize
        result_type right_shift rint roll rollaxis roots rot90 round row_stack searchsorted select setdiff1d
        setxor1d shape shares_memory sign signbit sin sinc sinh size sort sort_complex spacing split sqrt square
        squeeze stack std subtract sum swapaxes take take_along_axis tan tanh tensordot tile trace transpose
        trapezoid tri tril tril_indices tril_indices_from trim_zeros triu triu_indices triu_indices_from
        true_divide trunc typename union1d unique unique_all unique_counts unique_inverse unique_values
        unpackbits unravel_index unstack unwrap vander var vdot vecdot vecmat vectorize vsplit vstack where
        zeros zeros_like
    """,
    "numpy.lib._function_base_impl": """
        absolute add angle any append arange arctan2 array asanyarray asarray asarray_chkfinite average bartlett
        bincount blackman concatenate copy corrcoef cos cov delete diag diff digitize dot empty exp extract flip
        floor gradient hamming hanning histogram histogramdd i0 insert interp isscalar iterable kaiser
        less_equal mean median meshgrid minimum mod nonzero not_equal ones partition percentile place quantile
        ravel rot90 select sin sinc sort_complex sqrt subtract sum take transpose trapezoid trim_zeros unwrap
        where zeros_like
    """,
    "numpy.lib._nanfunctions_impl": """
        nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar
    """,
    "numpy.lib.function_base": """
        absolute add angle any append arange arctan2 array asanyarray asarray asarray_chkfinite average bartlett
        bincount blackman concatenate copy corrcoef cos cov delete diag diff digitize dot empty exp extract flip
        floor gradient hamming hanning histogram histogramdd i0 insert interp isscalar iterable kaiser
        less_equal mean median meshgrid minimum mod nonzero not_equal ones partition percentile place quantile
        ravel rot90 select sin sinc sort_complex sqrt subtract sum take transpose trapezoid trim_zeros unwrap
        where zeros_like
    """,
    "numpy.lib.nanfunctions": """
        nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar
    """,
    "numpy.linalg": "cholesky cond det eig eigh inv lstsq matrix_power matrix_rank norm pinv qr slogdet solve svd",
    "numpy.ma.core": "mean std sum var",
}
