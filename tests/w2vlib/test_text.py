"""Reading text: sentences and their bounds, encodings, damaged files, and words of prose."""

import gzip
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vlib import files, text
from w2vlib.text import sentences, words

unhurried = settings(deadline=None, max_examples=50)
LINES = "the cat sat\n\n  on the\tmat \r\nnaïve café 漢字\n"
READ = [["the", "cat", "sat"], ["on", "the", "mat"], ["naïve", "café", "漢字"]]


@pytest.fixture
def corpus(tmp_path):
    def write(content, name="corpus.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_line_is_a_sentence(corpus):
    assert list(sentences(corpus(LINES))) == READ
    assert list(sentences(str(corpus(LINES)))) == READ


def test_gzip_is_known_by_its_content(corpus):
    packed = gzip.compress(LINES.encode())
    assert list(sentences(corpus(packed, "corpus.gz"))) == READ
    assert list(sentences(corpus(packed, "corpus.txt"))) == READ
    assert list(sentences(corpus(LINES, "plain.gz"))) == READ


def test_a_list_of_word_lists_is_a_corpus_too():
    assert list(sentences([["a", "b"], [], ("c",)])) == [["a", "b"], ["c"]]
    assert list(sentences(iter([["a", "b"]]))) == [["a", "b"]]


def test_long_sentences_are_cut_and_nothing_is_lost(corpus):
    path = corpus("a b c d e\nf g\n")
    assert list(sentences(path, max_sentence_length=2)) == [["a", "b"], ["c", "d"], ["e"], ["f", "g"]]
    assert list(sentences([list("abcde")], max_sentence_length=3)) == [list("abc"), list("de")]


@pytest.mark.parametrize("newline_at_end", ["\n", ""])
@pytest.mark.parametrize("piece", [5, 7, 16])
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pieces_of_long_lines_join_to_the_same_sentences(corpus, monkeypatch, piece, limit, newline_at_end):
    """Pieces of a few bytes: every word meets a border somewhere, and a line border meets a piece border."""
    lines = ["one two three four", "five", "", "six seven", "1234", "1234 67 8"]
    monkeypatch.setattr(text, "PIECE_BYTES", piece)
    expected = [line.split()[k : k + limit] for line in lines for k in range(0, len(line.split()), limit)]
    assert list(sentences(corpus("\n".join(lines) + newline_at_end), max_sentence_length=limit)) == expected


def test_a_last_word_at_the_very_end_of_a_piece_is_not_lost(corpus, monkeypatch):
    monkeypatch.setattr(text, "PIECE_BYTES", 5)
    assert list(sentences(corpus("ab cd"))) == [["ab", "cd"]]
    assert list(sentences(corpus("ab\tcd\tef"))) == [["ab", "cd", "ef"]]


def test_one_endless_line_is_read_in_little_memory(corpus):
    path = corpus(b"anarchism originated " * 400_000)  # 8 MB, no line end, as text8
    tracemalloc.start()
    count = sum(map(len, sentences(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 800_000
    assert peak < 20e6  # a list of all words alone would take 50 MB


def test_the_same_sentences_as_gensims_reader(corpus):
    word2vec = pytest.importorskip("gensim.models.word2vec")
    path = corpus(LINES + "x " * 25 + "\n" + "last line without end")
    expected = list(word2vec.LineSentence(str(path), max_sentence_length=10))
    assert list(sentences(path, max_sentence_length=10)) == expected


def test_a_byte_order_mark_is_no_part_of_the_first_word(corpus):
    assert list(sentences(corpus("\ufeffthe cat"))) == [["the", "cat"]]
    assert list(sentences(corpus(gzip.compress("\ufeffthe cat".encode())))) == [["the", "cat"]]


def test_another_encoding_on_request(corpus):
    path = corpus("naïve café\n".encode("latin-1"))
    assert list(sentences(path, encoding="latin-1")) == [["naïve", "café"]]


def test_a_bad_byte_is_named_with_file_line_and_place(corpus):
    path = corpus(b"fine\nall fine\nna\xefve\n")
    with pytest.raises(ValueError, match=r"corpus.txt, line 3, byte 3: expected utf-8 text, got b'\\xefve"):
        list(sentences(path))


def test_a_bad_byte_far_into_a_long_line_is_counted_from_the_lines_start(corpus, monkeypatch):
    monkeypatch.setattr(text, "PIECE_BYTES", 8)
    with pytest.raises(ValueError, match="line 2, byte 21"):
        list(sentences(corpus(b"one\nabcd efgh ijkl mnop \xff\n")))


def bad_gzip():
    packed = bytearray(gzip.compress(b"the cat sat\n" * 1000, mtime=0))
    packed[-6] ^= 1  # the check sum
    return bytes(packed)


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "corpus.txt: the file holds no words"),
        (b" \n\t\n", "the file holds no words"),
        (gzip.compress(b"the cat sat\n" * 1000, mtime=0)[:-12], "gzip data is damaged or cut short"),
        (bad_gzip(), "gzip data is damaged or cut short"),
        (b"fine\n" + b"x" * 2_100_000, r"line 2: expected words, got \d+ bytes without a space"),
    ],
    ids=["empty", "blank", "cut short", "damaged", "endless word"],
)
def test_a_useless_file_is_named(corpus, content, says):
    with pytest.raises(ValueError, match=says):
        list(sentences(corpus(content)))


@pytest.mark.parametrize(
    "source, options, error, says",
    [
        ("no such file", {}, FileNotFoundError, "no file 'no such file'"),
        (".", {}, IsADirectoryError, "expected a file, this is a folder"),
        (["the cat", "sat"], {}, TypeError, "sentence 0, got the string 'the cat'; split it"),
        ([b"the cat"], {}, TypeError, "got the string b'the cat'"),
        ([], {}, ValueError, "corpus: it holds no words"),
        ([[], []], {}, ValueError, "corpus: it holds no words"),
        (
            [["a"]],
            {"max_sentence_length": 0},
            ValueError,
            "max_sentence_length: expected .* at least 1, got 0",
        ),
        ([["a"]], {"max_sentence_length": 2.5}, TypeError, "max_sentence_length: expected a whole number"),
    ],
)
def test_a_useless_corpus_is_named(source, options, error, says):
    with pytest.raises(error, match=says):
        list(sentences(source, **options))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf9"])
def test_an_encoding_whose_lines_end_otherwise_is_refused(corpus, encoding):
    with pytest.raises(ValueError, match="encoding: expected one that keeps ASCII"):
        list(sentences(corpus("x\n"), encoding=encoding))


@pytest.mark.parametrize(
    "prose, expected",
    [
        ("Don’t worry: it's 3,5 °C!", ["don't", "worry", "it's", "3", "5", "c"]),
        ("'quoted' well-known snake_case x''y", ["quoted", "well", "known", "snake", "case", "x", "y"]),
        ("cafe\u0301 CAFÉ", ["café", "café"]),
        ("हिन्दी में שָׁלוֹם Straße", ["हिन्दी", "में", unicodedata.normalize("NFC", "שָׁלוֹם"), "straße"]),
        ("می\u200cخواهم 漢字かな", ["می\u200cخواهم", "漢字かな"]),
        ("… -- !", []),
    ],
)
def test_words_of_prose(prose, expected):
    assert words(prose) == expected


@unhurried
@given(st.text())
def test_words_are_stable_and_without_white_space(prose):
    found = words(prose)
    assert words(" ".join(found)) == found
    assert all(word and word.split() == [word] for word in found)


def test_prose_from_a_file(corpus):
    assert list(sentences(corpus("The cat, the CAT.\n—\n"), tokenize=words)) == [["the", "cat", "the", "cat"]]


class TestWriting:
    def test_all_or_nothing(self, tmp_path):
        path = tmp_path / "out.txt"
        path.write_text("old")
        with pytest.raises(RuntimeError), files.open_to_write(path) as file:
            file.write(b"half of the new")
            raise RuntimeError
        assert path.read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]

    def test_nothing_is_seen_before_the_end(self, tmp_path):
        path = tmp_path / "out.txt"
        with files.open_to_write(path) as file:
            file.write(b"new")
            assert not path.exists()
        assert path.read_text() == "new"

    def test_who_may_read_the_file_stays_as_it_was(self, tmp_path):
        path = tmp_path / "out.txt"
        path.write_text("old")
        path.chmod(0o640)
        with files.open_to_write(path) as file:
            file.write(b"new")
        assert path.stat().st_mode & 0o777 == 0o640

    def test_a_link_stays_a_link(self, tmp_path):
        (tmp_path / "real.txt").write_text("old")
        (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
        with files.open_to_write(tmp_path / "link.txt") as file:
            file.write(b"new")
        assert (tmp_path / "link.txt").is_symlink()
        assert (tmp_path / "real.txt").read_text() == "new"

    def test_gzip_by_name_and_the_same_bytes_each_time(self, tmp_path):
        for name in ("a.gz", "b.gz"):
            with files.open_to_write(tmp_path / name) as file:
                file.write(b"content")
        assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"content"
        assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
        assert (tmp_path / "a.gz").read_bytes()[4:8] == bytes(4)  # where gzip keeps the time

    def test_useless_places_are_named(self, tmp_path):
        with pytest.raises(ValueError, match="a folder or a device"), files.open_to_write(tmp_path):
            pass
        with pytest.raises(ValueError, match="a folder or a device"), files.open_to_write("/dev/null"):
            pass
        with pytest.raises(FileNotFoundError, match="no folder"), files.open_to_write(tmp_path / "no" / "x"):
            pass
