"""Analyses to clusters: which articles tell of the same event, and which stories follow one another."""

from .clustering import cluster_articles

__all__ = ["cluster_articles"]
