"""Addresses are fetched: an http(s) address to the bytes it gives, a feed to its entries.

Nothing here is used by a build, so nothing here is loaded by one.
"""

from .addresses import identify, parse_address
from .client import Client, Limits, make_client
from .feeds import Entry, Feed, looks_like_feed, parse_feed
from .media import Page, make_page, page_of_entry
from .wire import Reply

__all__ = [
    "Client",
    "Entry",
    "Feed",
    "Limits",
    "Page",
    "Reply",
    "identify",
    "looks_like_feed",
    "make_client",
    "make_page",
    "page_of_entry",
    "parse_address",
    "parse_feed",
]
