"""What changed between two editions: two states of the output's data to a Delta, and a Delta to words."""

from .comparing import compare_editions
from .delta import Delta
from .editions import Edition, parse_edition
from .printing import describe_delta, format_delta
from .revisions import read_data

__all__ = [
    "Delta",
    "Edition",
    "compare_editions",
    "describe_delta",
    "format_delta",
    "parse_edition",
    "read_data",
]
