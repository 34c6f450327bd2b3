"""Which mention and which entity stands at a token: one lookup, made once for an article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from ..records import Entity, Mention
from .document import Document


@dataclass(frozen=True, slots=True)
class NameIndex:
    """For each token of a document the Mention that covers it (None: none), and Entities by id."""

    document: Document
    at: tuple[Mention | None, ...]
    mentions: tuple[Mention, ...]
    entities: dict[str, Entity]
    genders: dict[str, str]

    def entity(self, token: int) -> Entity | None:
        """The entity named at a token."""
        mention = self.at[token]
        return self.entities.get(mention.entity) if mention is not None and mention.entity is not None else None

    def entity_of_noun(self, noun: Token) -> Entity | None:
        """The entity that a noun names, or that its modifiers tie it to ("Harbour Front fighters")."""
        found = self.entity(noun.i)
        if found is not None:
            return found
        for child in noun.children:
            if child.dep_ in ("compound", "appos", "flat", "nmod:desc", "amod", "nmod"):
                if child.dep_ == "nmod" and any(grand.dep_ == "case" for grand in child.children):
                    continue
                found = self.entity(child.i)
                if found is not None and found.kind in ("PERSON", "ORG"):
                    return found
        return None


def index_names(document: Document, mentions: tuple[Mention, ...], entities: tuple[Entity, ...]) -> NameIndex:
    """The NameIndex of a document."""
    offsets = [token.idx for token in document.doc]
    at: list[Mention | None] = [None] * len(offsets)
    genders: dict[str, str] = {}
    for mention in mentions:
        place = bisect_right(offsets, mention.span.start) - 1
        first = place
        while 0 <= place < len(offsets) and offsets[place] < mention.span.end:
            at[place] = mention
            place += 1
        if mention.entity is not None and first > 0:
            gender = _GENDERED.get(document.doc[first - 1].lower_.rstrip("."))
            if gender:
                genders.setdefault(mention.entity, gender)
    return NameIndex(document, tuple(at), mentions, {entity.id: entity for entity in entities}, genders)


_GENDERED = {
    "mr": "he",
    "sir": "he",
    "lord": "he",
    "king": "he",
    "prince": "he",
    "father": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "lady": "she",
    "dame": "she",
    "queen": "she",
    "princess": "she",
    "sister": "she",
    "spokesman": "he",
    "spokeswoman": "she",
    "chairman": "he",
    "chairwoman": "she",
    "congressman": "he",
    "congresswoman": "she",
}
