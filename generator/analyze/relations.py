"""Universal Dependencies of a parsed Doc, also where the pipeline prints the relations of ClearNLP.

The rules of this room read UD alone. spaCy's own English pipelines print ClearNLP's
scheme (dobj, pobj, nsubjpass): heads of prepositional phrases and copulas are moved to
where UD has them. The conversion covers what the rules read, no more.
"""

from __future__ import annotations

from spacy.tokens import Doc

CLEAR_MARKS = frozenset({"dobj", "pobj", "prep", "nsubjpass", "auxpass"})
_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "dative": "iobj",
    "prt": "compound:prt",
    "npadvmod": "obl:npmod",
    "quantmod": "advmod",
    "intj": "discourse",
    "nmod": "compound",
    "predet": "det:predet",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "preconj": "cc:preconj",
    "meta": "dep",
}


def universal_tree(doc: Doc) -> tuple[list[int], list[str]]:
    """For each token the index of its head (a root's is its own) and its UD relation."""
    heads = [token.head.i for token in doc]
    relations = [token.dep_ for token in doc]
    if CLEAR_MARKS.isdisjoint(relations):
        return heads, relations
    _lift_prepositions(doc, heads, relations)
    _lift_copulas(doc, heads, relations)
    return heads, [_RENAMED.get(relation, relation) for relation in relations]


def _lift_prepositions(doc: Doc, heads: list[int], relations: list[str]) -> None:
    """prep -> pobj becomes obl or nmod with a case."""
    for token in doc:
        if token.dep_ not in ("prep", "agent", "dative") or token.tag_ not in ("IN", "TO", "RP", "VBG", "VBN"):
            continue
        objects = [child for child in token.children if child.dep_ in ("pobj", "pcomp")]
        if not objects:
            relations[token.i] = "advmod"
            continue
        noun = objects[0]
        verbal = doc[heads[token.i]].pos_ in ("VERB", "AUX", "ADJ", "ADV")
        heads[noun.i] = heads[token.i]
        relations[noun.i] = (
            "obl:agent" if token.dep_ == "agent" else "advcl" if noun.dep_ == "pcomp" else "obl" if verbal else "nmod"
        )
        for child in token.children:
            if child.i != noun.i:
                heads[child.i] = noun.i
        heads[token.i] = noun.i
        relations[token.i] = "mark" if noun.dep_ == "pcomp" else "case"


def _lift_copulas(doc: Doc, heads: list[int], relations: list[str]) -> None:
    """A form of "be" with an attribute hands its place in the tree to it."""
    for token in doc:
        if token.lemma_.lower() != "be" or token.pos_ not in ("AUX", "VERB"):
            continue
        attributes = [
            child for child in token.children if child.dep_ in ("attr", "acomp") and heads[child.i] == token.i
        ]
        if not attributes:
            continue
        new = attributes[0].i
        heads[new] = new if heads[token.i] == token.i else heads[token.i]
        relations[new] = relations[token.i]
        for index, head in enumerate(heads):
            if head == token.i and index not in (new, token.i):
                heads[index] = new
        heads[token.i] = new
        relations[token.i] = "cop"
