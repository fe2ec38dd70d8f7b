"""Names of pandas 0.x to 3, and of what its objects hold: pytz, dateutil, PyArrow, Polars, Shapely."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "dateutil._common": "weekday",
    "dateutil.relativedelta": "relativedelta weekday",
    "dateutil.tz": "tzlocal tzoffset tzutc",
    "dateutil.tz._common": "_tzinfo",
    "dateutil.tz.tz": "_ttinfo tzlocal tzoffset tzrange tzstr tzutc",
    "dateutil.zoneinfo": "gettz",
    "pandas": """
        ArrowDtype BooleanDtype Categorical CategoricalDtype DataFrame DateOffset DatetimeIndex DatetimeTZDtype
        Float32Dtype Float64Dtype Index Int16Dtype Int32Dtype Int64Dtype Int8Dtype Interval IntervalDtype
        MultiIndex NA NAType NaT NaTType Period PeriodDtype RangeIndex Series SparseDtype StringDtype Timedelta
        Timestamp UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype
    """,
    "pandas._libs.arrays": "__pyx_unpickle_NDArrayBacked",
    "pandas._libs.indexing": "__pyx_unpickle_NDFrameIndexerBase",
    "pandas._libs.internals": "BlockManager BlockPlacement _unpickle_block",
    "pandas._libs.interval": "Interval __pyx_unpickle_IntervalMixin",
    "pandas._libs.missing": "C_NA NA NAType",
    "pandas._libs.period": """
        IncompatibleFrequency Period Timedelta Timestamp _timedelta_unpickle _unpickle_timestamp
    """,
    "pandas._libs.sparse": "BlockIndex IntIndex",
    "pandas._libs.tslib": "NaTType Timedelta Timestamp __nat_unpickle _nat_unpickle",
    "pandas._libs.tslibs.nattype": "NaTType Timedelta Timestamp __nat_unpickle _nat_unpickle",
    "pandas._libs.tslibs.offsets": """
        BDay BMonthBegin BMonthEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd BaseOffset BusinessDay
        BusinessHour BusinessMixin BusinessMonthBegin BusinessMonthEnd CBMonthBegin CBMonthEnd CDay
        CustomBusinessDay CustomBusinessHour CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day
        Easter FY5253 FY5253Mixin FY5253Quarter Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd
        MonthOffset Nano QuarterBegin QuarterEnd QuarterOffset RelativeDeltaOffset Second SemiMonthBegin
        SemiMonthEnd SemiMonthOffset SingleConstructorOffset Tick Week WeekOfMonth WeekOfMonthMixin YearBegin
        YearEnd YearOffset _CustomBusinessMonth
    """,
    "pandas._libs.tslibs.period": """
        IncompatibleFrequency Period Timedelta Timestamp _timedelta_unpickle _unpickle_timestamp
    """,
    "pandas._libs.tslibs.timedeltas": """
        IncompatibleFrequency Period Timedelta Timestamp _timedelta_unpickle _unpickle_timestamp
    """,
    "pandas._libs.tslibs.timestamps": """
        IncompatibleFrequency Period Timedelta Timestamp _timedelta_unpickle _unpickle_timestamp
    """,
    "pandas._period": "IncompatibleFrequency Period Timedelta Timestamp _timedelta_unpickle _unpickle_timestamp",
    "pandas._sparse": "BlockIndex IntIndex",
    "pandas._tslib": "NaTType Timedelta Timestamp __nat_unpickle _nat_unpickle",
    "pandas.core.arrays.boolean": "BooleanDtype",
    "pandas.core.arrays.floating": "Float32Dtype Float64Dtype",
    "pandas.core.arrays.integer": """
        Int16Dtype Int32Dtype Int64Dtype Int8Dtype UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype
    """,
    "pandas.core.arrays.sparse.array": "BlockIndex IntIndex",
    "pandas.core.arrays.string_": "StringArray StringDtype",
    "pandas.core.base": "FrozenList FrozenNDArray Index",
    "pandas.core.datetools": "BDay Day MonthEnd",
    "pandas.core.dtypes.dtypes": """
        ArrowDtype BaseMaskedDtype CategoricalDtype CategoricalDtypeType DatetimeTZDtype IntervalDtype
        NumpyEADtype PandasDtype PandasExtensionDtype PeriodDtype SparseDtype
    """,
    "pandas.core.frame": "DataFrame",
    "pandas.core.index": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.base": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.datetimes": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.frozen": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.interval": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.period": "FrozenList FrozenNDArray Index",
    "pandas.core.indexes.timedeltas": "FrozenList FrozenNDArray Index",
    "pandas.core.indexing": "_AtIndexer _LocIndexer _iAtIndexer _iLocIndexer",
    "pandas.core.internals": "Block BlockManager SingleBlockManager make_block new_block",
    "pandas.core.internals.array_manager": "Block BlockManager SingleBlockManager make_block new_block",
    "pandas.core.internals.blocks": "Block BlockManager SingleBlockManager make_block new_block",
    "pandas.core.internals.managers": "Block BlockManager SingleBlockManager make_block new_block",
    "pandas.core.series": "Series TimeSeries",
    "pandas.indexes.base": "FrozenList FrozenNDArray Index",
    "pandas.indexes.frozen": "FrozenList FrozenNDArray Index",
    "pandas.sparse._sparse": "BlockIndex IntIndex",
    "pandas.tseries.index": "FrozenList FrozenNDArray Index",
    "pandas.tseries.offsets": """
        BDay BMonthBegin BMonthEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd BaseOffset BusinessDay
        BusinessHour BusinessMixin BusinessMonthBegin BusinessMonthEnd CBMonthBegin CBMonthEnd CDay
        CustomBusinessDay CustomBusinessHour CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day
        Easter FY5253 FY5253Mixin FY5253Quarter Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd
        MonthOffset Nano QuarterBegin QuarterEnd QuarterOffset RelativeDeltaOffset Second SemiMonthBegin
        SemiMonthEnd SemiMonthOffset SingleConstructorOffset Tick Week WeekOfMonth WeekOfMonthMixin YearBegin
        YearEnd YearOffset _CustomBusinessMonth
    """,
    "pandas.tseries.period": """
        FrozenList FrozenNDArray IncompatibleFrequency Index Period Timedelta Timestamp _timedelta_unpickle
        _unpickle_timestamp
    """,
    "pandas.tseries.tdi": "FrozenList FrozenNDArray Index",
    "pandas.tslib": "NaTType Timedelta Timestamp __nat_unpickle _nat_unpickle",
    "pandas.types.dtypes": """
        ArrowDtype BaseMaskedDtype CategoricalDtype CategoricalDtypeType DatetimeTZDtype IntervalDtype
        NumpyEADtype PandasDtype PandasExtensionDtype PeriodDtype SparseDtype
    """,
    "polars.schema": "Schema",
    "pyarrow": "field schema",
    "pyarrow.lib": """
        DataType Field KeyValueMetadata ListScalar RecordBatch Schema Table _reconstruct_block
        _reconstruct_record_batch _reconstruct_table _restore_array array binary binary_view chunked_array
        decimal128 decimal256 dictionary duration field fixed_size_list large_binary large_list large_string
        list_ map_ py_buffer scalar schema string_view struct table time32 time64 timestamp type_for_alias
    """,
    "pytz": "FixedOffset UTC _FixedOffset _UTC _p utc",
    "pytz.tzinfo": "DstTzInfo StaticTzInfo unpickler",
    "shapely": "from_wkb",
    "shapely.geometry.collection": "GeometryCollection",
    "shapely.geometry.linestring": "LineString",
    "shapely.geometry.multilinestring": "MultiLineString",
    "shapely.geometry.multipoint": "MultiPoint",
    "shapely.geometry.multipolygon": "MultiPolygon",
    "shapely.geometry.point": "Point",
    "shapely.geometry.polygon": "LinearRing Polygon",
    "shapely.io": "from_wkb",
    "shapely.strtree": "STRtree",
    "shapely.wkb": "loads",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "pandas": """
        concat cut factorize get_dummies isna isnull merge notna notnull qcut to_datetime to_numeric
        to_timedelta unique
    """,
    "pandas.core.dtypes.missing": "isna isnull notna notnull",
    "pandas.core.reshape.concat": "concat",
    "pandas.core.reshape.encoding": "get_dummies",
    "pandas.core.reshape.reshape": "get_dummies",
    "pandas.core.reshape.tile": "cut qcut",
    "pandas.core.tools.datetimes": "to_datetime",
    "pandas.core.tools.numeric": "to_numeric",
    "pandas.core.tools.timedeltas": "to_timedelta",
    "pandas.tseries.holiday": """
        after_nearest_workday before_nearest_workday nearest_workday next_monday next_monday_or_tuesday
        next_workday previous_friday previous_workday sunday_to_monday weekend_to_monday
    """,
    "pytz": "timezone",
}
