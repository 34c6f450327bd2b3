"""Seeds are read: files to raw articles, one reader a format, chosen from a table."""

from .seeds import read_file, read_seeds

__all__ = ["read_file", "read_seeds"]
