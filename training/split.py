"""A split by article that never changes: the digest of a name says where it belongs."""

from __future__ import annotations

import hashlib

# Shares of worldwide-newswire in train, development and test, in per cent of the 256 values of the first digest byte.
TRAIN_SHARE = 75
DEV_SHARE = 10


def choose_part(name: str) -> str:
    """`"train"`, `"dev"` or `"test"` for a file name, from the first two bytes of its SHA-256."""
    value = int.from_bytes(hashlib.sha256(name.encode("utf-8")).digest()[:2], "big") * 100 // 65536
    if value < TRAIN_SHARE:
        return "train"
    return "dev" if value < TRAIN_SHARE + DEV_SHARE else "test"
