"""The rows of the table of outlets (outlets.yml), and the names that agencies go by.

The one place that reads the table: ``clean`` finds outlets with it, ``compose`` tells agencies from parties.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

TABLE = "outlets.yml"


@cache
def load_rows() -> tuple[dict[str, Any], ...]:
    """Every row of the table, in its order. ``kind`` is agency or outlet, ``country`` two letters or missing."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@cache
def list_agency_names() -> frozenset[str]:
    """Every name of a news agency, case folded, without a leading "the"."""
    return frozenset(
        name.casefold().removeprefix("the ")
        for row in load_rows()
        if row.get("kind") == "agency"
        for name in (row["name"], *row.get("aliases", ()), *row.get("cited", ()))
    )
