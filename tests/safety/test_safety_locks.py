"""Two runs at once: the second says so, waits and is right; a lock never outlives its run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator import locks
from generator.errors import RenderError
from generator.locks import hold_folder


def refuse_to_wait(text: str) -> None:
    pytest.fail(f"had to wait: {text}")


def test_the_second_says_once_that_it_waits(tmp_path: Path) -> None:
    folder, said = tmp_path / "out", []
    order = []

    def second() -> None:
        with hold_folder(folder, say=said.append):
            order.append("second")

    with hold_folder(folder, say=refuse_to_wait):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.4)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert said == [f"{folder}: another run is writing here; waiting for it to end"]
    assert list(folder.iterdir()) == []


def test_one_that_waits_too_long_ends_with_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    with hold_folder(tmp_path, say=refuse_to_wait):
        with pytest.raises(RenderError, match=r"another run has been writing here .* \(wait for it or end it"):
            with hold_folder(tmp_path, say=lambda text: None):
                pass
    with hold_folder(tmp_path, say=refuse_to_wait):
        pass


def test_a_lock_ends_with_a_killed_process(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from generator.locks import hold_folder\n"
        "with hold_folder(Path(sys.argv[1]), say=print):\n    print('held', flush=True); time.sleep(60)"
    )
    root = str(Path(__file__).parents[2])
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=root)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    with hold_folder(tmp_path, say=refuse_to_wait):
        pass


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RenderError, match=r"out: cannot be written: File exists \(allow it"):
        with hold_folder(tmp_path / "out", say=refuse_to_wait):
            pass


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_named_before_any_work(tmp_path: Path) -> None:
    """As a user without rights; where the tests run as root, as nobody."""
    folder = tmp_path / "out"
    folder.mkdir(mode=0o555)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == "root" and len(parent.parts) > 2:
            parent.chmod(parent.stat().st_mode | 0o055)
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path; from generator.errors import RenderError; from generator.locks import hold_folder\n"
        "try:\n    with hold_folder(Path(sys.argv[1]), say=print): print('held')\n"
        "except RenderError as error: print(error)"
    )
    alone = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    command = [*alone, sys.executable, "-c", code, str(folder), str(Path(__file__).parents[2])]
    said = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert "cannot be written: it may only be read (allow it, or name another folder)" in said.stdout, said.stderr
