"""Compose: the articles of each cluster become a Story of cited statements."""

from .story import compose_stories

__all__ = ["compose_stories"]
