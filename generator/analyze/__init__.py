"""Article to Analysis: sentences, mentions, entities, roles, times, attributions, figures, events.

This room alone knows spaCy. ``analyze_article`` is a pure function of the article and the
pipeline; nothing in the text of an article makes it raise.
"""

from __future__ import annotations

from .article import analyze_article
from .pipeline import Pipeline, load_pipeline, pipeline_version
from .worker import AnalysisWork

__all__ = ["AnalysisWork", "Pipeline", "analyze_article", "load_pipeline", "pipeline_version"]
