"""The command from end to end: a file, a round, a second round that sends only what is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import fictional_edition as edition
import pytest
import yaml
from loopback_smtp import CERTIFICATE, MailServer, serve_mail

from generator.cli import main
from generator.press import read_entries
from generator.settings import Settings

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
FLOOD = edition.FLOOD


class Project:
    """A project of the invented edition in a folder of its own."""

    def __init__(self, folder: Path, pages: Path) -> None:
        self.folder = folder
        shutil.copytree(pages, folder / "briefings")

    def configure(self, server: MailServer | None = None, **values: object) -> None:
        """Write briefings.yml."""
        mail = {"from": "News <news@example.org>", "security": "none", "list_id": "news.example.org"}
        if server:
            mail |= {"host": server.host, "port": server.port, "timeout": 5}
        text = yaml.safe_dump({"title": "Port Verrin Briefings", "mail": {**mail, **values}})
        (self.folder / "briefings.yml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> int:
        return main(["--project", str(self.folder), "mail", *arguments])

    def change(self, permalink: str, old: str, new: str) -> None:
        page = self.folder / "briefings" / f"{permalink}.md"
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, settings: Settings) -> Project:
    made = Project(tmp_path / "project", settings.path("output"))
    made.configure()
    return made


def test_a_story_as_a_file(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder)
    assert project.run("harbour-wall") == 0
    path = Path("2031-05-03-harbour-wall-at-port-verrin-gives-way.eml")
    assert str(path) in capsys.readouterr().out
    message = message_from_bytes(path.read_bytes(), policy=SMTP)
    assert message["Subject"] == FLOOD.headline and message["Date"] == "Sun, 04 May 2031 00:00:00 +0000"
    before = path.read_bytes()
    assert project.run("harbour-wall") == 0 and path.read_bytes() == before


def test_a_mail_to_nobody_yet_names_no_personal_address(project: Project) -> None:
    places = ["https://example.org/off?who={recipient}", "mailto:off@example.org"]
    for left, given in (("<mailto:off@example.org>", places), (None, places[:1])):
        project.configure(unsubscribe=given)
        path = project.folder / "s.eml"
        assert project.run("1", "--output", str(path)) == 0
        message = message_from_bytes(path.read_bytes(), policy=SMTP)
        assert message["List-Unsubscribe"] == left and "who=" not in message.as_string()


def test_the_edition_as_a_file(project: Project) -> None:
    path = project.folder / "out" / "e.eml"
    assert project.run("--edition", "--output", str(path), "--as-of", "2031-06-01") == 0
    message = message_from_bytes(path.read_bytes(), policy=SMTP)
    assert message["Date"].startswith("Sun, 01 Jun 2031") and "and 2 more stories" in message["Subject"]
    assert project.run("--edition", "--since", "2031-05-05", "--output", str(path)) == 0
    assert "0 stories" in message_from_bytes(path.read_bytes(), policy=SMTP).get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "arguments", [[], ["1", "--edition"], ["1", "--edition", "--send"], ["--edition", "--since", "x"]]
)
def test_wrong_usage_exits_with_2(project: Project, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        project.run(*arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "values, arguments, message",
    [
        ({}, ["no such story"], "known are"),
        ({}, ["1", "--since", "2031-05-05"], "--edition"),
        ({}, ["--edition", "--send"], "no recipients"),
        ({"recipients": ["a@example.org"]}, ["--edition", "--send"], "mail: host is missing"),
        ({"recipients": "none.txt"}, ["--edition", "--send"], "none.txt: cannot be read"),
        ({"from": "nobody"}, ["1"], "no mail address"),
    ],
)
def test_what_is_missing_is_named(
    project: Project, values: dict, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project.configure(**values)
    assert project.run(*arguments) == 1
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_each_gets_what_concerns_them_and_a_second_run_sends_nothing(
    project: Project, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    recipients = [
        "Ada <ada@example.org>",
        {"address": "ben@example.org", "actors": ["Coast Guard"]},
        {"address": "cy@example.org", "sources": ["coast courier"]},
        {"address": "dee@example.org", "storylines": ["Nothing known"]},
        "ADA@example.org",
    ]
    project.configure(server, recipients=recipients)
    assert project.run("--edition", "--send") == 0
    assert "3 mails sent, 2 not needed" in capsys.readouterr().out
    assert server.recipients == ["ada@example.org", "ben@example.org", "cy@example.org"] and server.connections == 1
    subjects = [server.parse(place)["Subject"] for place in range(3)]
    assert [subject.partition(FLOOD.headline)[2] for subject in subjects] == [
        ", and 2 more stories",
        "",
        ", and 1 more story",
    ]
    assert str(server.parse(0)["To"]) == "Ada <ada@example.org>" and server.parse(0)["List-Id"] == "<news.example.org>"
    assert project.run("--edition", "--send") == 0
    assert len(server.received) == 3 and "0 mails sent, 5 not needed" in capsys.readouterr().out


def test_after_a_failure_only_those_who_are_missing_get_it(
    project: Project, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [f"p{number}@example.org" for number in range(6)]
    project.configure(server, recipients=people)
    server.refused, server.later, server.break_at = {people[1]}, {people[2]}, {4}
    assert project.run("1", "--send") == 1
    out, err = capsys.readouterr()
    assert f"{people[1]}: 550" in err and f"{people[2]}: 451" in err and err.count("\n") == 2
    assert "4 mails sent, 0 not needed, 2 failed; run it again to send what is missing" in out
    assert server.recipients == [people[0], *people[3:]]
    server.refused, server.later = set(), set()
    assert project.run("1", "--send") == 0
    assert server.recipients == [people[0], *people[3:], people[1], people[2]]
    ids = {server.parse(place)["Message-ID"] for place in range(6)}
    assert len(ids) == 6


def test_a_server_that_goes_away_leaves_the_rest_for_the_next_run(
    project: Project, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [f"p{number}@example.org" for number in range(5)]
    project.configure(server, recipients=people)
    server.last = 2
    assert project.run("1", "--send") == 1
    out, err = capsys.readouterr()
    assert "2 mails sent" in out and "3 failed" in out
    assert "p2@example.org: localhost" in err and "p4@example.org: not tried" in err
    with serve_mail() as other:
        project.configure(other, recipients=people)
        assert project.run("1", "--send") == 0
        assert other.recipients == people[2:]


def test_a_run_that_is_killed_is_taken_up_where_it_ended(project: Project, server: MailServer) -> None:
    people = [f"p{number}@example.org" for number in range(8)]
    project.configure(server, recipients=people)
    server.slow = 0.1
    command = [sys.executable, "-m", "generator", "--project", str(project.folder), "mail", "1", "--send"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        for _ in range(600):
            if len(server.received) >= 3 or process.poll() is not None:
                break
            time.sleep(0.05)
        process.kill()
    assert 3 <= len(server.received) < 8
    server.slow = 0
    assert project.run("1", "--send") == 0
    twice = [one for one in people if server.recipients.count(one) > 1]
    assert set(server.recipients) == set(people) and len(twice) <= 1  # the one whose answer was on its way
    ids = {(server.recipients[place], server.parse(place)["Message-ID"]) for place in range(len(server.received))}
    assert len(ids) == 8


def test_bad_addresses_cost_no_other(project: Project, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    project.configure(server, recipients="people.txt")
    (project.folder / "people.txt").write_text("# us\nnobody\n\nada@example.org\nBen <ben@example.org>\n", "utf-8")
    assert project.run("1", "--send") == 1
    assert "nobody: 'nobody' is no mail address" in capsys.readouterr().err
    assert server.recipients == ["ada@example.org", "ben@example.org"]


def test_recipients_of_a_file_have_interests_too(project: Project, server: MailServer) -> None:
    project.configure(server, recipients=["ada@example.org"])
    path = project.folder / "people.yml"
    path.write_text("\ufeff- {address: ben@example.org, storylines: ['port verrin, harbour wall']}\n", "utf-8")
    assert project.run("--edition", "--send", "--recipients", str(path)) == 0
    assert server.recipients == ["ben@example.org"] and server.parse(0)["Subject"].endswith("and 1 more story")


def test_only_what_changed_since_the_last_mail_to_each(project: Project, server: MailServer) -> None:
    people = [{"address": "ada@example.org"}, {"address": "ben@example.org", "actors": ["Coast Guard"]}]
    project.configure(server, recipients=people)
    assert project.run("--edition", "--send", "--changed") == 0
    assert project.run("--edition", "--send", "--changed") == 0
    assert len(server.received) == 2
    inquiry = edition.INQUIRY_STORY
    project.change(inquiry.permalink, "opened on Thursday", "opened on Friday")
    assert project.run("--edition", "--send", "--changed") == 0
    assert len(server.received) == 3 and server.recipients[2] == "ada@example.org"
    text = server.parse(2).get_body(("plain",)).get_content()
    assert "opened on Friday" in " ".join(text.split()) and FLOOD.headline not in text


def test_how_a_story_stands_among_others_is_no_change(project: Project, server: MailServer) -> None:
    project.configure(server, recipients=["ada@example.org"])
    assert project.run("--edition", "--send", "--changed") == 0
    page = project.folder / "briefings" / f"{FLOOD.permalink}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("These articles are taken", "They are taken"), encoding="utf-8")
    assert page.read_text(encoding="utf-8") != text
    assert project.run("--edition", "--send", "--changed") == 0 and len(server.received) == 1


def test_frequencies_go_by_the_days_of_editions(project: Project, server: MailServer) -> None:
    people = [{"address": f"{one}@example.org", "frequency": one} for one in ("build", "daily", "weekly")]
    project.configure(server, recipients=people)
    got = {}
    for day in ("2031-05-04", "2031-05-04", "2031-05-05", "2031-05-10", "2031-05-11"):
        before = len(server.received)
        project.change(FLOOD.permalink, "In brief\n", "In brief\n\nAgain.\n")
        assert project.run("--edition", "--send", "--as-of", day) == 0
        got.setdefault(day, []).append([one.split("@")[0] for one in server.recipients[before:]])
    assert got == {
        "2031-05-04": [["build", "daily", "weekly"], ["build"]],
        "2031-05-05": [["build", "daily"]],
        "2031-05-10": [["build", "daily"]],
        "2031-05-11": [["build", "daily", "weekly"]],
    }


def test_a_rehearsal_sends_nothing_and_writes_what_would_be_sent(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.configure(recipients=["ada@example.org", {"address": "b/b@example.org", "actors": ["Coast Guard", "Xy"]}])
    folder = project.folder / "mails"
    assert project.run("--edition", "--dry-run", "--output", str(folder)) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["ada@example.org.eml", "b%2Fb@example.org.eml"]
    assert "ada@example.org: 3 stories: Port Verrin Briefings: Harbour" in capsys.readouterr().out
    assert not (project.folder / "mailed.jsonl").exists()


def test_tls_login_and_the_record_hold_no_secret(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFINGS_SMTP_PASSWORD", "secret")
    with serve_mail(starttls=True, login=("news", "secret")) as server:
        options = {"security": "starttls", "user": "news", "ca_file": str(CERTIFICATE)}
        project.configure(server, recipients=["ada@example.org"], record="kept/mail.jsonl", **options)
        assert project.run("1", "--send") == 0
        assert server.encrypted == [True]
    text = (project.folder / "kept" / "mail.jsonl").read_text()
    assert "secret" not in text and "ada" not in text and len(text.splitlines()) == 2
    assert json.loads(text.splitlines()[0])["kind"] == "story"
    assert "secret" not in "".join(capsys.readouterr())


def test_stories_are_read_only_once_for_all_recipients(
    project: Project, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.mail import rounds

    read = []
    original = rounds.read_story
    monkeypatch.setattr(
        rounds, "read_story", lambda output, entry, **more: read.append(entry.id) or original(output, entry, **more)
    )
    people = [{"address": f"p{one}@example.org", "sources": ["Coast Courier"] if one % 2 else []} for one in range(20)]
    project.configure(server, recipients=people)
    assert project.run("--edition", "--send") == 0
    assert len(server.received) == 20 and sorted(read) == sorted(
        one.id for one in read_entries(project.folder / "briefings")
    )
