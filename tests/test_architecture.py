"""The house: floors are kept, rooms do not know what is another's, modules stay small."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py")
)

# Who alone may import what.
RESERVED = {
    "spacy": "analyze",
    "jinja2": "render",
    "mkdocs": "mkdocs_hooks",
    "sqlite3": "store",
    "protego": "fetch",
    "socket": "fetch",
    "ssl": "fetch mail",
    "smtplib": "mail",
    "css_inline": "mail",
    "distributed": "executors",
    "multiprocessing": "executors",
    "nh3": "press",
    "weasyprint": "press",
}


def read_floors() -> dict[str, int]:
    """Floor by room, from the table in ARCHITECTURE.md."""
    table = re.findall(r"^\| (\d) \| `([a-z_]+)(?:\.py|/)` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    return {room: int(floor) for floor, room in table}


FLOORS = read_floors()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def list_imports(path: Path) -> Iterator[str]:
    """The absolute dotted names that a module imports."""
    parts = ("generator", *path.relative_to(PACKAGE).with_suffix("").parts)
    package = parts if path.name == "__init__.py" else parts[:-1]
    if path.name == "__init__.py":
        package = parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in MODULES} == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_from_lower_floors(path: Path) -> None:
    room = room_of(path)
    for name in list_imports(path):
        parts = name.split(".")
        if parts[0] != "generator" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        other = parts[1]
        allowed = other == room or FLOORS[other] < FLOORS[room] or {room, other} == {"errors", "records"}
        assert allowed, f"{path.name} (floor {FLOORS[room]}) imports {name} (floor {FLOORS[other]})"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_known_to_one_room(path: Path) -> None:
    for name in list_imports(path):
        owner = RESERVED.get(name.split(".")[0])
        assert owner is None or room_of(path) in owner.split(), f"{path.name} imports {name}, which {owner} alone may know"


def test_records_need_the_standard_library_only() -> None:
    assert set(list_imports(PACKAGE / "records.py")) <= {"__future__.annotations", "dataclasses.dataclass"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "no docstring"
    assert path.stem not in {"util", "utils", "helper", "helpers", "misc", "common"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_name_of_the_seeds_in_the_code(path: Path) -> None:
    """What is right on the seeds is so by method: names that stand in them are not in the code."""
    code = path.read_text(encoding="utf-8").casefold()
    for name in (
        "nusra",
        "alloush",
        "al-rai",
        "latakia",
        "azaz",
        "abdel rahman",
        "de mistura",
        "ahrar",
        "sohr",
        "syrian observatory",
        "uk-based",
    ):
        assert name not in code, f"{name!r} stands in {path.name}"


def test_every_package_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert set(listed) == rooms | {"generator.templates"}
