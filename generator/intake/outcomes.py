"""Outcome: what became of one page."""

from __future__ import annotations

from dataclasses import dataclass

ADDED = "added"
VERSION = "version"  # added, beside an earlier version of the same page
PRESENT = "present"  # already in seeds/, nothing was written
FAILED = "failed"
PLANNED = "planned"  # would be fetched


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page or file.

    ``subject`` is its address or path, ``seed`` the file below the seeds folder that holds it (None where it
    failed), ``reason`` why it failed, or what else is to be said. ``passing`` says of a failure that a
    later try may succeed.
    """

    subject: str
    status: str
    seed: str | None = None
    reason: str = ""
    passing: bool = False
