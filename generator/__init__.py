"""A static multi-source briefing generator."""

__version__ = "0.1.0"
