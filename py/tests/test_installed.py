"""Protects the wheel: what is tested is what was installed, and it is whole."""

import importlib.metadata
import subprocess
import sys
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import zegoapi
import zegoapi._native
from conftest import SOURCES


def test_the_installed_package_is_the_one_under_test() -> None:
    package = Path(zegoapi.__file__).parent
    assert "site-packages" in package.parts
    assert SOURCES not in package.parents or ".venv" in package.parts


def test_versions_agree() -> None:
    assert importlib.metadata.version("zegoapi") == zegoapi.__version__ == zegoapi._native.__version__


def test_the_wheel_carries_types_and_licences() -> None:
    distribution = importlib.metadata.distribution("zegoapi")
    files = {path.name for path in distribution.files or ()}
    assert {"py.typed", "_native.pyi", "LICENSE-MIT", "LICENSE-APACHE"} <= files
    assert not [name for name in files if name.endswith((".rs", ".toml"))]


def test_the_wheel_needs_no_other_package() -> None:
    requires = importlib.metadata.requires("zegoapi") or []
    assert [need for need in requires if "extra ==" not in need] == []


def test_the_wheel_serves_all_later_pythons() -> None:
    wheel = importlib.metadata.distribution("zegoapi").read_text("WHEEL") or ""
    assert "Tag: cp310-abi3-" in wheel


def test_all_that_is_promised_is_there() -> None:
    missing = [name for name in zegoapi.__all__ if not hasattr(zegoapi, name)]
    assert missing == []
    assert zegoapi.__all__ == sorted(zegoapi.__all__)
    for name in zegoapi.__all__:
        if name != "__version__":
            assert getattr(zegoapi, name).__doc__, name


def _members(it: Any) -> list[Any]:
    return [it, *(value for name, value in vars(it).items() if callable(value) and not name.startswith("_"))]


def test_annotations_resolve() -> None:
    resolved = 0
    for name in zegoapi.__all__:
        it = getattr(zegoapi, name)
        if isinstance(it, str):
            continue
        for member in _members(it) if isinstance(it, type) else [it]:
            typing.get_type_hints(member)
            resolved += 1
        if isinstance(it, type):
            typing.get_type_hints(vars(it).get("__init__", it))
            for value in vars(it).values():
                if isinstance(value, property) and value.fget is not None:
                    typing.get_type_hints(value.fget)
    assert resolved > 70
    hints = typing.get_type_hints(zegoapi.Client.call)
    assert hints["method"] == typing.Literal["GET", "POST"]
    assert hints["return"] is zegoapi.CallReply
    assert typing.get_type_hints(zegoapi.Client.send_custom_command)["to"] == Iterable[str] | None


def test_the_import_brings_in_nothing_slow() -> None:
    slow = [
        "asyncio",
        "json",
        "http",
        "urllib",
        "ssl",
        "socket",
        "typing",
        "dataclasses",
        "enum",
        "logging",
        "threading",
        "inspect",
        "re",
        "email",
    ]
    script = "import sys; before = set(sys.modules); import zegoapi; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-S", "-c", _site(script)], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & set(slow)


def _site(script: str) -> str:
    """Find the package without `site`, whose own imports would hide those of the package."""
    return f"import sys; sys.path.append({str(Path(zegoapi.__file__).parent.parent)!r}); {script}"
