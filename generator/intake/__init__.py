"""What was fetched, or lies elsewhere, becomes seeds: what is new, under which name, with which sidecar."""

from .feeds import FeedReport, Fetching, Progress, fetch_feeds
from .holdings import Holdings, load_holdings
from .sources import add_sources

__all__ = ["FeedReport", "Fetching", "Holdings", "Progress", "add_sources", "fetch_feeds", "load_holdings"]
