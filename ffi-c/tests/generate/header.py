"""What include/zegoapi.h declares, for the generators beside this file: constants and functions."""

import pathlib
import re

HEADER = pathlib.Path(__file__).parents[3] / "include" / "zegoapi.h"


def text():
    return HEADER.read_text(encoding="utf-8")


def constants():
    """Every numeric constant by its name."""
    found = re.findall(r"^#define (ZEGOAPI_\w+) (\d+)$", text(), re.M)
    return {name: int(number) for name, number in found}


def functions():
    """Every function as (return type, name, [(type, name), ...]), in the order of the header."""
    bare = re.sub(r"/\*.*?\*/", "", text(), flags=re.S)
    bare = re.sub(r"^typedef .*?;$", "", bare, flags=re.M | re.S)
    found = []
    for match in re.finditer(r"^((?:const )?\w+ \*?)(zegoapi_\w+)\(([^)]*)\);", bare, re.M):
        returns, name, parameters = match.groups()
        parts = [" ".join(part.split()) for part in parameters.split(",")]
        split = [re.fullmatch(r"(.*?)(\w+)", part).groups() for part in parts if part != "void"]
        found.append((returns.strip(), name, [(kind.strip(), word) for kind, word in split]))
    return found
