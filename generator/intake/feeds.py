"""The feeds of ``briefings.yml`` to seeds: what is new in each, in an order that no network decides."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import chain, zip_longest
from typing import TypeVar

from ..errors import FetchError, GeneratorError, RenderError
from ..fetch import Client, Entry, Page, Reply, identify, make_page, page_of_entry, parse_feed
from ..fetch.media import count_words
from ..settings import FeedSetting, Settings
from ..store import Store, make_key
from .holdings import Holdings
from .outcomes import FAILED, PLANNED, PRESENT, Outcome
from .placing import Hints, place_page

WORKERS = 4  # hosts spoken to at one time
WINDOW = 8  # pages held in memory at one time
# An entry's text of fewer words is taken for a summary: those have 20 to 100, a short report 150 and more.
MIN_ENTRY_WORDS = 150

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Fetching:
    """What a run of fetching works with. ``day`` is the ISO day that sidecars name as the one of fetching."""

    settings: Settings
    client: Client
    holdings: Holdings
    store: Store
    day: str


@dataclass(slots=True)
class FeedReport:
    """What became of a feed: the outcome of each entry, or why the feed could not be read."""

    feed: FeedSetting
    title: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    unchanged: bool = False
    error: str = ""

    @property
    def name(self) -> str:
        """What the feed is called for people."""
        return self.feed.source or self.title or self.feed.url

    @property
    def failures(self) -> list[Outcome]:
        """The pages that could not be had or used."""
        return [one for one in self.outcomes if one.status == FAILED]

    @property
    def failed(self) -> bool:
        """Whether the feed could not be read, or nothing that it names could ever be had."""
        return bool(self.error) or (bool(self.outcomes) and len(self.failures) == len(self.outcomes))


@dataclass(slots=True)
class _State:
    """What is remembered of a feed between two runs: the marks of its last reply, and the entries done with,
    each with its stamp of change. Losing it costs a few requests, not a second copy of any seed."""

    etag: str = ""
    modified: str = ""
    seen: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Plan:
    """One feed, the entries to take from it, and what will be remembered of it."""

    report: FeedReport
    entries: list[Entry] = field(default_factory=list)
    state: _State = field(default_factory=_State)


def fetch_feeds(fetching: Fetching, *, dry_run: bool = False, progress: Progress | None = None) -> list[FeedReport]:
    """A report for each feed, in the order of the settings; what is new was put into the seeds folder.

    Feeds are asked for side by side, then pages, a page of each feed in turn; a page that several feeds
    name is the first one's. With ``dry_run`` no page is asked for and nothing is written. Raises RenderError where
    the seeds folder cannot be written to.
    """
    executor = ThreadPoolExecutor(WORKERS)
    try:
        claimed: set[str] = set()
        plans = []
        feeds = [(feed, _load_state(feed, fetching.store)) for feed in fetching.settings.feeds]
        for (feed, state), reply in _in_order(executor, lambda one: _ask_for_feed(*one, fetching.client), feeds):
            plans.append(_make_plan(feed, state, reply, fetching, claimed))
        if dry_run:
            for plan in plans:
                plan.report.outcomes += [
                    Outcome(_subject_of(entry), PLANNED, None, entry.title) for entry in plan.entries
                ]
        else:
            _take_entries(plans, fetching, executor, progress)
        return [plan.report for plan in plans]
    finally:
        fetching.client.stop()
        executor.shutdown(cancel_futures=True)


def fetch_reply(feed: FeedSetting, reply: Reply, fetching: Fetching) -> Iterator[Outcome]:
    """The outcomes for one feed whose reply is there already, of which nothing is remembered. Raises FetchError."""
    plan = _make_plan(feed, _State(), reply, fetching, set())
    if plan.report.error:
        raise FetchError(plan.report.error, subject=feed.url)
    yield from plan.report.outcomes
    for entry in plan.entries:
        yield _take_entry(plan, entry, _ask_for_page(feed, entry, fetching), fetching)


def _ask_for_feed(feed: FeedSetting, state: _State, client: Client) -> Reply | GeneratorError:
    try:
        return client.get(feed.url, etag=state.etag, modified=state.modified)
    except GeneratorError as error:
        return error


def _make_plan(
    feed: FeedSetting, state: _State, reply: Reply | GeneratorError, fetching: Fetching, claimed: set[str]
) -> _Plan:
    """What to take from a feed: the entries that neither the seeds, the last run nor an earlier feed has.

    An entry whose stamp of change is another than at the last run is taken again.
    """
    plan = _Plan(FeedReport(feed))
    if isinstance(reply, GeneratorError):
        plan.report.error = _describe(reply)
        return plan
    if reply.status == 304:
        plan.report.unchanged = True
        return plan
    try:
        found = parse_feed(reply.body, address=reply.address, limit=feed.limit)
    except FetchError as error:
        plan.report.error = _describe(error)
        return plan
    plan.report.title = found.title
    plan.state = _State(reply.header("ETag"), reply.header("Last-Modified"))
    for entry in found.entries:
        names = _names_of(entry)
        before = state.seen.get(entry.id)
        held = fetching.holdings.find(names)
        changed = bool(before and entry.updated and before != entry.updated)
        if claimed.intersection(map(identify, names)) or ((before is not None or held) and not changed):
            plan.state.seen[entry.id] = entry.updated or ""
            plan.report.outcomes.append(Outcome(_subject_of(entry), PRESENT, held[-1] if held else None))
        else:
            plan.entries.append(entry)
        claimed.update(map(identify, names))
    return plan


def _take_entries(
    plans: list[_Plan], fetching: Fetching, executor: ThreadPoolExecutor, progress: Progress | None
) -> None:
    left = {id(plan): len(plan.entries) for plan in plans}
    turns = [turn for turn in chain.from_iterable(zip_longest(*([(p, e) for e in p.entries] for p in plans))) if turn]
    done = 0
    for plan in plans:
        if not plan.entries:
            _keep_state(plan, fetching.store)
    for (plan, entry), got in _in_order(
        executor, lambda turn: _ask_for_page(turn[0].report.feed, turn[1], fetching), turns
    ):
        _take_entry(plan, entry, got, fetching)
        left[id(plan)] -= 1
        if not left[id(plan)]:
            _keep_state(plan, fetching.store)
        done += 1
        if progress:
            progress("fetched", done, len(turns))


def _ask_for_page(feed: FeedSetting, entry: Entry, fetching: Fetching) -> Page | GeneratorError:
    """The entry's page, its own text where the feed's setting asks for it, or why neither can be had."""
    if feed.full == "entry" or entry.url is None:
        if not entry.content:
            return FetchError("has neither a text of its own nor an http or https address")
        return page_of_entry(entry)
    try:
        return make_page(fetching.client.get(entry.url))
    except GeneratorError as error:
        return error


def _take_entry(plan: _Plan, entry: Entry, got: Page | GeneratorError, fetching: Fetching) -> Outcome:
    """Put an entry's page into the seeds; its own text, if long enough, where the page will not be had later either."""
    outcome = _place(plan, entry, got, fetching)
    whole = plan.report.feed.full == "page" and count_words(entry.content) >= MIN_ENTRY_WORDS
    if outcome.status == FAILED and not outcome.passing and entry.url and whole:
        second = _place(plan, entry, page_of_entry(entry), fetching)
        if second.status != FAILED:
            reason = f"the feed's own text, since the page could not be used: {outcome.reason}"
            outcome = Outcome(second.subject, second.status, second.seed, reason)
    if not outcome.passing:
        plan.state.seen[entry.id] = entry.updated or ""
    plan.report.outcomes.append(outcome)
    return outcome


def _place(plan: _Plan, entry: Entry, got: Page | GeneratorError, fetching: Fetching) -> Outcome:
    subject = _subject_of(entry)
    feed = plan.report.feed
    try:
        if isinstance(got, GeneratorError):
            raise got
        named = [("source", feed.source)] if feed.source else []
        guid = [("guid", entry.id)] if identify(entry.id) not in {identify(value) for _, value in got.pairs} else []
        pairs = (*named, *got.pairs, *guid, ("fetched", fetching.day))
        return place_page(
            Page(got.data, got.suffix, pairs),
            subject=subject,
            stem=entry.title or subject,
            holdings=fetching.holdings,
            settings=fetching.settings,
            hints=Hints(entry.title, entry.published, entry.updated, entry.authors),
        )
    except RenderError:
        raise  # the seeds folder cannot be written to: no page is at fault, and none is to be remembered as seen
    except GeneratorError as error:
        return Outcome(subject, FAILED, None, _describe(error), getattr(error, "passing", False))


def _subject_of(entry: Entry) -> str:
    return entry.url or entry.title or entry.id


def _names_of(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (entry.url, entry.id) if name))


def _describe(error: GeneratorError) -> str:
    return error.message + (f" ({error.hint})" if error.hint else "")


def _in_order(executor: ThreadPoolExecutor, work: Callable[[T], R], items: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Each item with its result, in the items' order, with at most WINDOW of them begun and not yet given out."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    for item in items:
        waiting.append((item, executor.submit(work, item)))
        if len(waiting) == WINDOW:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _load_state(feed: FeedSetting, store: Store) -> _State:
    kept = store.get(make_key("feed", feed.url, str(feed.limit)))
    return _State(**json.loads(kept)) if kept else _State()


def _keep_state(plan: _Plan, store: Store) -> None:
    """Remember a feed. Where a page is to be tried again, the feed must be given whole the next time."""
    report = plan.report
    if report.error or report.unchanged:
        return
    if any(one.passing for one in report.outcomes):
        plan.state.etag = plan.state.modified = ""
    store.put(make_key("feed", report.feed.url, str(report.feed.limit)), json.dumps(asdict(plan.state)))
