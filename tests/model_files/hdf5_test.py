"""HDF5 as the library writes it, with old and new layouts, and with links to other files."""

from __future__ import annotations

import base64
import json
import zlib

from tests.model_files.cases import case, findings, flagging, quiet, rules_in
from tests.model_files.hdf5_files import (
    attribute,
    attribute_body,
    external_data,
    external_link,
    global_heap,
    hdf5,
    header,
    link,
    local_heap,
    message,
    variable_attribute,
    virtual_data,
    virtual_files,
)


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


# Written by h5py 3.16, each with a Lambda layer in the attribute `model_config` of a group.
OLD_LAYOUT = (
    "eNrr9HBx4+WS4mIAAQ4OBhYGAQZk8B8KZkij8mHyCVCaEUp3QOkVTDBxRrCcBFRcEGo+urqQIFdXkOr/aABmzwNWCI3qulEwUoCHq2MAiI6A8h"
    "Wg9AkmVHWJULo4P60EROtXoKZPCxLtxZV+PZgh/AxW4tLvC04IzTEalaPpF6kc62BFVZeEVp56UGhvsJ+/CyMDEzzdKTCjmY+WjgXQyn1Y9pIY"
    "4fHHyMCMUg4IQEPKgBsafgzI5QADznJgFIyWA8jlACxfTuBET28QEEAleyHlACPcPg12NHug/ALO0TjCB2D1P3p48UBLakYGXgYRYCjn5qek5s"
    "Qn5+elZaaDxCUZGcE6BeBhzoES/r1APIMbESfuzv4+jEgFMrI6EKhWSs5JLC6Oz0vMTVWyUlAKTi0sTc0ryUzMUdJRUILYCxSvVspJrEwtKgYy"
    "o9G1+CTmJqUkoimHSYKNSSvNSy7JzM8D6VYyKXd1BAGgRF5pTg6EjK2tBSKk8AngH00jo2AUjIJRMApGwSgYBaNgFIyCUTAKRgGxAACoRpq/"
)
DENSE_STORAGE = (
    "eNrr9HBx4+WS4mLm4GCAgf9QYKoM4RtAxaf/3pTg7+ESxKRQsJQ5GxlXcDExMDIwMAmBlFWzQZTzskP1RTDQDDgUrJuIw0kQx/xHAxCH0tJJ5o"
    "dCW0adNOqkYewkpxAPFwYOBiYGBkGgSIqGKTdEjgsIISB3+YWHcC2D0AduwcGuDMbQAoqxjJGhC8RwKtFciVXLYPXBY2h4M55mYjAFWcqQnvkn"
    "jQQfQNwqKsTAwsAQCDXMlAVCY/cdgxM1fDDRUtHHLcgjgAEUBUwMAgwYlU8ZI4QPiyRQakOhoYCTSBtZkHRCjFYA0qaKMDGeZl45cLpmBanjBq"
    "frVnaYHTBbfjdUurkFA1UxwNzHyIBKI+wLYKgA2gGT+Q4NVSkGVDp9xQkFpxAfNwbW+PXTTRg8QRUnw9EJ79wYksHMN/xFfgy1YKbojad+DAVg"
    "5rpcxWIGGzBz3+a4YoYwMNPv7+lmBiUw871W/GEGUTBTuCLwHoM+mHk3Ym08wygYBbQD4FzNgStXn4bmQVjBxcCCRjPAahKiczULaq7WAOVqWX"
    "jpMHtRNSS/wmzGn1814DI7WSHi0gyo9OKbyw6B8ysHw1EQXxLkOQaG9+IBygweSAJzvP6bMiQiCazJLLUFZ0OYwDT5KaEMk5EEnp76UcvwHSRg"
    "BxF4wTK/gUEMScXivQ17GO4hCezoPn+CoQpJ4Lik9huGNUgCWyes/D87pO7OaMqkHnB39vcBpxIB1LTUC6WrlZJzEouL4/MSc1OVrBSUglMLS1"
    "PzSjITc5R0FJSS8/PSMtOB4tVKOYmVqUXFQGY0uhafxNyklEQ05TBJsDFppXnJJZn5eSDdSiblro4gAJTIK83JgZCxtbVAhOTuAP7RuBsFo2AU"
    "jIJRMApGwSgYBaNgFIyCUTAKiAVuHi5O8OFyMFg1WekvMwMzAwdoOCrRgEGYETIqABp0KkNIGOKSMMIlYYxLwgSXhCkuCTNcEua4JCzQJXgZRE"
    "ASufkpqTnxkIEJBklGRvA4iAB8IAQ8MwQeDDHlRR0gGQWjYLjkf9gyBxAwvfktnpGBKd3gMAMswTOlG4YxIjhGL5E4xjVMCI4JPzOCY7oIiWOW"
    "woLgmKuxIjgWL1hHY2HgAAC4ltnj"
)
HUGE_ATTRIBUTE = (
    "eNrt1c9qE0EYAPDZJEgIBNqIUHppWDzk4MGDJ28NNeRQUNqKhyIlJqmUbhK1DVpCQfCkN2+eFA/6BoognnwDFXwFX0J082e1FsWDPcnvx+zu7M"
    "z3fQy7y87D5kqjXFos5YvFkPk2s7QYTe7PZ+OfPl+73FxZy1VvvcjvHj3u5SpHEzOlXEgrnKmEQgjvZ0WuRrNOPZyAl28/vmmsNa+E8epzYS6E"
    "rPwo+jUyW9PfKi5VponRH+YLkxaOxNTS68/qr4q7cX2juZKuKBfCfDrfqT3PZ/FZ1fWnpzYnUdE4amEaFR2PevTk7EJ9Y7WRDhR/v7rHtfKHwH"
    "9s8v6Lc9GPzziEL4Vn918vP3jn4QD/Ih/K6d6S7mi9QaebbLUH/e2dm+F0+rv5Oj/Zm8Iobietvb2tfqvXjS9W4/Xu7WG3v7/TSuJz1XiakI6P"
    "4qR10L2zl3Y3j6estno3Oq1j4dnkpMz2sN/e3xn0x9nxhbuXlsfSif4wSabn64eHaasCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACfuO6rqskc="
)

LAYER = {"class_name": "Lambda", "config": {"name": "l", "function": ["4wEAAAAA", None, None]}}
CONFIG = json.dumps({"class_name": "Sequential", "config": {"layers": [LAYER]}})
PLAIN = json.dumps(
    {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3}}]}}
)
IN_HEAP = {1000: global_heap(CONFIG.encode())}
SHARED = message(12, attribute_body("model_config", b"\3\2" + (1000).to_bytes(8, "little"), CONFIG.encode(), flags=1))
STRING_TYPE = header(message(3, b"\x13\0\0\0" + len(CONFIG).to_bytes(4, "little")))
HEAP_AT_1000 = {1000: local_heap(1000, b"../../x.bin\0weights.bin\0")}

CODE = [
    case("old layout, symbol tables", "model.h5", unpacked(OLD_LAYOUT)),
    case("dense storage of links and attributes", "model.h5", unpacked(DENSE_STORAGE)),
    case("an attribute that is stored on its own", "model.h5", unpacked(HUGE_ATTRIBUTE)),
    case("string of fixed length", "model.h5", hdf5(attribute("model_config", CONFIG))),
    case("string of variable length", "model.h5", hdf5(variable_attribute("m", len(CONFIG), 1000), objects=IN_HEAP)),
    case("type of another object", "model.h5", hdf5(SHARED, objects={1000: STRING_TYPE})),
    case("in a group", "model.h5", hdf5(link("a", 1000), objects={1000: header(attribute("m", CONFIG))})),
    case("behind a user block", "model.h5", hdf5(attribute("model_config", CONFIG), user_block=1024)),
    case("no extension", "model", hdf5(attribute("model_config", CONFIG))),
    case("training configuration", "m.h5", hdf5(attribute("training_config", CONFIG))),
    case("damaged root", "m.h5", hdf5(attribute("model_config", CONFIG)).replace(b"OHDR", b"XXXX")),
]
PATHS = [
    case("external link upwards", "m.h5", hdf5(external_link("w", "../../other.h5"))),
    case("external link, absolute", "m.h5", hdf5(external_link("w", "/etc/passwd"))),
    case("external link on a drive", "m.h5", hdf5(external_link("w", "C:\\data\\x.h5"))),
    case("raw data elsewhere", "m.h5", hdf5(external_data(1000), objects=HEAP_AT_1000)),
    case(
        "virtual dataset by a short name",
        "m.h5",
        hdf5(virtual_data(1000), objects={1000: global_heap(virtual_files("/x.h5", data="w"))}),
    ),
    case(
        "virtual dataset", "m.h5", hdf5(virtual_data(1000), objects={1000: global_heap(virtual_files("a.h5", "/x.h5"))})
    ),
]
QUIET = [
    case("layers of Keras", "model.h5", hdf5(attribute("model_config", PLAIN))),
    case("plain attributes", "data.h5", hdf5(attribute("unit", "pixels"), attribute("model_config", "{not json"))),
    case("external link beside the file", "data.h5", hdf5(external_link("w", "parts/one.h5"))),
    case("raw data beside the file", "data.h5", hdf5(external_data(1000, 12), objects=HEAP_AT_1000)),
    case("virtual", "d.h5", hdf5(virtual_data(1000), objects={1000: global_heap(virtual_files("a.h5", "."))})),
    case("a link to itself", "data.h5", hdf5(link("loop", 48))),
    case("nothing but a superblock", "data.h5", hdf5()[:48]),
    case("links to nowhere", "data.h5", hdf5(link("a", 10**9), link("b", 2**63))),
]

test_code = flagging("code-in-model", CODE)
test_paths = flagging("path-in-model", PATHS)
test_quiet = quiet(QUIET)


def test_a_key_in_an_attribute_is_found_with_its_name() -> None:
    key = ("hf_" + "QwErTyUiOp" * 4)[:37]
    assert "secret-in-model" in rules_in(hdf5(attribute("token", key)), "m.h5")


def test_every_truncation_is_survived() -> None:
    data = unpacked(DENSE_STORAGE)
    for size in range(8, len(data), 97):
        findings(data[:size], "m.h5")


def test_a_configuration_that_cannot_be_read_in_a_damaged_file_is_said() -> None:
    data = hdf5(attribute("model_config", CONFIG[:-1])).replace(b"OHDR", b"XXXX")
    assert rules_in(data, "m.h5") >= {"uninspectable-model"}
