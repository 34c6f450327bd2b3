"""Settings and Editorial: what ``briefings.yml`` and ``editorial.yml`` say, checked, with defaults.

Unknown keys and wrong types are a ConfigError that names file and key, so that a
misspelt setting is never silently ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from . import __version__
from .errors import ConfigError

SETTINGS_FILE = "briefings.yml"
EDITORIAL_FILE = "editorial.yml"
#: Finished stages, below the project.
CACHE_FILE = Path(".cache") / "briefings.sqlite"
#: Tells MkDocs, from `briefings build`, in which folder the pages lie.
PAGES_VARIABLE = "BRIEFINGS_PAGES"

#: How a connection to the mail server is made safe, each with its usual port.
MAIL_SECURITY = {"starttls": 587, "tls": 465, "none": 25}
#: How often a recipient gets the edition at most.
MAIL_FREQUENCIES = ("build", "daily", "weekly")

#: How much of an article its page may show: every word, the passages that are cited, or their places alone.
ARTICLE_TEXT = ("whole", "cited", "places")


@dataclass(frozen=True, slots=True)
class OutletSetting:
    """One outlet as the user describes it: names and domains it is known by, and its family."""

    name: str
    id: str | None = None
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    homepage: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class FeedSetting:
    """One feed that ``briefings fetch`` reads: its address, the outlet it is of, how many of its first entries
    are looked at, and whether the pages that they link to are taken or the entries' own text (page, entry)."""

    url: str
    source: str | None = None
    limit: int = 50
    full: str = "page"


@dataclass(frozen=True, slots=True)
class RecipientSetting:
    """One who gets mail: an address ("Ada <ada@example.org>"), what of (all where nothing is named), and how often.

    ``storylines``, ``actors`` and ``sources`` are ids or names; ``frequency`` is build, daily or weekly.
    """

    address: str
    storylines: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    frequency: str = "build"


@dataclass(frozen=True, slots=True)
class MailSetting:
    """How ``briefings mail`` writes and sends: ``mail`` of ``briefings.yml``, where ``sender`` is called ``from``.

    ``recipients`` are a list, or the name of a file that holds them. ``port`` 0 is the usual one of ``security``.
    """

    sender: str | None = None
    reply_to: str | None = None
    domain: str | None = None
    list_id: str | None = None
    unsubscribe: tuple[str, ...] = ()
    recipients: str | tuple[RecipientSetting, ...] = ()
    host: str | None = None
    port: int = 0
    security: str = "starttls"
    user: str | None = None
    ca_file: str | None = None
    timeout: int = 30
    record: str = "mailed.jsonl"


@dataclass(frozen=True, slots=True)
class Settings:
    """The project's own settings. Paths are relative to ``root``, the folder of ``briefings.yml``.

    Each field is a key of ``briefings.yml`` (``root`` excepted) and is described in README.md.
    """

    root: Path = Path(".")
    title: str = "Briefings"
    seeds: str = "seeds"
    output: str = "briefings"
    site: str = "site"
    templates: str = "templates"
    language: str = "bundled"
    outlets: tuple[OutletSetting, ...] = ()
    same_story: float | None = None
    max_seed_bytes: int = 20_000_000
    article_text: str = "cited"
    address: str | None = None
    feeds: tuple[FeedSetting, ...] = ()
    user_agent: str = f"briefings/{__version__} (static briefing generator)"
    fetch_delay: float = 1.0
    private_addresses: bool = False
    mail: MailSetting = MailSetting()

    def path(self, name: str) -> Path:
        """The folder that a setting (seeds, output, site, templates) names, below ``root``."""
        return self.root / getattr(self, name)


@dataclass(frozen=True, slots=True)
class Editorial:
    """What an editor decided. Seeds are paths below the seeds folder.

    ``merge`` and ``split`` are groups of seeds that must be, or must not be, one story;
    ``exclude`` are seeds left out; ``rename`` pairs a seed with the headline of its story;
    ``move`` pairs a seed with another into whose story it goes;
    ``alias`` are groups of names of one actor, the first is shown; ``separate`` are groups of
    names that are not one actor.
    """

    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[str, ...] = ()
    rename: tuple[tuple[str, str], ...] = ()
    move: tuple[tuple[str, str], ...] = ()
    alias: tuple[tuple[str, ...], ...] = ()
    separate: tuple[tuple[str, ...], ...] = ()


def load_settings(root: Path, **overrides: Any) -> Settings:
    """Settings of the folder ``root``; a missing ``briefings.yml`` gives the defaults.

    ``overrides`` (from the command line) win where they are not None. Raises ConfigError.
    """
    path = root / SETTINGS_FILE
    values = _read_mapping(path)
    if "outlets" in values:
        values["outlets"] = tuple(_outlet(item, path) for item in _sequence(values["outlets"], "outlets", path))
    if "feeds" in values:
        values["feeds"] = tuple(_feed(item, path) for item in _sequence(values["feeds"], "feeds", path))
    if "mail" in values:
        values["mail"] = _mail(values["mail"], path)
    for name, value in values.items():
        values[name] = _checked(name, value, Settings, path)
    if "address" in values:
        values["address"] = _address(values["address"], path)
    if values.get("article_text", "cited") not in ARTICLE_TEXT:
        raise ConfigError(
            f"article_text: {values['article_text']!r} is unknown",
            subject=str(path),
            hint=f"write one of {', '.join(ARTICLE_TEXT)}",
        )
    values.update({name: value for name, value in overrides.items() if value is not None})
    return Settings(root=root, **values)


def load_editorial(root: Path) -> Editorial:
    """What ``editorial.yml`` in ``root`` decides; nothing where there is no such file. Raises ConfigError."""
    path = root / EDITORIAL_FILE
    values = _read_mapping(path)
    for name in ("merge", "split", "alias", "separate"):
        if name in values:
            groups = _sequence(values[name], name, path)
            values[name] = tuple(tuple(map(str, _sequence(group, name, path))) for group in groups)
    if "exclude" in values:
        values["exclude"] = tuple(map(str, _sequence(values["exclude"], "exclude", path)))
    if "rename" in values:
        if not isinstance(values["rename"], dict):
            raise ConfigError(
                "rename: must map a seed to a headline", subject=str(path), hint="write 'seed.txt: The headline'"
            )
        values["rename"] = tuple((str(seed), str(headline)) for seed, headline in values["rename"].items())
    if "move" in values:
        if not isinstance(values["move"], dict):
            raise ConfigError(
                "move: must map a seed to a seed of the story it goes to",
                subject=str(path),
                hint="write 'a.txt: b.txt'",
            )
        values["move"] = tuple((str(seed), str(other)) for seed, other in values["move"].items())
    for name in values:
        _known(name, Editorial, path)
    return Editorial(**values)


def _read_mapping(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", subject=str(path), hint="save it as UTF-8 text") from error
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"is not valid YAML: {error}", subject=str(path), hint="correct the line named") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError("must hold 'key: value' lines", subject=str(path), hint="see README.md")
    return {str(name): value for name, value in values.items()}


def _sequence(value: Any, name: str, path: Path) -> list[Any]:
    if not isinstance(value, list):
        raise ConfigError(f"{name}: must be a list", subject=str(path), hint="begin each item with '- '")
    return value


def _address(value: Any, path: Path) -> str:
    """The site's address as given, with a slash at its end."""
    parts = urlsplit(str(value))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigError(
            f"address: {value!r} is no address of a site", subject=str(path), hint="write 'https://example.org/news/'"
        )
    return str(value).rstrip("/") + "/"


def _known(name: str, record: type, path: Path) -> None:
    names = sorted(item.name for item in fields(record) if item.name != "root")
    if name not in names:
        raise ConfigError(f"{name}: no such setting", subject=str(path), hint=f"known are {', '.join(names)}")


def _checked(name: str, value: Any, record: type, path: Path) -> Any:
    _known(name, record, path)
    wanted = {
        "outlets": tuple,
        "same_story": (int, float),
        "max_seed_bytes": int,
        "feeds": tuple,
        "fetch_delay": (int, float),
        "private_addresses": bool,
        "mail": MailSetting,
    }.get(name, str)
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ConfigError(f"{name}: {value!r} is not of the right kind", subject=str(path), hint="see README.md")
    return value


def _outlet(item: Any, path: Path) -> OutletSetting:
    if not isinstance(item, dict) or not item.get("name"):
        raise ConfigError("outlets: each needs a name", subject=str(path), hint="write '- name: The Outlet'")
    known = {one.name for one in fields(OutletSetting)}
    for name in item:
        if name not in known:
            raise ConfigError(
                f"outlets: {name}: no such key", subject=str(path), hint=f"known are {', '.join(sorted(known))}"
            )
    lists = {
        name: tuple(map(str, _sequence(item.get(name, []), f"outlets: {name}", path)))
        for name in ("domains", "aliases")
    }
    texts = {name: str(item[name]) for name in ("name", "id", "homepage", "family") if item.get(name)}
    return OutletSetting(**texts, **lists)


def _feed(item: Any, path: Path) -> FeedSetting:
    values = {"url": item} if isinstance(item, str) else item
    if not isinstance(values, dict) or not values.get("url"):
        raise ConfigError("feeds: each needs an address", subject=str(path), hint="write '- url: https://...'")
    kinds = {"url": str, "source": str, "limit": int, "full": str}
    for name, value in values.items():
        if name not in kinds:
            raise ConfigError(f"feeds: {name}: no such key", subject=str(path), hint=f"known are {', '.join(kinds)}")
        if not isinstance(value, kinds[name]) or isinstance(value, bool):
            raise ConfigError(
                f"feeds: {name}: {value!r} is not of the right kind", subject=str(path), hint="see README.md"
            )
    feed = FeedSetting(**values)
    if feed.limit < 1 or feed.full not in ("page", "entry"):
        raise ConfigError(
            "feeds: limit must be 1 or more, and full page or entry", subject=str(path), hint="see README.md"
        )
    return feed


def _mail(item: Any, path: Path) -> MailSetting:
    """``mail`` of the settings; texts are checked for their kind here and for their form where they are used."""
    values = dict(item) if isinstance(item, dict) else None
    if values is None:
        raise ConfigError("mail: must hold 'key: value' lines", subject=str(path), hint="see README.md")
    if "sender" in values:
        raise ConfigError("mail: sender: no such key", subject=str(path), hint="it is called from")
    if "from" in values:
        values["sender"] = values.pop("from")
    if isinstance(values.get("unsubscribe"), str):
        values["unsubscribe"] = [values["unsubscribe"]]
    if isinstance(values.get("recipients"), list):
        values["recipients"] = parse_recipients(values["recipients"], path)
    elif not isinstance(values.get("recipients", ""), str):
        raise ConfigError("mail: recipients: must be a list, or a file's name", subject=str(path), hint="see README.md")
    kinds = {"port": int, "timeout": int, "unsubscribe": list, "recipients": (str, tuple)}
    mail = MailSetting(**_record(values, MailSetting, kinds, "mail", path))
    if mail.security not in MAIL_SECURITY:
        raise ConfigError(
            f"mail: security: {mail.security!r} is unknown",
            subject=str(path),
            hint=f"write one of {', '.join(MAIL_SECURITY)}",
        )
    if not 0 <= mail.port <= 65535 or not 1 <= mail.timeout <= 600:
        raise ConfigError(
            "mail: port must be 1 to 65535, and timeout 1 to 600 seconds", subject=str(path), hint="see README.md"
        )
    return mail


def parse_recipients(items: Any, path: Path) -> tuple[RecipientSetting, ...]:
    """Recipients from a list of addresses and of mappings. Raises ConfigError that names ``path``."""
    recipients = []
    for item in _sequence(items, "recipients", path):
        values = {"address": item} if isinstance(item, str) else item
        if not isinstance(values, dict) or not values.get("address"):
            raise ConfigError("recipients: each needs an address", subject=str(path), hint="write '- ada@example.org'")
        lists = dict.fromkeys(("storylines", "actors", "sources"), list)
        recipient = RecipientSetting(**_record(values, RecipientSetting, lists, "recipients", path))
        if recipient.frequency not in MAIL_FREQUENCIES:
            raise ConfigError(
                f"recipients: frequency: {recipient.frequency!r} is unknown",
                subject=str(path),
                hint=f"write one of {', '.join(MAIL_FREQUENCIES)}",
            )
        recipients.append(recipient)
    return tuple(recipients)


def _record(values: Mapping[Any, Any], record: type, kinds: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    """The checked fields of ``record`` (texts where ``kinds`` names no other type; lists are of texts)."""
    known = {one.name for one in fields(record)}
    for key, value in values.items():
        if key not in known:
            names = ", ".join(sorted("from" if one == "sender" else one for one in known))
            raise ConfigError(f"{name}: {key}: no such key", subject=str(path), hint=f"known are {names}")
        wanted = kinds.get(key, str)
        texts = value if wanted is list and isinstance(value, list) else ()
        if not isinstance(value, wanted) or isinstance(value, bool) or not all(isinstance(one, str) for one in texts):
            shown = "from" if key == "sender" else key
            raise ConfigError(
                f"{name}: {shown}: {value!r} is not of the right kind", subject=str(path), hint="see README.md"
            )
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
