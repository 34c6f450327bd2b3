"""Reading a folder of seeds: what is read, and the Problem that each bad input leaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.read import read_seeds
from generator.read.decoding import decode_text
from generator.read.formats import FORMATS, find_format
from generator.read.metadata import MAX_METADATA_CHARS, parse_metadata, split_front_matter
from generator.read.plain import MAX_ARTICLE_CHARS, MAX_LINE_CHARS
from generator.settings import Settings

STORY = "Council votes\n\nThe council voted on Monday, officials said.\n"


def read(folder: Path, **values):
    """(articles by seed, messages by subject) of a folder."""
    articles, problems = read_seeds(folder, settings=Settings(**values))
    assert list(articles) == sorted(articles, key=lambda article: article.seed)
    assert all(problem.hint and problem.message and problem.stage == "read" for problem in problems)
    return {article.seed: article for article in articles}, {problem.subject: problem.message for problem in problems}


def write(folder: Path, **files) -> Path:
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def test_plain_text_is_read_as_it_stands(tmp_path):
    articles, problems = read(write(tmp_path, a_txt=STORY))
    assert (articles["a.txt"].payload, articles["a.txt"].media_type, problems) == (STORY, "text/plain", {})


def test_folders_are_read_and_hidden_files_are_not(tmp_path):
    write(tmp_path, deep__er__b_text=STORY, a_txt=STORY)
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text(STORY)
    articles, problems = read(tmp_path)
    assert (list(articles), problems) == (["a.txt", "deep/er/b.text"], {})


def test_suffixes_of_the_table_are_distinct_and_found_in_any_case():
    suffixes = [suffix for format in FORMATS for suffix in format.suffixes]
    assert len(suffixes) == len(set(suffixes)) and all(find_format(suffix.upper()) for suffix in suffixes)


def test_front_matter_and_sidecar_the_sidecar_wins(tmp_path):
    front = "---\ntitle: In front\nAuthor: [Ann Example, Bob Sample]\n---\n"
    articles, problems = read(write(tmp_path, a_txt=front + STORY, a_yml="title: 'Beside: it'\ndate: 2016-04-11\n"))
    article = articles["a.txt"]
    assert article.metadata == (
        ("author", "Ann Example"),
        ("author", "Bob Sample"),
        ("published", "2016-04-11"),
        ("title", "Beside: it"),
    )
    assert (article.payload, article.payload_start, problems) == (STORY, len(front), {})


def test_digest_depends_on_file_and_sidecar(tmp_path):
    digests = set()
    for files in ({"a_txt": STORY}, {"a_txt": STORY + " "}, {"a_txt": STORY, "a_yml": "title: x"}):
        articles, _ = read(write(tmp_path, **files))
        digests.add(articles["a.txt"].digest)
    assert len(digests) == 3


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        ("\ufeff".encode(), "is empty"),
        (b"\x00\x01\x02abc", "binary"),
        (b"%PDF-1.4 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        ("Новости дня и погода".encode("koi8-r"), "unknown encoding"),
        ("日本語の記事です".encode("shift-jis"), "unknown encoding"),
        ("Caf\xe9 \xfcber \u201cx\u201d".encode() + b"\xff", "damaged characters, the first in line 1"),
        (b"\xff\xfe\x00\xd8\x00", "damaged"),
        (b"x" * (MAX_LINE_CHARS + 1), "line 1 has"),
        (b"short line\n" * (MAX_ARTICLE_CHARS // 10), "more than one article"),
        (b"---\ntitle: x\n---\n\n", "no text after"),
    ],
)
def test_a_bad_file_is_a_problem_and_the_rest_is_read(tmp_path, data, words):
    articles, problems = read(write(tmp_path, bad_txt=data, good_txt=STORY))
    assert list(articles) == ["good.txt"]
    assert list(problems) == ["bad.txt"] and words in problems["bad.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = "The café’s owner – Ms. Müller – paid £40.\n" + STORY
    articles, problems = read(write(tmp_path, a_txt=text.encode(encoding)))
    assert (articles["a.txt"].payload, problems) == (text, {})


def test_five_megabytes_of_one_line(tmp_path):
    articles, problems = read(write(tmp_path, a_txt=b"word " * 1_000_000, b_txt=STORY))
    assert list(articles) == ["b.txt"] and "characters" in problems["a.txt"]


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    articles, problems = read(write(tmp_path, a_txt=STORY * 10), max_seed_bytes=100)
    assert not articles and "more than 100" in problems["a.txt"]


@pytest.mark.parametrize(
    "sidecar, words",
    [
        ("title: 'x", "not valid YAML in line"),
        ("a: &a x\nb: *a\n", "aliases"),
        ("just words", "key: value"),
        ("- a\n- b\n", "key: value"),
        ("a: " + "[" * 50 + "]" * 50, "nested too deeply"),
        ("? [a]\n: b\n", "not valid YAML"),
        ("\x00", "binary"),
        ("x: y\n" * MAX_METADATA_CHARS, "more than"),
        ("!!python/object/apply:os.system [id]", "key: value"),
    ],
)
def test_a_broken_sidecar_is_a_problem_and_the_article_is_read(tmp_path, sidecar, words):
    articles, problems = read(write(tmp_path, a_txt=STORY, a_yml=sidecar))
    assert articles["a.txt"].metadata == () and words in problems["a.yml"] and "read without it" in problems["a.yml"]


@pytest.mark.parametrize("front", ["---\ntitle: 'x\n---\n", "---\na: *b\n---\n", "---\ntitle: x\n\n"])
def test_broken_front_matter_is_a_problem_and_the_article_is_read(tmp_path, front):
    articles, problems = read(write(tmp_path, a_txt=front + STORY))
    assert articles["a.txt"].payload.strip() == STORY.strip() and "front matter" in problems["a.txt"]


def test_a_text_that_opens_with_a_rule_has_no_front_matter(tmp_path):
    text = "---\nAn opening between rules.\n---\n" + STORY
    articles, problems = read(write(tmp_path, a_txt=text))
    assert (articles["a.txt"].payload, problems) == (text, {})


def test_an_orphan_sidecar_and_an_unknown_suffix(tmp_path):
    articles, problems = read(write(tmp_path, a_txt=STORY, b_yml="title: x", c_docx=b"x"))
    assert list(articles) == ["a.txt"]
    assert "without its article" in problems["b.yml"] and "no known format" in problems["c.docx"]


def test_links_are_followed_inside_the_folder_alone(tmp_path):
    seeds, outside = tmp_path / "seeds", tmp_path / "secret.txt"
    outside.write_text(STORY)
    write(seeds, a_txt=STORY)
    (seeds / "inside.txt").symlink_to("a.txt")
    (seeds / "outside.txt").symlink_to(outside)
    (seeds / "dangling.txt").symlink_to("nowhere.txt")
    (seeds / "circle.txt").symlink_to("circle.txt")
    (seeds / "folder").symlink_to(tmp_path)
    articles, problems = read(seeds)
    assert list(articles) == ["a.txt", "inside.txt"]
    assert sorted(problems) == ["circle.txt", "dangling.txt", "folder", "outside.txt"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    articles, problems = read(tmp_path)
    assert not articles and "ordinary" in problems["a.txt"]


def test_hostile_names(tmp_path):
    names = ["a\nb.txt", "-rf.txt", "a b'\"$(x).txt", "‮txt.exe.txt", "🙂.txt", "<script>.txt"]
    for name in names:
        (tmp_path / name).write_text(STORY)
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))).write_text(STORY)
    articles, problems = read(tmp_path)
    assert sorted(articles) == sorted(["-rf.txt", "a b'\"$(x).txt", "🙂.txt", "<script>.txt"])
    assert len(problems) == 3 and all(subject.isprintable() for subject in problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file(tmp_path):
    write(tmp_path, a_txt=STORY, b_txt=STORY)
    (tmp_path / "a.txt").chmod(0)
    articles, problems = read(tmp_path)
    assert list(articles) == ["b.txt"] and "cannot be read" in problems["a.txt"]


def test_no_folder_and_an_empty_folder(tmp_path):
    assert read(tmp_path) == ({}, {})
    articles, problems = read_seeds(tmp_path / "none", settings=Settings())
    assert not articles and len(problems) == 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_text_or_a_read_error(data):
    try:
        assert decode_text(data, seed="a.txt").strip("\ufeff \t\r\n")
    except ReadError as error:
        assert error.hint


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=200), st.text(alphabet="-a:b'\"[]{}&*!|>?\n \t#,%@`", max_size=60)))
def test_any_metadata_are_pairs_or_a_read_error(text):
    try:
        pairs = parse_metadata(text, subject="a.yml")
        assert all(key == key.lower() and value.strip() for key, value in pairs)
    except ReadError as error:
        assert error.hint
    begin, _, _ = split_front_matter("---\n" + text, seed="a.txt")
    assert 0 <= begin <= len(text) + 4
