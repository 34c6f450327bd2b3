"""The table of outlets: an outlet from a name, an address, a notice; an agency from a credit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from ..outlets import load_rows
from ..records import Source
from ..settings import OutletSetting
from ..text import collapse_space, fold, slugify


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of the table: the Source it stands for and what it is known by."""

    source: Source
    agency: bool
    domains: tuple[str, ...]
    names: tuple[str, ...]
    cited: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True)
class OutletTable:
    """All outlets, the project's own first, and how they are found."""

    by_name: dict[str, Outlet]
    by_domain: dict[str, Outlet]
    agencies: dict[str, Outlet]
    cited: dict[str, Outlet]

    def find_name(self, name: str) -> Outlet | None:
        """The outlet of this name, case and a leading 'the' aside."""
        key = _name_key(name)
        return self.by_name.get(key)

    def find_domain(self, address: str) -> Outlet | None:
        """The outlet that publishes under this address (a URL or a host name)."""
        labels = host_of(address).split(".")
        for start in range(len(labels) - 1):
            if outlet := self.by_domain.get(".".join(labels[start:])):
                return outlet
        return None


@cache
def load_outlets(own: tuple[OutletSetting, ...] = ()) -> OutletTable:
    """The package's table with the project's own outlets (``settings.outlets``) over it.

    An own outlet with the id or name of a row extends that row; any other is a new one.
    """
    outlets = {row["id"]: _outlet_of(row) for row in load_rows()}
    ids = {_name_key(name): key for key, outlet in reversed(outlets.items()) for name in outlet.names}
    first: set[str] = set()
    for setting in own:
        key = setting.id or ids.get(_name_key(setting.name)) or slugify(setting.name)
        outlets[key] = _extend(outlets.get(key), key, setting)
        first.add(key)
    ordered = sorted(outlets.values(), key=lambda one: (one.source.id not in first, not one.agency, one.source.id))
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    agencies: dict[str, Outlet] = {}
    cited: dict[str, Outlet] = {}
    for outlet in ordered:
        for name in outlet.names:
            by_name.setdefault(_name_key(name), outlet)
            if outlet.agency:
                agencies.setdefault(name, outlet)
        for domain in outlet.domains:
            by_domain.setdefault(domain, outlet)
        for name in outlet.cited:
            cited.setdefault(name, outlet)
    return OutletTable(by_name, by_domain, agencies, cited)


def host_of(address: str) -> str:
    """The host name of a URL (or of a bare host name), lower case, without 'www.'; '' where there is none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def make_source(name: str | None, address: str | None, table: OutletTable) -> Source | None:
    """The Source that a name and an address from metadata stand for; None where both are missing.

    One that the table does not know is made from its name, or from the host name alone.
    """
    name = collapse_space(name or "")
    if name.lower().startswith("www.") and " " not in name:
        name = host_of(name)  # a host that an export gives for a name
    if name:
        known = table.find_name(name) or ("." in name and " " not in name and table.find_domain(name) or None)
        if (
            known is None
            and address
            and (there := table.find_domain(address))
            and _name_key(name) in _name_key(there.source.name)
        ):
            known = there
        host = host_of(address or "")
        return known.source if known else Source(slugify(name), name, f"https://{host}/" if host else None, None)
    if address:
        if known := table.find_domain(address):
            return known.source
        if host := host_of(address):
            return Source(slugify(host), host, f"https://{host}/", None) if "." in host else None
    return None


def _outlet_of(row: dict) -> Outlet:
    domains = tuple(row.get("domains", ()))
    home = row.get("homepage") or (f"https://www.{domains[0]}/" if domains else None)
    source = Source(row["id"], row["name"], home, row.get("family"), row.get("kind", "outlet"))
    names = tuple(dict.fromkeys((row["name"], *row.get("aliases", ()))))
    return Outlet(
        source, row.get("kind") == "agency", domains, names, tuple(row.get("cited", ())), row.get("country")
    )


def _extend(known: Outlet | None, key: str, setting: OutletSetting) -> Outlet:
    base = known or Outlet(Source(key, setting.name), False, (), (), ())
    names = tuple(dict.fromkeys((setting.name, *setting.aliases, *base.names)))
    domains = tuple(dict.fromkeys((*map(host_of, setting.domains), *base.domains)))
    home = setting.homepage or base.source.homepage or (f"https://{domains[0]}/" if domains else None)
    source = Source(key, setting.name, home, setting.family or base.source.family, base.source.kind)
    cited = tuple(dict.fromkeys((setting.name, *(name for name in setting.aliases if len(name) > 3), *base.cited)))
    return replace(base, source=source, names=names, domains=domains, cited=cited)


def _name_key(name: str) -> str:
    return fold(name).removeprefix("the ")
