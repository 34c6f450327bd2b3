"""Compose: the articles of each cluster become a Story of cited statements; many articles become one timeline."""

from .identities import NamesRead, read_names
from .rank import rank_stories
from .story import compose_stories, make_stories
from .storylines import compose_folder, compose_storylines

__all__ = [
    "NamesRead",
    "compose_folder",
    "compose_stories",
    "compose_storylines",
    "make_stories",
    "rank_stories",
    "read_names",
]
