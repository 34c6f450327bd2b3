"""Analyses to clusters: which articles tell of the same event, and which stories follow one another."""

from .clustering import cluster_articles
from .outlines import Outline, outline_article
from .permalinks import follow_addresses

__all__ = ["Outline", "cluster_articles", "follow_addresses", "outline_article"]
