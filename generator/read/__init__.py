"""Seeds are read: files to raw articles, one reader a format, chosen from a table."""

from .seeds import read_data, read_file, read_seeds

__all__ = ["read_data", "read_file", "read_seeds"]
