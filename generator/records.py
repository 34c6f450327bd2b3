"""Every record that passes between rooms.

Frozen dataclasses with slots, tuples instead of lists, standard library only.
Offsets are half-open code-point offsets into ``Article.text``; words are never
stored where a span can give them (``article.text[span.start:span.end]``), with
one exception: a ``Statement`` carries its text, so that it can be printed and
checked by itself.

Days and times are TIMEX3 values (ISO 8601 with that standard's extensions), as
strings: ``2016-04-11``, ``2016-04``, ``2016-W15``, ``2016-SP``, ``XXXX-WXX-1``.
"""

from __future__ import annotations

from dataclasses import dataclass

# --------------------------------------------------------------------------- read


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as it stands in a seed file.

    ``seed`` is the file's path below the seeds folder. A file that holds many articles (a feed,
    JSON Lines, WARC) gives each the seed ``path#key``: the key is made of what the file itself calls the
    article (guid, address) or else of the article's text, never of its place, so that it stays the
    same when the file grows or is reordered. It has only letters a-z, digits, ``-`` and ``.``, at most 80.

    ``payload`` is what the article's words are taken from: of plain text and Markdown the decoded text without
    front matter, where ``payload_start`` is the code-point offset in the decoded file at which it begins; of
    every other format the extracted text, paragraphs apart by blank lines, the headline first where there is one
    (``payload_start`` is 0). ``media_type`` says which: text/plain, text/markdown, text/html,
    application/json, application/feed, message/rfc822, application/warc.

    ``metadata`` are the pairs of the front matter or the sidecar (the sidecar wins), keys lower-case:
    source, url, author, published, title, language. ``page`` are the pairs that the page, feed, record or mail
    itself states, sorted by key, never merged with the former: the same keys, and ``modified``, ``description``,
    ``section``, ``kind`` (a schema.org type: OpinionNewsArticle, LiveBlogPosting), ``published_by`` (how ``published``
    is known: json-ld, meta, time, address, feed, mail, record, htmldate). ``author`` may occur several times.

    ``digest`` is the SHA-256 of the file's bytes (and of the sidecar's after them, where there is one); of one
    article of many, that of its own words and pairs, so that it changes only with them.
    """

    seed: str
    media_type: str
    payload: str
    metadata: tuple[tuple[str, str], ...]
    digest: str
    payload_start: int = 0
    page: tuple[tuple[str, str], ...] = ()


# -------------------------------------------------------------------------- clean


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. ``family`` is the id of the group that owns or supplies it.

    ``kind`` is agency (a wire service whose copy others print) or outlet.
    """

    id: str
    name: str
    homepage: str | None = None
    family: str | None = None
    kind: str = "outlet"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of ``Article.text`` and what it is.

    ``kind`` is one of: headline, standfirst, byline, date, dateline, heading,
    paragraph. Only standfirst and paragraph blocks are told as statements. A
    dateline that opens a paragraph ("AFP, Beirut :") is a block of its own that ends
    where the paragraph's first sentence starts.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the seed's payload that was left out of ``Article.text``, and why.

    ``reason`` is one of: navigation, advertisement, newsletter, sharing, reading
    time, republishing, caption, repeated, related, biography, prices, furniture (by its make, see
    ``clean/scoring.py``), house (repeated in the outlet's articles), sidecar (a person's ``cut:``),
    markup (Markdown marks).
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A passage that is another's copy: the agency, or None where it is not named.

    ``evidence`` says in a few words how it is known.
    """

    agency: str | None
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article (schema.org NewsArticle).

    ``text`` is the seed's payload with the cut stretches taken out and nothing
    else changed; ``offsets`` maps it back: triples (start in text, start in
    payload, length), in order. ``blocks`` partition what is told of it, in order.
    ``headline`` is the title from metadata or the words of the headline block, None
    where there is none. ``published`` and ``modified`` are an ISO date or date-time (with an offset
    from UTC only where one was given), ``published_by`` how the former is known: metadata, page, text,
    address, or None. ``dateline`` is the place. ``seed_digest`` is the raw article's digest.

    ``kind`` is one of: report, live (a running account), digest (several stories in one), opinion.
    ``known`` pairs source, headline, authors, published, modified, language and kind, as far as they are known,
    with how:
    metadata (front matter or sidecar), page (with its kind: "page (json-ld)"), address, byline, notice,
    text, title. ``doubts`` are short sentences about what was stated and could not be used or is
    unlikely. ``versions`` are older versions of the same page. ``day_first`` says how the outlet writes 11/04/2016,
    None where nothing tells.
    """

    id: str
    seed: str
    source: Source | None
    url: str | None
    headline: str | None
    authors: tuple[str, ...]
    published: str | None
    published_by: str | None
    language: str
    dateline: str | None
    credits: tuple[Credit, ...]
    text: str
    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    offsets: tuple[tuple[int, int, int], ...]
    seed_digest: str
    kind: str = "report"
    modified: str | None = None
    known: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An older version of an article's page, which is not told: its seed, what it was called, when it was written."""

    seed: str
    headline: str | None
    published: str | None
    modified: str | None
    seed_digest: str


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that stands in two articles (``first.article`` < ``second.article``), word for word but for
    a few words in its midst; it begins and ends with the same words.
    """

    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article that is for the most part another's words. ``share`` is how much of the shorter one stands in
    the other (0 to 1); ``reason`` says why the other is taken to be the first: credit, date or order.
    """

    article: str
    original: str
    share: float
    reason: str


# ------------------------------------------------------------------------ analyze


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of one article's text (stand-off annotation)."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block.

    ``block`` is the index into ``Article.blocks``. ``lemmas`` are the lower-case
    lemmas of its content words in order (no stop words, no punctuation); ``tense``
    is past, present, future or None; ``dangling`` is True where it cannot be read
    without what stands before it (opens with a pronoun, "also", "meanwhile" and the
    like). ``vector`` is its mean word vector without what all words share, unit length,
    rounded to 4 decimals (empty where the pipeline has none).
    """

    span: Span
    block: int
    lemmas: tuple[str, ...]
    tense: str | None
    negated: bool
    dangling: bool
    vector: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text; ``label`` is of the project's scheme, ``entity`` the id of its Entity or None."""

    span: Span
    label: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """What several mentions of one article name. ``aliases`` holds every form, ``name`` the fullest.

    ``id`` is unique within its article (``e1``, ``e2``, ...). ``kind`` is a label of the scheme.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What the text says an entity is: the span of "a Lima-based trade group" for its entity."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3.

    ``type`` is DATE, TIME, DURATION or SET. ``value`` is resolved against ``anchor`` (an
    ISO date, None where nothing was known: then the value keeps its X for what is
    unknown). ``rule`` is the un-anchored meaning that ``dates.resolve(rule, anchor)``
    turns into a value once a story gives the article a day; None for an absolute one.
    """

    span: Span
    type: str
    value: str
    anchor: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what (PolNeAR). ``kind`` is direct, indirect or mixed.

    ``source`` is the span of the speaker's words ("Observatory director Rami Abdel
    Rahman", "a Syrian military source"), ``speaker`` the entity it resolves to.
    ``cue`` is the span of the cue ("told", "according to"), ``force`` is said, claimed,
    denied, confirmed, announced, warned, asked, reported, thought (believed, felt) or planned. ``content`` are one or
    more
    spans in order; quotation marks are outside of direct content.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: str
    force: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, sum or measure and what it is of.

    ``quantity`` is the normalised thing counted ("people killed", "civilians killed",
    "people displaced", "km"), ``value`` its number, ``bound`` one of exactly, at least, at
    most, about. ``scope`` are the lemmas and names that limit it ("Syria", "Aleppo",
    "since 2011"), and what makes a count no plain one ("part" of a larger number, "besides" others, "serious",
    "feared"); ``as_of`` a TIMEX3 value or None, ``claimant`` the span of who says so.
    """

    span: Span
    sentence: int
    quantity: str
    value: float
    bound: str
    scope: tuple[str, ...]
    as_of: str | None
    claimant: Span | None


@dataclass(frozen=True, slots=True)
class Event:
    """A predicate and who takes part in it.

    ``sentence`` is an index into ``Analysis.sentences``; ``predicate`` the span of its head
    word, ``lemma`` its lemma; ``agent`` and ``patient`` are entity ids or None; ``times`` are
    indices into ``Analysis.times`` of the dates and times of day that belong to it;
    ``modality`` is actual, future, possible or denied. It happened between the times
    ``since`` and ``until`` (two of ``times``): the same for one time ("on Monday"), different for a
    stretch ("from 2009 to 2011"), None for an open side ("since 2011"), both None where its
    clause does not say when.
    """

    sentence: int
    predicate: Span
    lemma: str
    agent: str | None
    patient: str | None
    places: tuple[str, ...]
    times: tuple[int, ...]
    modality: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All annotations of one article, each tuple in text order, and the pipeline's version."""

    article: str
    pipeline: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    roles: tuple[Role, ...]
    times: tuple[TimeExpression, ...]
    attributions: tuple[Attribution, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]


# ------------------------------------------------------------------------ cluster


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest article that was left out of a cluster, and how near (0 to 1).

    ``shared`` are words that it shares with the cluster, ``apart`` what keeps it apart, in words.
    """

    article: str
    similarity: float
    shared: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles of one event (topic detection and tracking).

    ``articles`` are ids, sorted by (published or "", seed). ``permalink`` is the path of
    its page without suffix, below the output folder (``stories/...``). ``shared`` names
    what ties it: pairs of (kind, words) with kind one of names, places, days, terms.
    ``redirects`` are former permalinks that now lead here. ``headline`` is an editor's
    headline or None, ``representative`` the article whose headline stands for all (None: none has one).
    """

    id: str
    permalink: str
    articles: tuple[str, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]
    nearest: Neighbour | None
    redirects: tuple[str, ...] = ()
    headline: str | None = None
    representative: str | None = None


@dataclass(frozen=True, slots=True)
class Storyline:
    """Clusters that follow one another, by id, in time order (undated last).

    ``timeline`` is that of all their articles, once compose has made it.
    """

    id: str
    permalink: str
    title: str
    clusters: tuple[str, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]
    timeline: tuple[TimelineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Clustering:
    """The clusters of a set of articles, their storylines, and the record of addresses."""

    clusters: tuple[Cluster, ...]
    storylines: tuple[Storyline, ...]
    permalinks: tuple[tuple[str, tuple[str, ...]], ...]
    problems: tuple[Problem, ...] = ()


# ------------------------------------------------------------------------ compose


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed span: article, its source's id, offsets, and the SHA-256 of the article's text."""

    article: str
    source: str
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a source, and every span that says the same.

    ``text`` is word for word the first citation's span. ``origins`` are the names of the
    independent origins behind it, in a fixed order.
    """

    text: str
    citations: tuple[Citation, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A thing that happened, or will.

    ``date`` is a TIMEX3 value, None where it is unknown; ``precision`` one of day, part of
    day, week, month, season, year, decade, open (since that date), unknown; ``phase`` is background, event
    or announced. ``order`` sorts entries of the timeline. ``expression`` are the words the
    date was read from ("Monday") and ``basis`` how it was resolved, in a short phrase.
    ``reported`` are the ISO days on which articles told it, in order; ``others`` the days that other entries of the
    timeline give for what seems the same thing.
    """

    date: str | None
    precision: str
    phase: str
    statement: Statement
    expression: str | None
    basis: str
    order: int
    reported: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """One form of a name and the articles that use it."""

    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorRole:
    """What the sources say an actor is: the words, as a cited statement."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, group or state that takes part in the story.

    ``id`` is a slug that is unique on the site. ``statements`` are sentences that speak of
    it, best first (at most five). ``salience`` orders actors, largest first. ``coverage`` are the
    articles that speak of it, in the story's order, each with the number of its sentences that do.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[Alias, ...]
    roles: tuple[ActorRole, ...]
    statements: tuple[Statement, ...]
    salience: float
    coverage: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the story that is no state: a town, a region, a river.

    ``country`` by its common English name and ``latitude`` and ``longitude`` in degrees north and
    east where they are known, None where the name could be of several places. ``sentences``
    of ``articles`` speak of it.
    """

    id: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    articles: tuple[str, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that was said: by whom (as described, and which actor), how, and the words.

    ``speaker`` are the source's own words for the speaker, None where it is not stated;
    ``actor`` the Actor's id; ``cue`` the words of the cue. ``statement.text`` is the whole
    sentence or, for a direct quotation, the sentence it stands in.
    """

    speaker: str | None
    actor: str | None
    cue: str | None
    kind: str
    force: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One value for a quantity, with who says so and where; ``statement`` cites every article that gives it so.

    ``as_of`` is what the source states, else the time of the old event it speaks of, else the day of its report.
    """

    value: float
    bound: str
    words: str
    as_of: str | None
    claimant: str | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Every value the sources give for one quantity of one thing.

    ``relation`` is single, same, update, disagreement or not comparable.
    """

    quantity: str
    relation: str
    claims: tuple[FigureClaim, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement: who holds it (as described), and the sentence."""

    claimant: str | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources or claimants that differ. ``kind`` is figure, polarity, date or name; ``subject`` a few words."""

    kind: str
    subject: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent origin: an outlet, an agency, or a party whom the outlets quote.

    ``kind`` is outlet, agency or party. ``articles`` carry it; ``statements`` counts the
    statements of the story that rest on it.
    """

    name: str
    kind: str
    articles: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a story rests on.

    ``as_of`` is the newest day reported; ``period`` the first and last day of its events;
    ``independent`` counts groups of outlets that do not rest on the same origin for a good part of what
    they say (never more than ``outlets``), ``origins`` lists every origin that stands behind a statement;
    ``single`` of ``total`` statements rest on one origin; ``doubts`` are short sentences of the
    program's own about what it could not know (undated articles, unnamed outlets, ...).
    """

    as_of: str | None
    period: tuple[str, str] | None
    outlets: int
    independent: int
    origins: tuple[Origin, ...]
    total: int
    single: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as its story lists it.

    ``published`` may be inferred from the story (``published_by`` = inferred); ``note``
    then says from what. ``label`` is the outlet's name or a readable stand-in ("Unnamed
    outlet (002_e52547c3f24caf7d.txt)"), ``number`` its number on the page, from 1. ``alone`` are statements
    that no other article of the story makes, ``lacks`` what most others make and it does not. ``versions`` are older
    versions of the same page, the newest first.
    """

    number: int
    id: str
    seed: str
    seed_sha256: str
    sha256: str
    source: str
    label: str
    url: str | None
    headline: str | None
    authors: tuple[str, ...]
    published: str | None
    published_by: str | None
    note: str | None
    credits: tuple[str, ...]
    words: int
    alone: tuple[Statement, ...]
    lacks: tuple[Statement, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One briefing. ``id`` is the cluster's id.

    ``headline`` is a source's headline or an editor's, ``headline_citation`` where it stands
    (None for an editor's). ``brief``, ``account``, ``background`` are statements in reading order.
    ``storyline`` is an id or None. ``rank`` is 1 for the first of the edition (0 in the story's own data, which
    other stories do not change: there its place in ``data/stories.json`` tells) and ``rank_reason`` names what it was
    ranked by.
    """

    id: str
    permalink: str
    headline: str
    headline_citation: Citation | None
    first_date: str | None
    last_date: str | None
    storyline: str | None
    articles: tuple[StoryArticle, ...]
    brief: tuple[Statement, ...]
    account: tuple[Statement, ...]
    background: tuple[Statement, ...]
    timeline: tuple[TimelineEntry, ...]
    actors: tuple[Actor, ...]
    sayings: tuple[Saying, ...]
    figures: tuple[LedgerEntry, ...]
    disagreements: tuple[Disagreement, ...]
    basis: Basis
    shared: tuple[tuple[str, tuple[str, ...]], ...]
    nearest: Neighbour | None
    redirects: tuple[str, ...]
    rank: int
    rank_reason: str
    places: tuple[Place, ...] = ()


# ------------------------------------------------------------------------ compare


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """A value of a figure by the span that it is cited from; ``new`` is False where it only names the figure."""

    span: Span
    value: float
    new: bool = True


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What one edition changed in a story: pointers into the story and counts, no words of a source.

    ``edition`` is the number of the edition, ``day`` its as-of day. ``kind`` is new (the story), updated (its articles
    changed) or revised (the same articles are told otherwise). ``counts`` pairs what changed (``compare/log.py``) with
    how many, of which the rest names a few: ``sources`` new to the story and ``edited`` ones by article id,
    ``removed`` ones by outlet, ``events`` by a cited span, ``moved`` events with the TIMEX3 values before and after,
    ``figures`` that are new and ``changed`` ones by their values, ``disagreements`` by kind and a cited span,
    ``actors`` by id. ``joined`` pairs the address of another story with how many of its articles came.
    ``headline`` is the article that gave the former one ("" for an editor's), ``address`` the former address; None
    where they are the same.
    """

    edition: int
    day: str | None
    kind: str
    counts: tuple[tuple[str, int], ...] = ()
    sources: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    events: tuple[Span, ...] = ()
    moved: tuple[tuple[Span, str | None, str | None], ...] = ()
    figures: tuple[ClaimMark, ...] = ()
    changed: tuple[ClaimMark, ...] = ()
    disagreements: tuple[tuple[str, Span], ...] = ()
    actors: tuple[str, ...] = ()
    joined: tuple[tuple[str, int], ...] = ()
    headline: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class StoryMove:
    """Articles that went from one story (its address then) to another: merged, split (off) or moved."""

    kind: str
    before: str
    after: str
    articles: int


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What one edition changed: how many stories are new, updated, revised, merged, split and gone (not merged).

    ``addresses`` counts those that lead elsewhere now. Some of the ``moves``, and of the ``redirected`` addresses with
    those they lead to, are named.
    """

    edition: int
    day: str | None
    new: int
    updated: int
    revised: int
    merged: int
    split: int
    gone: int
    addresses: int
    moves: tuple[StoryMove, ...] = ()
    redirected: tuple[tuple[str, str], ...] = ()


# ------------------------------------------------------------------------ problems


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong and was left out. ``stage`` is the room, ``subject`` the file or story.

    ``hint`` says what to do about it.
    """

    stage: str
    subject: str
    message: str
    hint: str
