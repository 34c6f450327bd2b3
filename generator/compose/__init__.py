"""Compose: the articles of each cluster become a Story of cited statements; many articles become one timeline."""

from .identities import NamesRead, read_names
from .story import compose_stories
from .storylines import compose_folder, compose_storylines

__all__ = ["NamesRead", "compose_folder", "compose_stories", "compose_storylines", "read_names"]
