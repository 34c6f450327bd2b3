"""The language pipeline that the settings name, loaded and checked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import is_compatible_version
from thinc.api import NumpyOps, Ops
from threadpoolctl import threadpool_limits

from ..errors import LanguageError
from ..settings import Settings
from . import recognizer  # noqa: F401 - spaCy finds the component by its name
from .labels import to_scheme

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).resolve().parents[1] / "language"

# What the rules read, and the components that can give it (any one of them).
REQUIRED = {
    "a dependency parse": ("parser",),
    "part-of-speech tags": ("tagger", "morphologizer"),
    "named entities": ("ner", "entity_ruler"),
}

# Components whose work no rule reads: what spaCy's own pipelines carry besides.
UNUSED = ("senter", "sentencizer", "textcat", "textcat_multilabel", "entity_linker", "spancat")

# A file above this size (bytes) counts in the version by name and size alone; hashing the
# bundled pipeline (below 40 MB in all) takes under 0.1 s.
HASHED_WHOLE = 64_000_000


class MatmulOps(NumpyOps):
    """thinc's operations on a processor, with numpy's matrix product in the place of BLIS's.

    The wheel of BLIS has no kernel for many processors; with numpy's (OpenBLAS) the bundled pipeline took half to two
    thirds of the time.
    """

    gemm = Ops.gemm


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded spaCy pipeline and its ``version``: name, version and a digest of its files."""

    nlp: Language
    version: str


def load_pipeline(settings: Settings) -> Pipeline:
    """The pipeline that ``settings.language`` names: ``bundled``, an installed package or a folder.

    A folder is looked for below ``settings.root`` and then as it stands. Raises
    LanguageError, with what to do about it, where there is none, where it was made for
    another spaCy, where it is not English, or where it lacks a component that is needed.
    """
    folder = _find_folder(settings)
    meta = _read_meta(folder)
    _check_version(meta, folder)
    _check_components(meta, folder)
    try:
        nlp = spacy.load(folder, exclude=[name for name in meta.get("pipeline", ()) if name in UNUSED])
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise LanguageError(
            f"the language pipeline cannot be loaded: {str(error).splitlines()[0]}",
            subject=str(folder),
            hint=_remedy(folder),
        ) from error
    multiply_with_numpy(nlp)
    return wrap_pipeline(nlp, digest=_digest_folder(folder))


def pipeline_version(settings: Settings) -> str:
    """The ``version`` of the pipeline that ``load_pipeline`` would give, from its files alone; raises LanguageError."""
    folder = _find_folder(settings)
    return _name_version(_read_meta(folder), digest=_digest_folder(folder))


def wrap_pipeline(nlp: Language, *, digest: str = "") -> Pipeline:
    """The Pipeline of a spaCy pipeline that is already in memory; raises LanguageError as ``load_pipeline``."""
    meta = dict(nlp.meta)
    _check_components(meta | {"pipeline": nlp.pipe_names}, Path(meta.get("name", "pipeline")))
    labels = nlp.pipe_labels.get("ner", ())
    if labels and not any(to_scheme(label) for label in labels):
        raise LanguageError(
            f"none of its entity labels is known: {', '.join(sorted(labels)[:5])}",
            subject=str(meta.get("name")),
            hint="the schemes that are understood stand in generator/analyze/labels.py",
        )
    return Pipeline(nlp, _name_version(meta, digest=digest))


def multiply_with_numpy(nlp: Language) -> None:
    """Let the components of ``nlp`` that run on the processor multiply with numpy.

    On one thread: several gain nothing at these sizes, stand in each other's way with ``--jobs``, and would let
    rounding depend on the number of cores.
    """
    threadpool_limits(limits=1, user_api="blas")
    ops = MatmulOps()
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops


def _name_version(meta: dict, *, digest: str) -> str:
    version = f"{meta.get('lang', 'xx')}_{meta.get('name', 'pipeline')}-{meta.get('version', '0')}"
    return f"{version}+{digest}" if digest else version


def _find_folder(settings: Settings) -> Path:
    name = settings.language
    if name == BUNDLED:
        return _model_folder(BUNDLED_FOLDER)
    for folder in (settings.root / name, Path(name)):
        if (folder / "meta.json").is_file() or any(folder.glob("*/meta.json")):
            return _model_folder(folder)
    package = find_spec(name) if name.isidentifier() else None
    if package is None or not package.submodule_search_locations:
        raise LanguageError(
            "is no installed package and no folder with a pipeline",
            subject=f"language: {name}",
            hint=f"install it (python -m pip install {name}), give a folder, or set language: bundled",
        )
    return _model_folder(Path(sorted(package.submodule_search_locations)[0]))


def _model_folder(folder: Path) -> Path:
    """The folder of ``meta.json``: spaCy's packages keep a copy above the pipeline itself."""
    inner = sorted(path.parent for path in folder.glob("*/config.cfg"))
    return folder if (folder / "config.cfg").is_file() or not inner else inner[0]


def _read_meta(folder: Path) -> dict:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LanguageError(
            "holds no language pipeline (meta.json)", subject=str(folder), hint=_remedy(folder)
        ) from error
    if not isinstance(meta, dict):
        raise LanguageError("meta.json is not a description of a pipeline", subject=str(folder), hint=_remedy(folder))
    if meta.get("lang") != "en":
        raise LanguageError(
            f"is a pipeline for the language {meta.get('lang')!r}",
            subject=str(folder),
            hint="the rules read English only",
        )
    return meta


def _check_version(meta: dict, folder: Path) -> None:
    wanted = meta.get("spacy_version") or ""
    if wanted and not is_compatible_version(spacy.__version__, wanted):
        raise LanguageError(
            f"was made for spaCy {wanted}; installed is {spacy.__version__}",
            subject=str(folder),
            hint=f"python -m pip install 'spacy{wanted}', or a pipeline made for {spacy.__version__}",
        )


def _check_components(meta: dict, folder: Path) -> None:
    held = set(meta.get("pipeline", ()))
    for gift, names in REQUIRED.items():
        if held.isdisjoint(names):
            raise LanguageError(
                f"gives no {gift.removeprefix('a ')} (component {' or '.join(names)})",
                subject=str(folder),
                hint="choose a pipeline that has it, or set language: bundled",
            )


def _remedy(folder: Path) -> str:
    if folder.is_relative_to(BUNDLED_FOLDER):
        return "install the project again with its data files; training/README.md says how the pipeline is made"
    return "install the pipeline again, or set language: bundled"


def _digest_folder(folder: Path) -> str:
    """Twelve hexadecimal digits over the names and contents of all files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        size = path.stat().st_size
        total.update(f"{path.relative_to(folder).as_posix()}:{size}:".encode())
        if size <= HASHED_WHOLE:
            total.update(path.read_bytes())
    return total.hexdigest()[:12]
