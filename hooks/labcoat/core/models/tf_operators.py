"""Operators of TensorFlow that do more than arithmetic: what they do, as the middle of a sentence.

Source: https://www.tensorflow.org/api_docs/python/tf/raw_ops and https://github.com/tensorflow/tensorflow/security
"""

from __future__ import annotations

_RUNS_PYTHON = "calls Python code"
_READS = "reads files"
_WRITES = "writes files"
_DANGERS = {
    _RUNS_PYTHON: "PyFunc PyFuncStateless EagerPyFunc NumpyFunction",
    _READS: "ReadFile MatchingFiles MatchingFilesDataset ExperimentalMatchingFilesDataset ImmutableConst"
    " TextLineDataset FixedLengthRecordDataset FixedLengthRecordDatasetV2 CSVDataset CSVDatasetV2"
    " ExperimentalCSVDataset LoadDataset SqlDataset ExperimentalSqlDataset LMDBReader LMDBDataset"
    " ExperimentalLMDBDataset WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2"
    " FixedLengthRecordReader FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 TFRecordDataset"
    " TFRecordDatasetV2 ReaderReadV2 ReaderReadUpToV2",
    _WRITES: "WriteFile SaveDataset SaveDatasetV2 DistributedSave DumpTensor SnapshotDataset SnapshotDatasetV2"
    " CreateSummaryFileWriter ImportEvent",
    "loads a native library": "LoadLibrary LoadOpLibrary",
    "connects to a server": "DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4"
    " RegisterDataset RegisterDatasetV2 RpcCall RpcClient RpcServer RpcServerStart CreateSummaryDbWriter",
}
DANGERS = {name: danger for danger, names in _DANGERS.items() for name in names.split()}
# Attributes that say where an operator writes to: a file or a server, if it is no stream of the process.
OUTPUTS = {
    "PrintV2": "output_stream",
    "DebugIdentity": "debug_urls",
    "DebugIdentityV2": "debug_urls",
    "DebugIdentityV3": "debug_urls",
    "DebugNanCount": "debug_urls",
    "DebugNumericSummary": "debug_urls",
    "DebugNumericSummaryV2": "debug_urls",
}


def danger_of(operator: str) -> str:
    """What an operator does that is dangerous; empty for nothing."""
    return DANGERS.get(operator, "")


def target_of(operator: str, attributes: dict[str, list[str]]) -> str:
    """The file or server that an operator writes to because of its attributes; empty without one."""
    values = attributes.get(OUTPUTS.get(operator, ""), [])
    return next((value for value in values if value.startswith(("file://", "grpc://"))), "")
