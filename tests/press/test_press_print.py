"""Stories on paper: the PDF file read back by another library, as a reader has it."""

from __future__ import annotations

import io
import re
import unicodedata
from types import SimpleNamespace

import pytest
from lxml import html

from generator import cli
from generator.dates import format_value
from generator.press import print_stories, read_blocks, read_story
from generator.press.joining import Bookmark, PdfFile
from generator.press.painting import paint_chapter
from generator.press.printing import print_page, print_pdf

SCRIPTS = ("Київ і Санкт-Петербург", "北京市发生洪水", "Łódź, Đặng, Şırnak, Zürich")


@pytest.fixture(scope="module")
def edition(weasyprint, project):
    """The edition as bytes, and read."""
    settings, entries = project
    data, missing = print_pdf(settings, entries, edition=True, jobs=1)
    return SimpleNamespace(data=data, missing=missing, reader=read(data))


def read(data: bytes):
    pypdf = pytest.importorskip("pypdf")
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def words_of(text: str) -> str:
    """What is left of a text where blanks, soft hyphens and forms of letters do not count."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def body_of(reader, heads: list[str]) -> str:
    """The words of the pages in their order, without page numbers, running heads and the addresses of sources."""
    found = []
    for number, page in enumerate(reader.pages):
        text = words_of(re.sub(r"<\s*https?:[^>]*>", "", page.extract_text()))
        text = text.removeprefix(reader.page_labels[number])
        for head in map(words_of, heads):
            text = text.removeprefix(head).removesuffix(head)
        found.append(text)
    return "".join(found)


def elements(element):
    """The elements of structure below one."""
    for below in element.get("/K", ()):
        below = below.get_object()
        if isinstance(below, dict) and below.get("/Type") == "/StructElem":
            yield below
            yield from elements(below)


def annotations(reader):
    for page in reader.pages:
        yield from (item.get_object() for item in page.get("/Annots") or ())


def test_all_that_the_page_tells_is_in_the_file(edition, project) -> None:
    settings, entries = project
    newest = max(entry.as_of for entry in entries if entry.as_of)
    days = {newest, *(entry.as_of for entry in entries if entry.as_of)}
    heads = [f"{settings.title} · {format_value(day)}" for day in sorted(days)] + [entry.headline for entry in entries]
    printed = body_of(edition.reader, heads)
    for entry in entries:
        for section in read_story(settings.path("output"), entry, address=settings.address).sections:
            assert words_of(section.heading) in printed
            for block in read_blocks(html.fragment_fromstring(section.html, create_parent="div")):
                if block.kind in ("text", "item") and not re.search(r"[\u0590-\u08ff]", block.text):
                    told = re.split(r"\[\d+[a-z]*\]|[()]|original article", block.text)
                    assert all(words_of(part) in printed for part in told if len(part) > 20), block.text


def test_every_citation_is_in_the_file_and_leads_to_its_passage(edition, project) -> None:
    settings, entries = project
    led = [item["/A"]["/URI"] for item in annotations(edition.reader) if "/A" in item]
    for entry in entries:
        for citation in read_story(settings.path("output"), entry, address=settings.address).citations:
            assert citation.address in led


def test_every_internal_link_and_bookmark_leads_to_a_place(edition, project) -> None:
    places = edition.reader.named_destinations
    inner = [item["/Dest"] for item in annotations(edition.reader) if "/Dest" in item]
    assert inner and set(inner) <= set(places)
    outline = edition.reader.outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles == ["Contents", *(entry.headline for entry in project[1])]
    assert any(isinstance(item, list) and "Sources" in [below.title for below in item] for item in outline)


def test_the_contents_name_the_pages_on_which_the_stories_begin(edition, project) -> None:
    front = edition.reader.pages[0].extract_text()
    for number, entry in enumerate(project[1], start=1):
        place = edition.reader.named_destinations[f"story-{number}"]
        page = edition.reader.get_destination_page_number(place)
        assert words_of(entry.headline) in words_of(edition.reader.pages[page].extract_text())
        assert re.search(rf"\.{{5}}\s*{page}\b", front), f"page {page} is not in the contents"
        assert edition.reader.page_labels[page] == str(page)
        assert edition.reader.pages[page].extract_text().split()[0] == str(page)


def test_the_file_says_what_it_is_and_is_tagged(edition, project) -> None:
    reader, root = edition.reader, edition.reader.trailer["/Root"]
    assert reader.metadata.title == reader.metadata.author == "The Invented Paper"
    newest = max(entry.as_of for entry in project[1] if entry.as_of)
    assert reader.metadata["/CreationDate"].startswith("D:" + newest.replace("-", "")[:8])
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    marks = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = [int(key) for key in marks[::2]]
    assert keys == sorted(set(keys))
    held = [int(page["/StructParents"]) for page in reader.pages]
    held += [int(item["/StructParent"]) for item in annotations(reader)]
    assert sorted(held) == keys


def test_the_ids_of_table_cells_come_once_and_are_those_that_are_named(edition) -> None:
    cells = [item.get_object() for item in elements(edition.reader.trailer["/Root"]["/StructTreeRoot"])]
    ids = [cell["/ID"] for cell in cells if "/ID" in cell]
    assert ids and len(ids) == len(set(ids))
    named = [name for cell in cells if "/A" in cell for name in cell["/A"].get_object().get("/Headers", ())]
    assert named and set(named) <= set(ids)


def test_every_font_is_embedded_and_every_script_is_printed(edition) -> None:
    for page in edition.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in below or "/FontFile3" in below
    text = words_of("".join(page.extract_text() for page in edition.reader.pages))
    assert all(words_of(part) in text for part in SCRIPTS)
    assert edition.missing == ""


def test_the_same_pages_give_the_same_bytes_in_any_number_of_processes(edition, project) -> None:
    settings, entries = project
    assert print_pdf(settings, entries, edition=True, jobs=2)[0] == edition.data


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_story_fills_sheets_of_the_size_asked_for(weasyprint, project, paper: str, size: tuple[int, int]) -> None:
    settings, entries = project
    data, _ = print_pdf(settings, entries[:1], edition=False, paper=paper)
    box = read(data).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_an_attack_is_printed_as_words_and_nothing_is_fetched(weasyprint, attack, monkeypatch) -> None:
    settings, entries = attack
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was opened"))
    reader = read(print_pdf(settings, entries, edition=False)[0])
    assert all(str(item["/A"]["/S"]) == "/URI" for item in annotations(reader) if "/A" in item)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.trailer["/Root"])
    assert "onerror=alert(1)" in reader.pages[0].extract_text().replace("\n", "")


def test_what_a_document_names_is_not_fetched(weasyprint, tmp_path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'fetched' }", encoding="utf-8")
    text = f"<html lang=en><title>t</title><link rel=stylesheet href='{secret.as_uri()}'><p>0123456789"
    target = io.BytesIO()
    chapter = paint_chapter(text)
    file = PdfFile(target, numerals=chapter)
    file.add(chapter, first=7)
    file.finish([Bookmark("A (b) \\ 1 0 R", "a")], unnumbered=0)
    assert read(target.getvalue()).pages[0].extract_text().split() == ["7", "0123456789"]


def test_characters_that_no_font_has_are_named(weasyprint, project, tmp_path, capsys) -> None:
    assert paint_chapter("<html lang=en><title>t</title><p>0123456789 a\U000f1234b").missing == "\U000f1234"


def test_without_the_library_the_page_is_written_and_what_to_install_said(project, tmp_path, monkeypatch) -> None:
    settings, entries = project
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    said, faults = [], []
    status = print_stories(
        settings,
        entries,
        edition=True,
        short=False,
        path=tmp_path / "edition.pdf",
        paper="a4",
        say=said.append,
        fault=faults.append,
    )
    assert status == 1 and "briefings[pdf]" in faults[0] and "edition.html" in said[0]
    page = (tmp_path / "edition.html").read_text(encoding="utf-8")
    assert page == print_page(settings, entries, edition=True)
    assert all(f'id="story-{number}"' in page for number in range(1, len(entries) + 1))


def test_the_command_names_the_file_by_the_story_or_the_day(weasyprint, project, tmp_path, monkeypatch, capsys) -> None:
    settings, entries = project
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("generator.commands.publishing.load_settings", lambda *_, **__: settings)
    assert cli.main(["print", entries[1].id]) == 0
    name = entries[1].permalink.split("/")[-1]
    assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert cli.main(["print", "--edition", "--since", "2031-05-03", "--output", "e.html"]) == 0
    dated = [entry for entry in entries if entry.as_of and entry.as_of >= "2031-05-03"]
    assert 0 < (tmp_path / "e.html").read_text(encoding="utf-8").count("<article") == len(dated) < len(entries)
    assert cli.main(["print", "--edition", "--since", "2041-01-01"]) == 1
    assert cli.main(["print"]) == 1 and cli.main(["print", "1", "--edition"]) == 1
    assert cli.main(["print", "1", "--output", "x.doc"]) == 1
