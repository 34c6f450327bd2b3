"""SeedFile: what a reader is given of one file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedFile:
    """The bytes of one seed, its path below the seeds folder, and what its sidecar says.

    ``sidecar`` are the pairs of the sidecar file (empty where there is none), ``digest``
    the SHA-256 of the file's bytes and the sidecar's bytes after them.
    """

    seed: str
    data: bytes
    sidecar: tuple[tuple[str, str], ...]
    digest: str
