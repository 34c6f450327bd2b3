"""Settings are checked, and every one is documented."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.settings import (
    Editorial,
    FeedSetting,
    MailSetting,
    OutletSetting,
    RecipientSetting,
    Settings,
    load_editorial,
    load_settings,
)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings(root=tmp_path)
    assert load_editorial(tmp_path) == Editorial()


def test_a_file_is_read_and_the_command_line_wins(tmp_path: Path) -> None:
    (tmp_path / "briefings.yml").write_text(
        "title: Morning\nseeds: articles\noutlets:\n- name: The Herald\n  domains: [herald.example]\n  family: Press Group\n"
    )
    settings = load_settings(tmp_path, seeds="other", output=None)
    assert (settings.title, settings.seeds, settings.output) == ("Morning", "other", "briefings")
    assert settings.outlets == (OutletSetting("The Herald", domains=("herald.example",), family="Press Group"),)
    assert settings.path("seeds") == tmp_path / "other"


@pytest.mark.parametrize(
    "text, message",
    [
        ("sedes: x", "sedes: no such setting"),
        ("title: [1]", "title: .* not of the right kind"),
        ("- a", "key: value"),
        ("a: [", "not valid YAML"),
        ("outlets: x", "outlets: must be a list"),
        ("outlets: [{domains: [x]}]", "needs a name"),
        ("outlets: [{name: X, domain: x}]", "domain: no such key"),
        ("max_seed_bytes: true", "max_seed_bytes"),
        ("root: x", "root: no such setting"),
        ("feeds: https://a.example/", "feeds: must be a list"),
        ("feeds: [{source: x}]", "needs an address"),
        ("feeds: [{url: x, limits: 3}]", "limits: no such key"),
        ("feeds: [{url: x, limit: many}]", "limit: 'many' is not of the right kind"),
        ("feeds: [{url: x, limit: 0}]", "limit must be 1 or more"),
        ("feeds: [{url: x, full: all}]", "full page or entry"),
        ("private_addresses: 1", "private_addresses"),
        ("mail: x", "mail: must hold"),
        ("mail: {sender: x}", "it is called from"),
        ("mail: {form: x}", "mail: form: no such key .*from"),
        ("mail: {from: [x]}", "mail: from: .* not of the right kind"),
        ("mail: {security: ssl}", "mail: security: 'ssl' is unknown"),
        ("mail: {port: 99999}", "port must be"),
        ("mail: {port: true}", "mail: port"),
        ("mail: {timeout: 0}", "timeout 1 to 600"),
        ("mail: {unsubscribe: [1]}", "mail: unsubscribe"),
        ("mail: {password: x}", "mail: password: no such key"),
        ("mail: {recipients: 3}", "must be a list, or a file's name"),
        ("mail: {recipients: [{actors: [x]}]}", "needs an address"),
        ("mail: {recipients: [{address: a@b.c, actor: [x]}]}", "recipients: actor: no such key"),
        ("mail: {recipients: [{address: a@b.c, actors: x}]}", "recipients: actors: 'x'"),
        ("mail: {recipients: [{address: a@b.c, frequency: hourly}]}", "frequency: 'hourly' is unknown"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "briefings.yml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_settings(tmp_path)


def test_feeds_are_addresses_or_have_options(tmp_path: Path) -> None:
    (tmp_path / "briefings.yml").write_text(
        "feeds:\n- https://a.example/rss\n- {url: https://b.example/, source: B, limit: 5, full: entry}\n"
    )
    assert load_settings(tmp_path).feeds == (
        FeedSetting("https://a.example/rss"),
        FeedSetting("https://b.example/", "B", 5, "entry"),
    )


def test_mail_has_recipients_with_and_without_interests(tmp_path: Path) -> None:
    (tmp_path / "briefings.yml").write_text(
        "mail:\n  from: News <n@example.org>\n  unsubscribe: https://example.org/\n  recipients:\n  - a@example.org\n"
        "  - {address: b@example.org, actors: [The Guard], frequency: weekly}\n"
    )
    mail = load_settings(tmp_path).mail
    assert (mail.sender, mail.security) == ("News <n@example.org>", "starttls")
    assert mail.unsubscribe == ("https://example.org/",)
    assert mail.recipients == (
        RecipientSetting("a@example.org"),
        RecipientSetting("b@example.org", actors=("The Guard",), frequency="weekly"),
    )


def test_editorial_decisions_are_read(tmp_path: Path) -> None:
    (tmp_path / "editorial.yml").write_text(
        "merge: [[a.txt, b.txt]]\nexclude: [c.txt]\nrename: {a.txt: A headline}\nalias: [[The Group, TG]]\n"
    )
    editorial = load_editorial(tmp_path)
    assert editorial.merge == (("a.txt", "b.txt"),)
    assert editorial.rename == (("a.txt", "A headline"),)
    assert editorial.exclude == ("c.txt",)
    assert editorial.alias == (("The Group", "TG"),)


@pytest.mark.parametrize("text", ["merge: a.txt", "join: []", "rename: [a]", "exclude: {a: b}"])
def test_a_wrong_decision_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "editorial.yml").write_text(text)
    with pytest.raises(ConfigError, match=text.split(":", maxsplit=1)[0]):
        load_editorial(tmp_path)


@pytest.mark.parametrize("record", [Settings, Editorial, OutletSetting, FeedSetting, MailSetting, RecipientSetting])
def test_every_setting_is_documented(record: type, root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for field in fields(record):
        name = {"sender": "from"}.get(field.name, field.name)
        assert field.name == "root" or f"`{name}`" in readme, f"README.md says nothing of {field.name}"
