"""`python -m training [STAGE...]`: from the corpora to `generator/language/`, stage by stage, with a fixed seed.

    prepare  vectors  teacher  silver  syntax  names  assemble  evaluate        (all of them, in this order, by default)

`BRIEFINGS_DATA` is the folder that holds `corpora/`; everything but the pipeline goes to `--work`. On two cores of 2020
the whole takes about three hours; `--threads` says how many cores torch may use. `--limit N` tries the whole way with
N documents of each corpus and N steps of each training; what comes out is good for nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

STAGES = ("prepare", "vectors", "teacher", "silver", "syntax", "names", "assemble", "evaluate")


def main() -> None:
    """Run the chosen stages; a stage that fails raises, and the ones before it need not be run again."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stages", nargs="*", metavar="STAGE", choices=[*STAGES, []], help="which stages to run (all)")
    parser.add_argument(
        "--work", type=Path, default=Path("training/work"), help="folder for data and models in the making"
    )
    parser.add_argument(
        "--output", type=Path, default=Path("generator/language"), help="folder of the finished pipeline"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, metavar="N", help="documents of each corpus and steps, for a trial")
    parser.add_argument("--threads", type=int, default=1, help="cores that torch and numpy may use")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", str(options.threads))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(options.threads))
    for stage in options.stages or STAGES:
        print(f"== {stage}", flush=True)
        run(stage, work=options.work, output=options.output, seed=options.seed, limit=options.limit)


def run(stage: str, *, work: Path, output: Path, seed: int, limit: int | None = None) -> None:
    """One stage. Each is imported when it is run, so that `evaluate` needs spaCy alone."""
    if stage == "prepare":
        from . import prepare

        prepare.main(work, limit=limit)
    elif stage == "vectors":
        from . import vectors

        vectors.main(work)
    elif stage == "teacher":
        from . import labelling, teacher

        teacher.main(work, seed=seed)
        labelling.report(work)
    elif stage == "silver":
        from . import silver

        silver.main(work, seed=seed)
    elif stage == "syntax":
        from . import train

        train.main(work, seed=seed, steps=limit)
    elif stage == "names":
        from . import student

        student.main(work, seed=seed, steps=limit)
    elif stage == "assemble":
        from . import assemble

        nlp = assemble.assemble(vectors=work / "vectors", syntax=work / "syntax-mean", names=work / "names-mean")
        print(f"{assemble.install(nlp, output) / 1e6:.1f} MB in {output}")
    else:
        from . import assemble, evaluate

        figures = evaluate.main(output, work)
        assemble.record(output, figures)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
