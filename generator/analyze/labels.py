"""The one label scheme for names, and the way from other schemes to it.

| label | what it names | OntoNotes | CoNLL, WikiNER | GMB | Worldwide newswire |
|---|---|---|---|---|---|
| PERSON | people, also fictional | PERSON | PER | per | Person |
| ORG | companies, bodies, armed groups, outlets | ORG | ORG | org | Organization |
| LOC | countries, places, rivers, regions | GPE, LOC | LOC | geo | Location |
| FAC | buildings, airports, roads, bridges | FAC | | | Facility |
| NORP | nationalities, religions, political camps | NORP | | gpe | NORP |
| EVENT | named wars, storms, tournaments | EVENT | | eve | |
| PRODUCT | vehicles, weapons, foods, not services | PRODUCT | | | Product |
| MISC | works, laws, languages, other names | WORK_OF_ART, LAW, LANGUAGE | MISC | art | Misc |
| DATE | days, times of day, periods | DATE, TIME | | tim | Date |
| MONEY | sums with their unit | MONEY | | | Money |

Whatever reads a label of a pipeline goes through ``to_scheme``, so that any spaCy
pipeline whose labels stand in the table can take the place of the bundled one.
OntoNotes' PERCENT, QUANTITY, CARDINAL and ORDINAL are no names: figures read those.
"""

from __future__ import annotations

SCHEME = ("PERSON", "ORG", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "MISC", "DATE", "MONEY")

# Labels of names that can be an entity, in the order in which a tied vote is decided: an
# armed group that is half the time taken for a place is more useful as an ORG.
ENTITY_LABELS = ("PERSON", "ORG", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "MISC")

# Who can act, speak, or be an actor of a story: a hospital says, too, how many it treats.
AGENT_LABELS = frozenset({"PERSON", "ORG", "LOC", "NORP", "FAC"})

# Case matters: OntoNotes' GPE is a place, GMB's gpe a nationality.
MAPPINGS: dict[str, dict[str, str | None]] = {
    "scheme": {label: label for label in SCHEME},
    "OntoNotes": {
        "PERSON": "PERSON",
        "NORP": "NORP",
        "FAC": "FAC",
        "ORG": "ORG",
        "GPE": "LOC",
        "LOC": "LOC",
        "PRODUCT": "PRODUCT",
        "EVENT": "EVENT",
        "WORK_OF_ART": "MISC",
        "LAW": "MISC",
        "LANGUAGE": "MISC",
        "DATE": "DATE",
        "TIME": "DATE",
        "MONEY": "MONEY",
        "PERCENT": None,
        "QUANTITY": None,
        "CARDINAL": None,
        "ORDINAL": None,
    },
    "CoNLL": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "GMB": {
        "per": "PERSON",
        "org": "ORG",
        "geo": "LOC",
        "gpe": "NORP",
        "tim": "DATE",
        "art": "MISC",
        "eve": "EVENT",
        "nat": None,
    },
    "Worldwide": {
        "Person": "PERSON",
        "Organization": "ORG",
        "Location": "LOC",
        "Facility": "FAC",
        "Product": "PRODUCT",
        "Misc": "MISC",
        "Date": "DATE",
        "Money": "MONEY",
        "NORP": "NORP",
    },
}

_KNOWN: dict[str, str | None] = {}
for _mapping in MAPPINGS.values():
    for _name, _label in _mapping.items():
        if _KNOWN.setdefault(_name, _label) != _label:
            raise AssertionError(f"two schemes differ on {_name}")


def to_scheme(label: str) -> str | None:
    """The label of the project's scheme for a pipeline's label; None where it names nothing.

    The prefixes of a tag sequence (B-, I-, E-, L-, S-, U-) are read as well.
    """
    if len(label) > 2 and label[1] == "-" and label[0] in "BIELSU":
        label = label[2:]
    return _KNOWN.get(label)
