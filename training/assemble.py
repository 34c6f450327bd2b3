"""Stage 7, assembly: vectors, syntax and names as one pipeline that spaCy loads with nothing but itself."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import spacy
import srsly

NAME = "news"
VERSION = "1.2.0"
DESCRIPTION = (
    "English news from all over the world: tags, morphology, lemmas, UD trees, sentences, nine types of names and "
    "static word vectors, on CNNs. Made by the recipe in training/; data, licences and figures: training/README.md."
)
LICENCE = "CC BY-SA 4.0"  # that of UD English EWT, the strictest among the training data that state one


def assemble(
    *, vectors: Path, syntax: Path, names: Path, performance: Mapping[str, object] | None = None, version: str = VERSION
) -> spacy.Language:
    """The pipeline of the three trained parts; `performance` goes into its meta data.

    Names have a CNN of their own, so that they can be found without tagging and parsing, and the other way round.
    """
    nlp = spacy.load(vectors)
    source = spacy.load(syntax)
    for name in source.pipe_names:
        nlp.add_pipe(name, source=source, name={"trainable_lemmatizer": "lemmatizer"}.get(name, name))
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta.update(
        name=NAME,
        version=version,
        description=DESCRIPTION,
        license=LICENCE,
        author="",
        email="",
        url="",
        performance=dict(performance or {}),
    )
    for section in ("training", "corpora", "initialize", "pretraining", "paths"):
        nlp.config.pop(section, None)
    return nlp


def needed_strings(nlp: spacy.Language) -> set[str]:
    """The strings that `nlp` needs to have saved: of English, of its labels, its edit trees and its vectors' words.

    Training leaves every word it met in the store, three times as many.
    """
    store = nlp.vocab.strings
    kept = set(spacy.blank("en").vocab.strings)
    hashes = set(nlp.vocab.vectors.keys())
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        for label in getattr(component, "labels", ()):
            for text in (str(label), str(label).lower()):
                kept.add(text)
                kept.update(part for piece in text.split("|") for part in (piece, *piece.split("=")))
        if hasattr(component, "trees"):
            for tree in srsly.msgpack_loads(component.trees.to_bytes())["trees"]:
                hashes.update(value for key, value in tree.items() if key in ("orig", "subst"))
    return kept | {store[key] for key in hashes if key in store}


def install(nlp: spacy.Language, folder: Path) -> int:
    """Save `nlp` beside `folder`, then move it there; returns its size in bytes."""
    fresh, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    strings = fresh / "vocab/strings.json"
    kept = needed_strings(nlp)
    srsly.write_json(strings, [text for text in srsly.read_json(strings) if text in kept])
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        os.replace(folder, old)
    os.replace(fresh, folder)
    shutil.rmtree(old, ignore_errors=True)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def record(folder: Path, figures: Mapping[str, object]) -> None:
    """Write `figures` into the meta data of the pipeline in `folder`, as its performance."""
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = dict(figures)
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
