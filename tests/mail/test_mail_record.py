"""The record of what was mailed: each line on the disk at once, half lines passed over, never a mail twice."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import RenderError
from generator.mail.addresses import Mailbox
from generator.mail.record import REMEMBERED, MailRecord, Sent

ADA, BEN = Mailbox("Ada", "Ada@example.org"), Mailbox("", "ben@example.org")


def sent(message: str, day: str = "2031-05-04", kind: str = "edition", **stories: str) -> Sent:
    return Sent(message, kind, day, stories)


def test_what_was_added_is_there_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mailed.jsonl"
    record = MailRecord(path)
    record.add(ADA, sent("m1", a="1", b="1"))
    record.add(ADA, sent("m2", "2031-05-06", "story", b="2"))
    record.add(BEN, sent("m1", a="1", b="1"))
    for read in (record, MailRecord(path)):
        assert read.has(ADA, "m1") and read.has(Mailbox("", "ada@EXAMPLE.org"), "m2") and not read.has(BEN, "m2")
        assert read.told(ADA) == {"a": "1", "b": "2"} and read.told(BEN) == {"a": "1", "b": "1"}
        assert read.last_edition(ADA) == "2031-05-04" and read.last_edition(Mailbox("", "x@example.org")) is None
    text = path.read_text()
    assert text.count("\n") == 5 and "example.org" not in text.casefold()


def test_a_torn_or_foreign_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "mailed.jsonl"
    MailRecord(path).add(ADA, sent("m1", a="1"))
    whole = path.read_text()
    path.write_text('\x00\xff\n[]\n{"to": 1}\n' + whole + whole[:-9])
    record = MailRecord(path)
    assert record.has(ADA, "m1")
    record.add(BEN, sent("m2", a="2"))
    again = MailRecord(path)
    assert again.has(ADA, "m1") and again.has(BEN, "m2")


def test_a_record_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    record = MailRecord(tmp_path / "folder" / "mailed.jsonl")
    (tmp_path / "folder").write_text("")
    with pytest.raises(RenderError, match="sent twice"):
        record.add(ADA, sent("m1"))


def test_compacting_keeps_what_matters(tmp_path: Path) -> None:
    path = tmp_path / "mailed.jsonl"
    record = MailRecord(path)
    record.add(ADA, sent("first", kept="1", gone="1"))
    for number in range(3 * REMEMBERED):
        record.add(ADA, sent(f"m{number}", f"2031-05-{number % 28 + 1:02}", story=str(number)))
    record.compact({"kept", "story"})
    again = MailRecord(path)
    assert len(path.read_text().splitlines()) == 2 * (REMEMBERED + 1)
    assert again.told(ADA)["kept"] == "1" and again.told(ADA)["story"] == str(3 * REMEMBERED - 1)
    assert again.has(ADA, f"m{3 * REMEMBERED - 1}") and not again.has(ADA, "m1")
    before = path.read_bytes()
    again.compact({"kept", "story"})
    assert path.read_bytes() == before


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9)), max_size=12), st.data())
@settings(derandomize=True, deadline=None, max_examples=60)
def test_a_run_that_ends_anywhere_loses_at_most_what_was_not_recorded(adds: list, data: st.DataObject) -> None:
    """Cut the file at any byte: what it tells is what it told after some number of additions."""
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        path = Path(folder) / "mailed.jsonl"
        record, states = MailRecord(path), [{}]
        for who, message in adds:
            record.add(Mailbox("", f"{who}@example.org"), sent(f"m{message}", s=str(message)))
            states.append({who: record.told(Mailbox("", f"{who}@example.org")) for who in "ab"})
        if path.exists():
            whole = path.read_bytes()
            path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        told = {who: MailRecord(path).told(Mailbox("", f"{who}@example.org")) for who in "ab"}
        assert {who: one for who, one in told.items() if one} in [
            {who: one for who, one in state.items() if one} for state in states
        ]
