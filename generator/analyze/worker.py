"""The analysis of articles as work that any process can do, one article a call."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy
import spacy

from ..errors import GeneratorError
from ..records import Analysis, Article, Problem
from ..settings import Settings
from .article import analyze_article
from .pipeline import Pipeline, load_pipeline, pipeline_version

# The pipeline of this process, by what was asked for: loading it takes half a second.
_loaded: dict[Settings, Pipeline] = {}
_busy = threading.Lock()  # a pipeline serves one thread at a time


@dataclass(frozen=True, slots=True)
class AnalysisWork:
    """Article to Analysis, or to the Problem that stands in its place; loads the language pipeline on its first call.

    Raises LanguageError where the pipeline cannot be loaded.
    """

    settings: Settings

    def __call__(self, article: Article) -> Analysis | Problem:
        """The analysis of one article."""
        with _busy:
            pipeline = self._load()
            try:
                return analyze_article(article, pipeline=pipeline)
            except GeneratorError as error:
                return error.to_problem(subject=article.seed)
            except (MemoryError, RecursionError) as error:
                return self.lose(article, f"the analysis needs too much of this machine ({type(error).__name__})")

    def lose(self, article: Article, reason: str) -> Problem:
        """The Problem of an article whose analysis a process did not live through."""
        return Problem("analyze", article.seed, reason, "shorten or exclude it, or use --jobs 1")

    def stamp(self) -> str:
        """The language pipeline's version, and those of the libraries whose rounding it depends on."""
        return f"{pipeline_version(self.settings)} spaCy {spacy.__version__} numpy {numpy.__version__}"

    def _load(self) -> Pipeline:
        if self.settings not in _loaded:
            _loaded.clear()
            _loaded[self.settings] = load_pipeline(self.settings)
        return _loaded[self.settings]
