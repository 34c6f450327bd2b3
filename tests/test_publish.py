"""The workflow is safe by what it says, and its script publishes a repository made for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main

NAMED = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture(scope="module")
def workflow(root: Path) -> dict[str, Any]:
    values = yaml.safe_load((root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    values["on"] = values.pop(True)  # what YAML 1.1 makes of "on"
    return values


def list_steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_it_runs_where_what_pages_are_made_from_changes(workflow: dict[str, Any], root: Path) -> None:
    assert set(workflow["on"]) == {"push", "pull_request", "workflow_dispatch"}
    paths = set(workflow["on"]["push"]["paths"])
    assert paths >= {"seeds/**", "templates/**", "editorial.yml", "briefings.yml", "mkdocs.yml"}
    assert set(workflow["on"]["pull_request"]["paths"]) == paths
    assert all((root / path.removesuffix("/**")).exists() for path in paths)
    # What `keep` pushes starts no run, were it not so already for the token's pushes.
    assert not any(path.startswith("briefings/") for path in paths)


def test_every_action_is_pinned_with_its_version_in_a_comment(workflow: dict[str, Any], root: Path) -> None:
    text = (root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    pinned = re.findall(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", text)
    used = [step["uses"] for step in list_steps(workflow) if "uses" in step]
    assert len(pinned) == len(used) == text.count("uses:") > 5
    versions: dict[str, set[str]] = {}
    for name in used:
        versions.setdefault(name.split("@")[0], set()).add(name)
    assert all(len(found) == 1 for found in versions.values())


def test_rights_are_those_that_each_job_needs(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "keep": {"contents": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())
    assert workflow["concurrency"]["group"]


def test_a_pull_request_publishes_nothing_and_sees_no_secret(workflow: dict[str, Any]) -> None:
    jobs = workflow["jobs"]
    condition = "github.event_name != 'pull_request' && github.ref_name == github.event.repository.default_branch"
    assert jobs["keep"]["if"] == condition and jobs["keep"]["needs"] == "build" and jobs["deploy"]["needs"] == "keep"
    assert jobs["build"]["steps"][0]["with"]["persist-credentials"] is False
    assert "secrets." not in str(workflow)
    # Nothing that somebody else writes (a branch, a title) is put into a command.
    assert not any("${{" in step.get("run", "") for step in list_steps(workflow))


def test_a_run_begins_from_the_pages_of_the_run_before(workflow: dict[str, Any]) -> None:
    """Two pushes at once: the second run must know the addresses and the edition that the first one published."""
    checkouts = [step["with"]["ref"] for step in list_steps(workflow) if "checkout" in step.get("uses", "")]
    assert checkouts == ["${{ github.ref }}"] * 2
    assert workflow["concurrency"]["group"] == "publish-${{ github.ref }}"
    assert "pull_request" in workflow["concurrency"]["cancel-in-progress"]


def test_the_workflow_runs_the_script(workflow: dict[str, Any], root: Path) -> None:
    commands = [step["run"] for step in list_steps(workflow) if "publish.sh" in step.get("run", "")]
    assert commands == ["./publish.sh", "./publish.sh --base HEAD^1", "./publish.sh --keep"]
    assert os.access(root / "publish.sh", os.X_OK)
    assert workflow["jobs"]["build"]["steps"][0]["with"]["fetch-depth"] == 2  # or HEAD^1 is not there


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_script_is_clean(root: Path) -> None:
    subprocess.run(["shellcheck", str(root / "publish.sh")], check=True)


def run_script(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the project's script with this Python, so that nothing is installed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    return subprocess.run(
        ["./publish.sh", *arguments],
        cwd=project,
        env={**clean, **NAMED, "BRIEFINGS_PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def git(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=project, env={**os.environ, **NAMED}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A repository with two of the five seeds, and a bare one that it is pushed to."""
    folder = tmp_path / "news"
    shutil.copytree(root / "templates", folder / "templates")
    (folder / "seeds").mkdir()
    for seed in sorted((root / "seeds").iterdir())[:2]:
        shutil.copy(seed, folder / "seeds")
    for name in ("briefings.yml", "editorial.yml", "publish.sh", ".gitignore", ".gitattributes"):
        shutil.copy(root / name, folder)
    configuration = (root / "mkdocs.yml").read_text(encoding="utf-8")
    hook = root / "generator" / "mkdocs_hooks.py"
    (folder / "mkdocs.yml").write_text(configuration.replace("generator/mkdocs_hooks.py", str(hook)), encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "hub.git")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(tmp_path / "hub.git"))
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Two articles")
    git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


@pytest.mark.pipeline
def test_a_source_on_a_branch_is_told_and_once_merged_published(root: Path, project: Path, tmp_path: Path) -> None:
    assert main(["--project", str(project), "build", "--no-site", "--quiet"]) == 0
    assert run_script(project, "--keep").returncode == 0
    assert git(project, "rev-parse", "HEAD") == git(project, "rev-parse", "origin/main")
    address = next(path.stem for path in (project / "briefings" / "stories").glob("*.md"))

    # A branch as an editor makes one in a browser: the seed alone, no page.
    seed = sorted((root / "seeds").iterdir())[3]
    git(project, "switch", "--quiet", "--create", "add-source")
    shutil.copy(seed, project / "seeds")
    git(project, "add", "seeds")
    git(project, "commit", "--quiet", "--message", "Add a source")
    summary = tmp_path / "summary.md"
    done = run_script(project, "--base", "main", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert "analyzed 1 of 1" in done.stderr  # the store held the other two
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("## What changed\n\n**1 changed story, 1 new source, ")
    assert re.search(r"- New source: Middle East Eye, .*\(003\\_", told)
    assert "- New event, " in told and "Addresses" not in told
    git(project, "checkout", "--quiet", "--", "briefings")
    git(project, "clean", "--quiet", "--force", "briefings")

    git(project, "switch", "--quiet", "main")
    git(project, "merge", "--quiet", "--no-edit", "add-source")
    done = run_script(project)
    assert done.returncode == 0, done.stderr
    page = (project / "site" / "stories" / address / "index.html").read_text(encoding="utf-8")
    assert "Middle East Eye" in page and 'href="#changes">Updated' in page
    front = (project / "site" / "index.html").read_text(encoding="utf-8")
    assert 'id="what-changed"' in front and "1 story updated" in front
    assert run_script(project, "--keep").returncode == 0
    assert git(project, "rev-parse", "HEAD") == git(project, "rev-parse", "origin/main")

    assert git(project, "status", "--porcelain") == ""
    assert "committed already" in run_script(project, "--keep").stdout


@pytest.mark.pipeline
def test_pages_are_kept_where_another_push_came_first(project: Path, tmp_path: Path) -> None:
    assert main(["--project", str(project), "build", "--no-site", "--quiet"]) == 0
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "hub.git"), "other")
    (other / "seeds" / "later.txt").write_text("A later article.\n", encoding="utf-8")
    git(other, "add", "seeds")
    git(other, "commit", "--quiet", "--message", "Another article")
    git(other, "push", "--quiet")
    assert run_script(project, "--keep").returncode == 0
    assert git(project, "rev-parse", "HEAD") == git(project, "rev-parse", "origin/main")
    names = git(project, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert {"seeds/later.txt", "briefings/index.md", "briefings/data/editions.jsonl"} <= set(names)


@pytest.mark.pipeline
def test_a_page_that_is_not_borne_out_stops_the_script(project: Path) -> None:
    # A page of one's own in the output stays there, and must hold, too.
    own = project / "briefings" / "stories" / "own.md"
    own.parent.mkdir(parents=True)
    own.write_text("# Own\n\nNobody said this.<sup>[1](../articles/0123456789ab.md#p0-9)</sup>\n", encoding="utf-8")
    done = run_script(project)
    assert done.returncode == 1 and "stories/own.md [0123456789ab]: no seed gives" in done.stdout
    assert (project / "briefings" / "index.md").exists() and not (project / "site").exists()


def test_a_base_without_pages_is_said_so_and_wrong_usage_exits_with_2(project: Path) -> None:
    assert run_script(project, "--bse", "x").returncode == run_script(project, "--base").returncode == 2
    script = (project / "publish.sh").read_text(encoding="utf-8")
    (project / "publish.sh").write_text(script.replace("\nbuild\n", "\n"), encoding="utf-8")
    done = run_script(project, "--base", "main")
    assert done.returncode == 0 and "What changed is not known" in done.stdout
    assert "    briefings: main: holds no briefings/data/stories.json" in done.stdout
