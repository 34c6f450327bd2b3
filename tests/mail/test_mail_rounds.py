"""A round: who gets which letter, who gets none and why; one letter for all who want the same stories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import fictional_edition as edition
import pytest

from generator.mail.addresses import Mailbox
from generator.mail.record import MailRecord, Sent
from generator.mail.rounds import Delivery, Round, Skip
from generator.press import Entry
from generator.settings import RecipientSetting, Settings

FLOOD, INQUIRY = edition.FLOOD.id, edition.INQUIRY_STORY.id
ADA = Mailbox("", "ada@example.org")


@pytest.fixture
def start(settings: Settings, entries: tuple[Entry, ...]):
    """A round of the edition of 4 May 2031; options take the place of its own."""

    def make(**options: object) -> Round:
        given = {"day": "2031-05-04", "record": MailRecord(None), "edition": True, "changed": False, **options}
        return Round(settings, given.pop("entries", entries), **given)

    return make


def people(*names: str, **interests: tuple[str, ...]) -> list[RecipientSetting]:
    return [RecipientSetting(f"{name}@example.org", **interests) for name in names]


def test_those_who_want_the_same_get_the_same_letter(start, entries: tuple[Entry, ...]) -> None:
    who = [*people("ada", "ben"), *people("cy", actors=("Coast Guard",)), *people("dee", actors=("coast-guard",))]
    planned = list(start().plan(who))
    assert all(isinstance(one, Delivery) for one in planned)
    assert planned[0].letter is planned[1].letter and planned[2].letter is planned[3].letter
    assert planned[0].letter.stories == tuple(entry.id for entry in entries)
    assert planned[2].letter.stories == (FLOOD,)
    assert planned[2].sent.kind == "edition" and set(planned[2].sent.stories) == {FLOOD}


def test_who_gets_none_is_told_why(start) -> None:
    who = [*people("ada", "ADA"), *people("ben", sources=("Nobody", "No one")), RecipientSetting("no address")]
    _, twice, without, wrong = start().plan(who)
    assert twice == Skip("ADA@example.org", "named twice; what stands first counts")
    assert without == Skip("ben@example.org", "no story that concerns them (of no story: Nobody, No one)")
    assert wrong.fault and "no mail address" in wrong.why


def test_a_letter_that_is_recorded_is_not_sent_again(start) -> None:
    record = MailRecord(None)
    (first,) = start(record=record).plan(people("ada"))
    record.add(ADA, first.sent)
    (again,) = start(record=record).plan(people("ada"))
    assert again == Skip("ada@example.org", "has it already")
    (again,) = start(record=record, changed=True).plan(people("ada"))
    assert again == Skip("ada@example.org", "nothing new for them")


def test_changed_tells_only_what_says_something_else(start) -> None:
    record = MailRecord(None)
    (first,) = start(record=record).plan(people("ada"))
    told = {**first.sent.stories, INQUIRY: "other words"}
    record.add(ADA, Sent("m", "edition", "2031-05-03", told))
    (second,) = start(record=record, changed=True).plan(people("ada"))
    assert second.letter.stories == (INQUIRY,)


@pytest.mark.parametrize(
    "frequency, day, sent",
    [
        ("build", "2031-05-04", True),
        ("daily", "2031-05-04", False),
        ("daily", "2031-05-05", True),
        ("weekly", "2031-05-10", False),
        ("weekly", "2031-05-11", True),
    ],
)
def test_a_frequency_counts_the_days_since_the_last_edition(start, frequency: str, day: str, sent: bool) -> None:
    record = MailRecord(None)
    record.add(ADA, Sent("m", "edition", "2031-05-04", {}))
    (planned,) = start(record=record, day=day).plan(people("ada", frequency=frequency))
    assert isinstance(planned, Delivery) is sent
    assert sent or planned.why == f"{frequency}, and had the edition of 2031-05-04"


def test_a_story_by_itself_has_no_frequency(start, entries: tuple[Entry, ...]) -> None:
    record = MailRecord(None)
    record.add(ADA, Sent("m", "edition", "2031-05-04", {}))
    alone = start(record=record, entries=entries[:1], edition=False)
    (planned,) = alone.plan(people("ada", frequency="weekly"))
    assert planned.sent.kind == "story" and planned.letter.stories == (entries[0].id,)


def test_a_page_that_is_gone_is_named(settings: Settings, entries: tuple[Entry, ...], tmp_path: Path) -> None:
    from generator.errors import ReadError

    lost = replace(entries[0], permalink="stories/gone")
    plan = Round(settings, [lost], day="2031-05-04", record=MailRecord(None), edition=True, changed=True)
    with pytest.raises(ReadError, match="gone"):
        list(plan.plan(people("ada")))
