"""An invented edition with every section filled: a flood at Port Verrin, and a later inquiry."""

from __future__ import annotations

from dataclasses import replace

from generator.records import (
    Actor,
    ActorRole,
    Alias,
    Article,
    Basis,
    Citation,
    Disagreement,
    FigureClaim,
    LedgerEntry,
    Neighbour,
    Origin,
    Position,
    Problem,
    Saying,
    Source,
    Statement,
    Story,
    StoryArticle,
    Storyline,
    TimelineEntry,
)
from generator.text import digest_text

TEXTS = {
    "a1b2c3d4e5f6": """Harbour wall at Port Verrin gives way after week of rain

PORT VERRIN, 3 May 2031 - The outer harbour wall of Port Verrin gave way early on Saturday, flooding the lower town \
and cutting the coast road in two places, the Verrin Harbour Authority said.

At least 14 people were killed, according to the Harbour Authority, a public body that runs the port. Some 2,300 \
residents were moved to schools on higher ground.

"We lost forty metres of wall in less than a minute," harbour master Ilse Tormund told reporters. "Nobody could have \
closed the gates in time."

The wall was last strengthened in 2024 after an inspection found cracks in its northern half. The region has had rain \
on nine of the last ten days.

The Coast Guard said its boats had taken 180 people off roofs by midday.
""",
    "b2c3d4e5f6a1": """Flood in Port Verrin: what we know

By Jon Maddery

The sea wall at Port Verrin broke before dawn on Saturday. The Coast Guard put the number of dead at 19 and said that \
others were missing.

Mayor Anders Quill denied that warnings had been ignored. "No report on my desk said that the wall would fail," he said.

A union of dock workers, the Verrin Dockers' League, said it had written to the council twice in April about water \
behind the wall.

Power was back in most of the upper town by Saturday evening. The council will meet on Monday \
to decide on emergency funds.
""",
    "c3d4e5f6a1b2": """Port Verrin counts its dead

The outer harbour wall of Port Verrin gave way early on Saturday, flooding the lower town and cutting the coast road \
in two places, the Verrin Harbour Authority said.

At least 14 people were killed, according to the Harbour Authority. The League of dockers said on Sunday that the \
gates had been left open through the night. Ms Tormund said that the gates were shut at 02:40.

The first cracks were seen in March, a dock worker who asked not to be named said.
""",
    "d4e5f6a1b2c3": """Schools open as shelters in Port Verrin

Three schools in Port Verrin took in families on Saturday. The Red Lantern relief society handed out 1,100 blankets \
and asked for dry clothes.

"The children slept in the gym," said head teacher Mara Oyelle. "They asked when they could go home."

Experts say the wall could have been replaced for a third of what the flood will cost.
""",
    "e5f6a1b2c3d4": """Inquiry into Port Verrin wall begins

An inquiry into the collapse of the harbour wall at Port Verrin opened on Thursday. Its chair, the retired judge Halle \
Brandt, said that it would hear the dockers first.
""",
}
SEEDS = {key: f"{place:03d}_{key}.txt" for place, key in enumerate(TEXTS)}
NUMBERS = {"a1b2c3d4e5f6": 1, "b2c3d4e5f6a1": 2, "c3d4e5f6a1b2": 3, "d4e5f6a1b2c3": 4, "e5f6a1b2c3d4": 1}
SOURCE_OF = {
    "a1b2c3d4e5f6": "coast-courier",
    "b2c3d4e5f6a1": "verrin-post",
    "c3d4e5f6a1b2": "the-inland-times",
    "d4e5f6a1b2c3": "unnamed-003",
    "e5f6a1b2c3d4": "coast-courier",
}
SOURCES = (
    Source("coast-courier", "Coast Courier", "https://courier.example/", "Courier Group"),
    Source("the-inland-times", "The Inland Times", None, None),
    Source("verrin-post", "Verrin Post", "https://post.example/", None),
)
A, B, C, D, E = TEXTS


def cite(article: str, words: str) -> Citation:
    start = TEXTS[article].index(words)
    return Citation(article, SOURCE_OF[article], start, start + len(words), digest_text(TEXTS[article]))


def state(words: str, *places: tuple[str, str | None] | str, origins: tuple[str, ...] = ()) -> Statement:
    """A statement of ``words``; each place is an article that has them, or (article, other words that say the same)."""
    citations = [cite(place, words) if isinstance(place, str) else cite(*place) for place in places]
    return Statement(words, tuple(citations), origins)


BREACH = state(
    "The outer harbour wall of Port Verrin gave way early on Saturday, flooding the lower town and cutting the coast "
    "road in two places, the Verrin Harbour Authority said.",
    A,
    C,
    (B, "The sea wall at Port Verrin broke before dawn on Saturday."),
    origins=("Verrin Harbour Authority",),
)
DEAD_14 = state(
    "At least 14 people were killed, according to the Harbour Authority, a public body that runs the port.",
    A,
    (C, "At least 14 people were killed, according to the Harbour Authority."),
    origins=("Verrin Harbour Authority",),
)
DEAD_19 = state(
    "The Coast Guard put the number of dead at 19 and said that others were missing.", B, origins=("Coast Guard",)
)
MOVED = state("Some 2,300 residents were moved to schools on higher ground.", A, origins=("Coast Courier",))
ROOFS = state("The Coast Guard said its boats had taken 180 people off roofs by midday.", A, origins=("Coast Guard",))
QUOTE = state('"We lost forty metres of wall in less than a minute," harbour master Ilse Tormund told reporters.', A)
DENIAL = state("Mayor Anders Quill denied that warnings had been ignored.", B)
DESK = state('"No report on my desk said that the wall would fail," he said.', B)
LETTERS = state(
    "A union of dock workers, the Verrin Dockers' League, said it had written to the council twice in April about "
    "water behind the wall.",
    B,
)
GATES_OPEN = state("The League of dockers said on Sunday that the gates had been left open through the night.", C)
GATES_SHUT = state("Ms Tormund said that the gates were shut at 02:40.", C)
POWER = state("Power was back in most of the upper town by Saturday evening.", B)
COUNCIL = state("The council will meet on Monday to decide on emergency funds.", B)
STRENGTHENED = state("The wall was last strengthened in 2024 after an inspection found cracks in its northern half.", A)
RAIN = state("The region has had rain on nine of the last ten days.", A)
CRACKS = state("The first cracks were seen in March, a dock worker who asked not to be named said.", C)
SCHOOLS = state("Three schools in Port Verrin took in families on Saturday.", D)
BLANKETS = state("The Red Lantern relief society handed out 1,100 blankets and asked for dry clothes.", D)
CHILDREN = state('"The children slept in the gym," said head teacher Mara Oyelle.', D)
EXPERTS = state("Experts say the wall could have been replaced for a third of what the flood will cost.", D)
INQUIRY = state("An inquiry into the collapse of the harbour wall at Port Verrin opened on Thursday.", E)
CHAIR = state("Its chair, the retired judge Halle Brandt, said that it would hear the dockers first.", E)


def _listed(key: str, label: str, **values) -> StoryArticle:
    given = dict(
        number=NUMBERS[key],
        id=key,
        seed=SEEDS[key],
        seed_sha256="0" * 64,
        sha256=digest_text(TEXTS[key]),
        source=SOURCE_OF[key],
        label=label,
        url=None,
        headline=TEXTS[key].split("\n", 1)[0],
        authors=(),
        published=None,
        published_by=None,
        note=None,
        credits=(),
        words=len(TEXTS[key].split()),
        alone=(),
    )
    return StoryArticle(**{**given, **values})


FLOOD = Story(
    id="5f00d0000001",
    permalink="stories/2031-05-03-harbour-wall-at-port-verrin-gives-way",
    headline="Harbour wall at Port Verrin gives way after week of rain",
    headline_citation=cite(A, "Harbour wall at Port Verrin gives way after week of rain"),
    first_date="2031-05-03",
    last_date="2031-05-04",
    storyline="l1000000",
    articles=(
        _listed(
            A,
            "Coast Courier",
            url="https://courier.example/2031/05/wall?id=7&page=1",
            published="2031-05-03",
            published_by="text",
            credits=("Northern Wire",),
            alone=(MOVED, STRENGTHENED),
        ),
        _listed(
            B,
            "Verrin Post",
            url="https://post.example/flood",
            authors=("Jon Maddery",),
            published="2031-05-03T19:40:00Z",
            published_by="metadata",
            alone=(LETTERS, POWER),
        ),
        _listed(
            C,
            "The Inland Times",
            published="2031-05-04",
            published_by="inferred",
            note="inferred from the story: its “Sunday” follows the Saturday that article 1 dates 3 May 2031",
            alone=(CRACKS,),
        ),
        _listed(D, f"Unnamed outlet ({SEEDS[D]})", alone=(SCHOOLS, BLANKETS, CHILDREN, EXPERTS)),
    ),
    brief=(BREACH, DEAD_14, DEAD_19, MOVED),
    account=(
        BREACH,
        QUOTE,
        ROOFS,
        SCHOOLS,
        BLANKETS,
        CHILDREN,
        POWER,
        GATES_OPEN,
        GATES_SHUT,
        LETTERS,
        DENIAL,
        COUNCIL,
    ),
    background=(STRENGTHENED, RAIN, EXPERTS),
    timeline=(
        TimelineEntry("2024", "year", "background", STRENGTHENED, "2024", "", 1),
        TimelineEntry(
            "2031-03", "month", "background", CRACKS, "March", "the March before the article's day, 4 May 2031", 2
        ),
        TimelineEntry(
            "2031-04", "month", "background", LETTERS, "April", "the April before the article's day, 3 May 2031", 3
        ),
        TimelineEntry(
            "2031-05-03",
            "day",
            "event",
            BREACH,
            "early on Saturday",
            "the Saturday of the article's day, 3 May 2031",
            4,
        ),
        TimelineEntry(
            "2031-05-03", "day", "event", POWER, "Saturday evening", "the Saturday of the article's day, 3 May 2031", 5
        ),
        TimelineEntry("2031-05-04", "day", "event", GATES_OPEN, "Sunday", "the day after the breach", 6),
        TimelineEntry(
            "2031-05-05", "day", "announced", COUNCIL, "Monday", "the Monday after the article's day, 3 May 2031", 7
        ),
        TimelineEntry(None, "unknown", "event", SCHOOLS, "Saturday", "the article has no date", 8),
    ),
    actors=(
        Actor(
            "verrin-harbour-authority",
            "Verrin Harbour Authority",
            "ORG",
            (Alias("Harbour Authority", (A, C)), Alias("Verrin Harbour Authority", (A, C))),
            (ActorRole(state("a public body that runs the port", A)),),
            (BREACH, DEAD_14),
            9.0,
        ),
        Actor(
            "ilse-tormund",
            "Ilse Tormund",
            "PERSON",
            (Alias("Ilse Tormund", (A,)), Alias("Ms Tormund", (C,))),
            (ActorRole(state("harbour master", A)),),
            (QUOTE, GATES_SHUT),
            7.0,
        ),
        Actor(
            "verrin-dockers-league",
            "Verrin Dockers' League",
            "ORG",
            (Alias("League of dockers", (C,)), Alias("Verrin Dockers' League", (B,))),
            (ActorRole(state("A union of dock workers", B)),),
            (LETTERS, GATES_OPEN),
            6.0,
        ),
        Actor("coast-guard", "Coast Guard", "ORG", (Alias("Coast Guard", (A, B)),), (), (ROOFS, DEAD_19), 5.0),
        Actor(
            "anders-quill",
            "Anders Quill",
            "PERSON",
            (Alias("Anders Quill", (B,)),),
            (ActorRole(state("Mayor", B)),),
            (DENIAL,),
            4.0,
        ),
        Actor("port-verrin", "Port Verrin", "LOC", (Alias("Port Verrin", (A, B, C, D)),), (), (BREACH,), 3.0),
    ),
    sayings=(
        Saying("harbour master Ilse Tormund", "ilse-tormund", "told", "direct", "said", QUOTE),
        Saying("Ms Tormund", "ilse-tormund", "said", "indirect", "said", GATES_SHUT),
        Saying("The League of dockers", "verrin-dockers-league", "said", "indirect", "claimed", GATES_OPEN),
        Saying("Mayor Anders Quill", "anders-quill", "denied", "indirect", "denied", DENIAL),
        Saying("he", "anders-quill", "said", "direct", "said", DESK),
        Saying("head teacher Mara Oyelle", None, "said", "direct", "said", CHILDREN),
        Saying(None, None, "say", "indirect", "said", EXPERTS),
    ),
    figures=(
        LedgerEntry(
            "people killed",
            "disagreement",
            (
                FigureClaim(14.0, "at least", "At least 14 people", "2031-05-03", "the Harbour Authority", DEAD_14),
                FigureClaim(19.0, "exactly", "19", "2031-05-03", "The Coast Guard", DEAD_19),
            ),
        ),
        LedgerEntry(
            "residents moved",
            "single",
            (FigureClaim(2300.0, "about", "Some 2,300 residents", None, None, MOVED),),
        ),
        LedgerEntry(
            "people rescued",
            "single",
            (FigureClaim(180.0, "exactly", "180 people", "2031-05-03", "The Coast Guard", ROOFS),),
        ),
    ),
    disagreements=(
        Disagreement(
            "figure",
            "people killed",
            (Position("the Harbour Authority", DEAD_14), Position("The Coast Guard", DEAD_19)),
        ),
        Disagreement(
            "polarity", "gates", (Position("The League of dockers", GATES_OPEN), Position("Ms Tormund", GATES_SHUT))
        ),
    ),
    basis=Basis(
        as_of="2031-05-04",
        period=("2031-05-03", "2031-05-04"),
        outlets=4,
        independent=2,
        origins=(
            Origin("Verrin Harbour Authority", "party", (A, B, C), 6),
            Origin("Coast Guard", "party", (A, B), 2),
            Origin("Northern Wire", "agency", (A,), 3),
            Origin(f"Unnamed outlet ({SEEDS[D]})", "outlet", (D,), 4),
        ),
        total=19,
        single=15,
        doubts=("Article 4 has no date: its “Saturday” is not placed.", "Article 4 does not name its outlet."),
    ),
    shared=(
        ("names", ("Port Verrin", "Verrin Harbour Authority", "Ilse Tormund")),
        ("days", ("2031-05-03",)),
        ("terms", ("harbour", "wall", "gates")),
    ),
    nearest=Neighbour(E, 0.41),
    redirects=("stories/2031-05-03-flood-in-port-verrin",),
    rank=1,
    rank_reason="4 outlets",
)
INQUIRY_STORY = Story(
    id="5f00d0000002",
    permalink="stories/inquiry-into-port-verrin-wall-begins",
    headline="Inquiry into Port Verrin wall begins",
    headline_citation=cite(E, "Inquiry into Port Verrin wall begins"),
    first_date=None,
    last_date=None,
    storyline="l1000000",
    articles=(_listed(E, "Coast Courier", alone=(INQUIRY, CHAIR)),),
    brief=(INQUIRY,),
    account=(INQUIRY, CHAIR),
    background=(),
    timeline=(TimelineEntry("XXXX-WXX-4", "unknown", "event", INQUIRY, "Thursday", "the article has no date", 1),),
    actors=(Actor("halle-brandt", "Halle Brandt", "PERSON", (Alias("Halle Brandt", (E,)),), (), (CHAIR,), 1.0),),
    sayings=(Saying("Its chair, the retired judge Halle Brandt", "halle-brandt", "said", "indirect", "said", CHAIR),),
    figures=(),
    disagreements=(),
    basis=Basis(None, None, 1, 1, (Origin("Coast Courier", "outlet", (E,), 2),), 2, 2, ("The article has no date.",)),
    shared=(),
    nearest=None,
    redirects=(),
    rank=2,
    rank_reason="1 outlet",
)
STORIES = (FLOOD, INQUIRY_STORY)
STORYLINES = (
    Storyline(
        "l1000000",
        "storylines/port-verrin-harbour-wall",
        "Port Verrin, harbour wall",
        (FLOOD.id, INQUIRY_STORY.id),
        (("names", ("Port Verrin",)), ("terms", ("harbour", "wall"))),
    ),
)
PROBLEMS = (
    Problem("read", "009_blank.txt", "is empty", "put an article in it or delete it"),
    Problem(
        "clean",
        "010_gazette.txt",
        "is not in English (it looks like Danish)",
        "only English articles are understood so far",
    ),
)


def article_records() -> dict[str, Article]:
    """The articles themselves, by id."""
    names = {source.id: source for source in SOURCES}
    return {
        key: Article(
            key,
            SEEDS[key],
            names.get(SOURCE_OF[key]),
            None,
            text.split("\n", 1)[0],
            (),
            None,
            None,
            "en",
            None,
            (),
            text,
            (),
            (),
            ((0, 0, len(text)),),
            "0" * 64,
        )
        for key, text in TEXTS.items()
    }


def hostile_story(words: str) -> Story:
    """A story of one article, every text of which is ``words``."""
    key = "f6a1b2c3d4e5"
    statement = Statement(words, (Citation(key, "hostile", 0, len(words), digest_text(words)),), (words,))
    return replace(
        INQUIRY_STORY,
        id="5f00d0000003",
        permalink="stories/hostile",
        headline=words,
        headline_citation=statement.citations[0],
        storyline=None,
        rank=3,
        rank_reason=words,
        articles=(
            replace(
                INQUIRY_STORY.articles[0],
                id=key,
                seed=words,
                source="hostile",
                label=words,
                url=words,
                headline=words,
                authors=(words,),
                note=words,
                credits=(words,),
                alone=(statement,),
                published_by="inferred",
            ),
        ),
        brief=(statement,),
        account=(statement,),
        background=(statement,),
        timeline=(TimelineEntry(words, "unknown", "event", statement, words, words, 1),),
        actors=(Actor("hostile", words, words, (Alias(words, (key,)),), (ActorRole(statement),), (statement,), 1.0),),
        sayings=(
            Saying(words, None, words, words, words, statement),
            Saying(words, "hostile", words, "direct", "said", statement),
        ),
        figures=(LedgerEntry(words, words, (FigureClaim(1.0, words, words, words, words, statement),)),),
        disagreements=(Disagreement(words, words, (Position(words, statement), Position(None, statement))),),
        basis=Basis(words, (words, words), 1, 1, (Origin(words, words, (key,), 1),), 1, 1, (words,)),
        shared=((words, (words,)),),
        nearest=Neighbour(key, 0.5),
    )
