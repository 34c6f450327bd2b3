"""What changed between two published editions: the data of folders or git revisions to a Delta, and that to words."""

from .editions import parse_edition
from .printing import describe_delta, format_delta
from .revisions import read_data

__all__ = ["describe_delta", "format_delta", "parse_edition", "read_data"]
