"""Files of vectors: gensim's, word2vec.c's and GloVe's are read, what is written gensim reads, bit for bit.

Every damaged file must give one ValueError with its place: whole families of damage are tried, not samples.
"""

import gzip
import io

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from w2vlib import formats
from w2vlib.formats import word2vec_binary
from w2vlib.vectors import KeyedVectors

unhurried = settings(deadline=None, max_examples=60)
WORDS = ["</s>", "king", "naïve", "漢字", "3.5", "'s"]
VECTORS = np.random.default_rng(3).normal(size=(6, 4)).astype(np.float32)
VECTORS[1] = [np.finfo("f4").max, -np.finfo("f4").tiny, 1e-45, -0.0]

odd_words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=" \n\r"), min_size=1, max_size=8
)
finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@st.composite
def words_and_vectors(draw, words=odd_words):
    vectors = draw(arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=finite))
    return draw(st.lists(words, min_size=len(vectors), max_size=len(vectors), unique=True)), vectors


def bits(vectors):
    return np.asarray(vectors, dtype=np.float32).view(np.uint32).tolist()


def c_program_binary(words, vectors):
    rows = [word.encode() + b" " + row.tobytes() + b"\n" for word, row in zip(words, vectors, strict=True)]
    return b"%d %d\n" % vectors.shape + b"".join(rows)


def c_program_text(words, vectors):
    """With its space after the last number; printf's %lf shows six decimals."""
    rows = [word + " " + "".join(f"{x:f} " for x in row) for word, row in zip(words, vectors, strict=True)]
    return "\n".join([f"{len(words)} {vectors.shape[1]}", *rows, ""]).encode()


class TestThereAndBack:
    @unhurried
    @given(words_and_vectors(), st.sampled_from(["v.bin", "v.txt", "v.vec.gz", "v.bin.gz", "v.npz"]))
    def test_bit_for_bit(self, tmp_path_factory, content, name):
        path = tmp_path_factory.mktemp("formats") / name
        words, vectors = content
        formats.write_by_ending(path, words, vectors)
        read_words, read_vectors, counts = formats.read_by_ending(path)
        assert (read_words, bits(read_vectors), counts) == (words, bits(vectors), None)
        assert read_vectors.dtype == np.float32

    def test_text_tells_neighbours_apart_where_eight_digits_do_not(self, tmp_path):
        """From 1000 on, float32 numbers lie 6e-5 apart, and numbers of eight digits 1e-4."""
        neighbours = np.arange(
            np.float32(1000).view(np.int32), np.float32(1000.1).view(np.int32), dtype=np.int32
        )
        formats.write_text(tmp_path / "v.txt", ["word"], neighbours.view(np.float32)[None])
        assert bits(formats.read_text(tmp_path / "v.txt")[1]) == [neighbours.tolist()]

    @unhurried
    @given(words_and_vectors(st.text(st.characters(exclude_categories=["Cs"]))))
    def test_npz_takes_any_word_and_keeps_counts(self, tmp_path_factory, content):
        path = tmp_path_factory.mktemp("formats") / "v.npz"
        words, vectors = content
        counts = np.arange(len(words))
        formats.write_npz(path, words, vectors, counts)
        read_words, read_vectors, read_counts = formats.read_npz(path)
        assert (read_words, bits(read_vectors)) == (words, bits(vectors))
        assert read_counts.tolist() == counts.tolist()

    @unhurried
    @given(words_and_vectors())
    def test_glove(self, tmp_path_factory, content):
        path = tmp_path_factory.mktemp("formats") / "glove.txt"
        formats.write_text(path, *content, write_header=False)
        words, vectors = formats.read_text(path, no_header=True)
        assert (words, bits(vectors)) == (content[0], bits(content[1]))

    @pytest.mark.parametrize("chunk", [1, 7, 64])
    def test_binary_words_across_the_borders_of_what_is_read_at_once(self, tmp_path, monkeypatch, chunk):
        monkeypatch.setattr(word2vec_binary, "CHUNK_BYTES", chunk)
        monkeypatch.setattr(word2vec_binary, "LONGEST_WORD", 16)
        path = tmp_path / "v.bin"
        path.write_bytes(c_program_binary(WORDS, VECTORS))
        words, vectors = formats.read_binary(path)
        assert (words, bits(vectors)) == (WORDS, bits(VECTORS))


class TestOtherPrograms:
    def test_word2vec_c_text(self, tmp_path):
        path = tmp_path / "v.txt"
        path.write_bytes(c_program_text(WORDS, VECTORS))
        words, vectors = formats.read_text(path)
        assert words == WORDS
        np.testing.assert_allclose(vectors, VECTORS, atol=5.1e-7, rtol=1e-6)

    def test_windows_line_ends_and_a_byte_order_mark(self, tmp_path):
        path = tmp_path / "v.txt"
        path.write_bytes(b"\xef\xbb\xbf2 2\r\nking 1 2\r\nqueen 3 4\r\n")
        assert formats.read_text(path)[1].tolist() == [[1, 2], [3, 4]]
        path.write_bytes(b"\xef\xbb\xbfking 1 2\r\n")
        assert formats.read_text(path, no_header=True)[0] == ["king"]

    def test_glove_words_with_spaces(self, tmp_path):
        path = tmp_path / "glove.txt"
        path.write_bytes(b"the 1 2\n. . . 3 4\nat name@domain.com 5 6\n2 7 8\n")
        words, vectors = formats.read_text(path, no_header=True)
        assert words == ["the", ". . .", "at name@domain.com", "2"]
        assert vectors.tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]

    def test_words_cut_inside_a_character(self, tmp_path):
        path = tmp_path / "v.txt"
        path.write_bytes(b"1 2\ncaf\xc3 1 2\n")
        assert formats.read_text(path, unicode_errors="replace")[0] == ["caf\ufffd"]
        path.write_bytes(b"1 1\ncaf\xc3 \x00\x00\x80\x3f")
        assert formats.read_binary(path, unicode_errors="ignore")[0] == ["caf"]

    def test_a_limit_reads_no_further(self, tmp_path):
        path = tmp_path / "v.txt"
        path.write_bytes(b"3 2\nking 1 2\nqueen 3 4\nbroken x y\n")
        assert formats.read_text(path, limit=2)[0] == ["king", "queen"]
        path.write_bytes(b"3 1\nking \x00\x00\x80\x3fqueen \x00\x00\x80\x3f")
        assert formats.read_binary(path, limit=2)[0] == ["king", "queen"]


@pytest.fixture(scope="module")
def gensim():
    return pytest.importorskip("gensim.models.keyedvectors")


@pytest.fixture(scope="module")
def theirs(gensim):
    def fill(words, vectors):
        peer = gensim.KeyedVectors(vectors.shape[1])
        peer.add_vectors(words, vectors)
        return peer

    return fill


class TestGensim:
    """gensim reads what is written here, and the other way round."""

    @pytest.mark.parametrize("binary", [True, False])
    @pytest.mark.parametrize("name", ["v.w2v", "v.w2v.gz"])
    def test_gensim_reads_ours(self, gensim, tmp_path, binary, name):
        KeyedVectors(WORDS, VECTORS).save_word2vec_format(tmp_path / name, binary=binary)
        peer = gensim.KeyedVectors.load_word2vec_format(tmp_path / name, binary=binary)
        assert (peer.index_to_key, bits(peer.vectors)) == (WORDS, bits(VECTORS))

    @pytest.mark.parametrize("binary", [True, False])
    @pytest.mark.parametrize("name", ["v.w2v", "v.w2v.gz"])
    def test_we_read_gensims(self, theirs, tmp_path, binary, name):
        theirs(WORDS, VECTORS).save_word2vec_format(str(tmp_path / name), binary=binary)
        ours = KeyedVectors.load_word2vec_format(tmp_path / name, binary=binary)
        assert (ours.index_to_key, bits(ours.vectors)) == (WORDS, bits(VECTORS))

    @unhurried
    @given(words_and_vectors())
    def test_binary_files_are_the_same_bytes(self, theirs, tmp_path_factory, content):
        folder = tmp_path_factory.mktemp("formats")
        KeyedVectors(*content).save_word2vec_format(folder / "ours.bin", binary=True)
        theirs(*content).save_word2vec_format(str(folder / "theirs.bin"), binary=True)
        assert (folder / "ours.bin").read_bytes() == (folder / "theirs.bin").read_bytes()

    @unhurried
    @given(words_and_vectors())
    def test_text_with_odd_words_and_extreme_numbers(self, gensim, tmp_path_factory, content):
        words, vectors = content
        path = tmp_path_factory.mktemp("formats") / "v.txt"
        KeyedVectors(words, vectors).save_word2vec_format(path)
        peer = gensim.KeyedVectors.load_word2vec_format(path)
        assert (peer.index_to_key, bits(peer.vectors)) == (words, bits(vectors))
        peer.save_word2vec_format(str(path))
        ours = KeyedVectors.load_word2vec_format(path)
        assert (ours.index_to_key, bits(ours.vectors)) == (words, bits(vectors))

    def test_glove_both_ways(self, gensim, tmp_path):
        KeyedVectors(WORDS, VECTORS).save_word2vec_format(tmp_path / "ours.txt", write_header=False)
        peer = gensim.KeyedVectors.load_word2vec_format(tmp_path / "ours.txt", no_header=True)
        assert bits(peer.vectors) == bits(VECTORS)
        peer.save_word2vec_format(str(tmp_path / "theirs.txt"), write_header=False)
        ours = KeyedVectors.load_word2vec_format(tmp_path / "theirs.txt", no_header=True)
        assert (ours.index_to_key, bits(ours.vectors)) == (WORDS, bits(VECTORS))

    def test_counts_both_ways(self, gensim, tmp_path):
        counts = [60, 50, 40, 30, 20, 10]
        ours = KeyedVectors(WORDS, VECTORS, counts)
        ours.save_word2vec_format(tmp_path / "v", fvocab=tmp_path / "vocab")
        peer = gensim.KeyedVectors.load_word2vec_format(tmp_path / "v", fvocab=tmp_path / "vocab")
        assert [peer.get_vecattr(word, "count") for word in WORDS] == counts
        peer.save_word2vec_format(str(tmp_path / "v"), fvocab=str(tmp_path / "vocab"))
        back = KeyedVectors.load_word2vec_format(tmp_path / "v", fvocab=tmp_path / "vocab")
        assert back.counts.tolist() == counts

    def test_counts_are_found_by_word_not_by_line(self, tmp_path):
        (tmp_path / "v.txt").write_text("2 1\nking 1\nqueen 2\n")
        (tmp_path / "vocab").write_text("queen 7\nother 5\nking 3\n")
        read = KeyedVectors.load_word2vec_format(tmp_path / "v.txt", fvocab=tmp_path / "vocab")
        assert read.counts.tolist() == [3, 7]

    @pytest.mark.parametrize(
        "name, options",
        [
            ("toy-model.vec", {}),  # a space after the last number
            ("lee_fasttext.vec", {}),
            ("high_precision.kv.txt", {}),
            ("euclidean_vectors.bin", {"binary": True}),
            ("high_precision.kv.bin", {"binary": True}),
            ("test_glove.txt", {"no_header": True}),
            ("w2v_keyedvectors_load_test.modeldata", {"unicode_errors": "ignore"}),
        ],
    )
    def test_the_files_gensim_is_tested_with(self, gensim, name, options):
        path = pytest.importorskip("gensim.test.utils").datapath(name)
        peer = gensim.KeyedVectors.load_word2vec_format(path, **options)
        ours = KeyedVectors.load_word2vec_format(path, **options)
        assert (ours.index_to_key, bits(ours.vectors)) == (peer.index_to_key, bits(peer.vectors))


def damaged_npz(damage):
    arrays = {
        "vectors": VECTORS,
        "word_bytes": np.frombuffer("".join(WORDS).encode(), np.uint8),
        "word_ends": np.cumsum([len(word.encode()) for word in WORDS]),
    }
    damage(arrays)
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


class TestDamage:
    def read(self, tmp_path, name, content, **options):
        path = tmp_path / name
        path.write_bytes(content)
        return KeyedVectors.load_word2vec_format(path, **options)

    @pytest.mark.parametrize(
        "content, says",
        [
            (b"", "v.txt, line 1: expected the number of words and the vector size, got b''"),
            (
                b"king 1 2\nqueen 3 4\n",
                "line 1: expected the number of words .* got b'king 1 2'; .*no_header=True",
            ),
            (b"2\nking 1 2\n", "line 1: expected the number of words"),
            (b"2 2 2\nking 1 2\n", "line 1: expected the number of words"),
            (b"-2 2\nking 1 2\n", "line 1: expected the number of words"),
            (b"0 2\n", "line 1: expected the number of words"),
            (b"2 0\nking\nqueen\n", "line 1: expected the number of words"),
            (b"2 2000000\nking 1 2\n", "line 1: expected the number of words"),
            (b"2 2\nking 1 2\n", "ends after 1 of the 2 words that line 1 promises"),
            (b"2 2\n", "ends after 0 of the 2 words"),
            (b"1 2\nking 1 2\nqueen 3 4\n", "line 3: more rows than the 1"),
            (b"1 2\nking 1 2\n\n", "line 3: more rows than the 1"),
            (b"2 2\nking 1 2\nqueen 3\n", "line 3: expected a word and 2 numbers, got 2 fields"),
            (b"2 2\nking 1 2 3\nqueen 3 4\n", "line 2: expected a word and 2 numbers, got 4 fields"),
            (b"2 2\nking 1 2\n\nqueen 3 4\n", "line 3: expected a word and 2 numbers, got 1 fields"),
            (b"2 2\nking  1 2\nqueen 3 4\n", "line 2: expected a word and 2 numbers, got 4 fields"),
            (b"2 2\nking 1 x2\nqueen 3 4\n", "line 2: expected 2 numbers, got b'x2' as number 2"),
            (b"2 2\nking 1_0 2\nqueen 3 4\n", "line 2: expected 2 numbers, got b'1_0' as number 1"),
            (
                b"2 2\nking 1 nan\nqueen 3 4\n",
                "line 2: expected finite 32-bit numbers, got nan as number 2 of 'king'",
            ),
            (b"2 2\nking inf 2\nqueen 3 4\n", "line 2: expected finite 32-bit numbers, got inf"),
            (b"2 2\nking 1e39 2\nqueen 3 4\n", "line 2: expected finite 32-bit numbers, got inf as number 1"),
            (b"2 2\nking 1 2\nking 3 4\n", "line 3: the word 'king' comes a second time .first as word 1"),
            (b"2 2\nking 1 2\n 3 4\n", "line 3: expected a word before the numbers, got none"),
            (b"2 2\nking 1 2\nqu\xe9\xe9n 3 4\n", "line 3, byte 3: expected utf-8 text"),
            (b"2 2\nking 1 2\nqueen 3 4", "line 3: expected a line end after the last number"),
            (c_program_binary(WORDS, VECTORS), "line 2.* read with binary=True"),
            (b"2 3\nking \x00\x00\x80\x3f\x00\x00\x80\x3f", "line 2.* read with binary=True"),
        ],
    )
    def test_a_text_is_refused_with_its_line(self, tmp_path, content, says):
        with pytest.raises(ValueError, match=says):
            self.read(tmp_path, "v.txt", content)

    @pytest.mark.parametrize(
        "content, says",
        [
            (b"", "glove.txt: expected rows of a word and its numbers, got an empty file"),
            (b"2 2\nking 1 2\nqueen 3 4\n", "line 2: expected a word and 1 numbers, got 3 fields"),
            (b"king 1 2\nqueen 3\n", "line 2: expected a word and 2 numbers, got 2 fields"),
            (b"king 1 2\nqueen 3 4 5\n", "line 2: expected a word and 2 numbers, got 4 fields"),
            (b"king\n", "line 1: expected a word and 1 numbers, got 1 fields"),
        ],
    )
    def test_a_glove_text_is_refused_with_its_line(self, tmp_path, content, says):
        with pytest.raises(ValueError, match=says):
            self.read(tmp_path, "glove.txt", content, no_header=True)

    one = np.float32(1).tobytes()

    @pytest.mark.parametrize(
        "content, says",
        [
            (b"king \x00\x00\x80\x3f", "v.bin, line 1: expected the number of words"),
            (b"2 1\nking " + one, "ends after 1 of the 2 words"),
            (b"1 1\nking " + one + b"queen " + one, "more bytes than the 1 words of 1 numbers"),
            (b"1 1\nking " + one + b"\n\nx", "more bytes than the 1 words"),
            (b"2 1\nking " + one + b"\nqueen " + one[:3], "ends after 1 of the 2 words"),
            (
                b"2 1\nking " + one + b"king " + one,
                r"word 2 \(byte 14\): the word 'king' comes a second time",
            ),
            (b"2 1\nking " + one + b" " + one, r"word 2 \(byte 14\): expected a word before the numbers"),
            (b"1 1\nk\xffng " + one, r"word 1 \(byte 5\), byte 2: expected utf-8 text"),
            (b"1 1\nking " + np.float32("nan").tobytes(), r"word 1 \(byte 5\): expected finite .* got nan"),
            (b"9 9\n" + b"x" * 70_000, "word 1 .*: expected a word and a space, got 65536 bytes without one"),
            (c_program_text(WORDS, VECTORS), "finite|second time|more bytes|ends after|utf-8"),
        ],
    )
    def test_a_binary_file_is_refused_with_word_and_byte(self, tmp_path, content, says):
        with pytest.raises(ValueError, match=says):
            self.read(tmp_path, "v.bin", content, binary=True)

    @pytest.mark.parametrize("name", ["v.txt", "v.bin", "v.npz", "v.vec.gz", "v.bin.gz"])
    def test_cut_short_anywhere(self, tmp_path, name):
        formats.write_by_ending(tmp_path / name, WORDS, VECTORS)
        whole = (tmp_path / name).read_bytes()
        for length in range(len(whole)):
            (tmp_path / name).write_bytes(whole[:length])
            with pytest.raises(ValueError, match=name):
                KeyedVectors.load(tmp_path / name)

    @unhurried
    @given(st.sampled_from(["v.txt", "v.bin", "v.npz", "v.bin.gz"]), st.data())
    def test_a_changed_byte_gives_whole_vectors_or_one_error(self, tmp_path_factory, name, data):
        path = tmp_path_factory.mktemp("formats") / name
        formats.write_by_ending(path, WORDS, VECTORS)
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        byte = data.draw(st.integers(0, 255))
        assume(content[place] != byte)
        content[place] = byte
        path.write_bytes(content)
        try:
            read = KeyedVectors.load(path)
        except ValueError:
            return
        assert len(read) == len(read.vectors) > 0
        assert np.isfinite(read.vectors).all()

    @pytest.mark.parametrize("flip", [1, 255])
    def test_a_changed_byte_anywhere_in_an_archive_changes_no_number(self, tmp_path, flip):
        """A zip file has check sums: what it holds is read as it was written, or not at all."""
        path = tmp_path / "v.npz"
        formats.write_npz(path, WORDS, VECTORS)
        whole = path.read_bytes()
        for place in range(len(whole)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :])
            try:
                words, vectors, _ = formats.read_npz(path)
            except ValueError:
                continue
            assert (words, bits(vectors)) == (WORDS, bits(VECTORS))

    @pytest.mark.parametrize(
        "content, says",
        [
            (b"king 1 2\n", "v.npz: expected an .npz archive, got a file that begins with b'ki'"),
            (
                damaged_npz(lambda a: a.pop("vectors")),
                "expected an array 'vectors', got word_bytes, word_ends",
            ),
            (damaged_npz(lambda a: a.update(vectors=VECTORS[:5])), "don't fit together"),
            (damaged_npz(lambda a: a.update(vectors=VECTORS.astype(float))), "don't fit together"),
            (damaged_npz(lambda a: a.update(word_ends=a["word_ends"][::-1])), "don't fit together"),
            (damaged_npz(lambda a: a.update(word_ends=a["word_ends"] + 1)), "don't fit together"),
            (
                damaged_npz(lambda a: a.update(word_ends=a["word_ends"][[1, 0, 2, 3, 4, 5]])),
                "don't fit together",
            ),
            (damaged_npz(lambda a: a.update(word_bytes=a["word_bytes"] | 128)), "a word isn't UTF-8"),
            (damaged_npz(lambda a: a.update(vectors=VECTORS * np.nan)), "expected finite numbers"),
            (damaged_npz(lambda a: a.update(vectors=np.array([object()]))), "damaged or cut short"),
            (
                damaged_npz(lambda a: a.update(counts=np.arange(5))),
                "counts: expected one for each of 6 words",
            ),
        ],
    )
    def test_an_archive_is_refused(self, tmp_path, content, says):
        (tmp_path / "v.npz").write_bytes(content)
        with pytest.raises(ValueError, match=says):
            KeyedVectors.load(tmp_path / "v.npz")

    def test_a_missing_count_is_named(self, tmp_path):
        (tmp_path / "vocab").write_text("king 3\n")
        (tmp_path / "v.txt").write_text("2 1\nking 1\nqueen 2\n")
        with pytest.raises(
            ValueError, match="vocab: expected a count for each word, got none for 1, 'queen'"
        ):
            KeyedVectors.load_word2vec_format(tmp_path / "v.txt", fvocab=tmp_path / "vocab")


class TestWriting:
    @pytest.mark.parametrize("word", ["", "New York", "line\nend", "\r", "half \ud800"])
    @pytest.mark.parametrize("name", ["v.txt", "v.bin", "v.vec.gz"])
    def test_a_word_that_could_not_be_read_back_is_refused_and_the_old_file_stays(self, tmp_path, word, name):
        path = tmp_path / name
        formats.write_by_ending(path, WORDS, VECTORS)
        before = path.read_bytes()
        with pytest.raises(ValueError, match="expected words"):
            formats.write_by_ending(path, [*WORDS[:5], word], VECTORS)
        assert path.read_bytes() == before
        assert [p.name for p in tmp_path.iterdir()] == [name]

    def test_an_unknown_ending_is_named(self, tmp_path):
        for name in ("vectors", "v.npz.gz", "v.model"):
            with pytest.raises(ValueError, match=r"expected a name in .npz, .bin, .txt or .vec"):
                formats.write_by_ending(tmp_path / name, WORDS, VECTORS)
            with pytest.raises(ValueError, match=r"expected a name in .npz"):
                formats.read_by_ending(tmp_path / name)

    def test_gz_is_packed(self, tmp_path):
        formats.write_by_ending(tmp_path / "v.bin.gz", WORDS, VECTORS)
        formats.write_by_ending(tmp_path / "v.bin", WORDS, VECTORS)
        assert gzip.decompress((tmp_path / "v.bin.gz").read_bytes()) == (tmp_path / "v.bin").read_bytes()
