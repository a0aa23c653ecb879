"""The Rosetta table: its signs, their spelling, and the letters that mislead."""

import pytest

from w2vlib.notation import NOTATIONS, THINGS, Sign, as_html, as_text, false_friends, find_thing


@pytest.mark.parametrize(
    ("spelling", "text", "html", "glyph"),
    [
        ("v'_w", "v′_w", "v′<sub>w</sub>", "v'"),
        ("θ^{w_i}", "θ^w_i", "θ<sup>w<sub>i</sub></sup>", "θ"),
        ("θ_{j−1}^w", "θ_j−1^w", "θ<sub>j−1</sub><sup>w</sup>", "θ"),
        ("ŷ_j", "ŷ_j", "ŷ<sub>j</sub>", "ŷ"),
        ("u_w^⊤v_c", "u_w^⊤v_c", "u<sub>w</sub><sup>⊤</sup>v<sub>c</sub>", ""),
        ("center_vector", "center_vector", "center_vector", ""),
        ("layer1_size", "layer1_size", "layer1_size", ""),
        ("a < b", "a < b", "a &lt; b", ""),
    ],
)
def test_a_sign_has_a_text_an_html_and_a_letter(spelling, text, html, glyph):
    sign = Sign(spelling)
    assert (sign.text(), sign.html(), sign.glyph) == (text, html, glyph)


def test_the_hat_is_the_truth_in_seed_001_and_the_prediction_in_cs224n():
    truth, prediction = find_thing("truth"), find_thing("prediction")
    assert false_friends(truth, "seed001") == [(prediction, "cs224n")]
    assert (truth, "seed001") in false_friends(prediction, "cs224n")


def test_x_u_theta_and_f_mislead_too():
    assert {t.key for t, _ in false_friends(find_thing("one_hot"), "rong")} == {"center_vector", "hidden"}
    assert {t.key for t, _ in false_friends(find_thing("score"), "rong")} == {"outside_vector", "node_vector"}
    assert false_friends(find_thing("node_vector"), "pinard") == [(find_thing("outside_vector"), "pinard")]
    assert (find_thing("score"), "c") in false_friends(find_thing("prediction"), "c")


def test_false_friends_are_mutual():
    pairs = {
        ((thing.key, notation), (other.key, column))
        for thing in THINGS
        for notation in thing.signs
        for other, column in false_friends(thing, notation)
    }
    assert pairs and all((b, a) in pairs for a, b in pairs)


def test_the_same_vector_under_two_headings_is_no_false_friend():
    assert false_friends(find_thing("hidden"), "cs224n") == []


def test_names_and_missing_signs_have_no_false_friends():
    assert false_friends(find_thing("truth"), "d2l") == false_friends(find_thing("truth"), "c") == []


def test_every_thing_is_complete_and_unique():
    assert len({thing.key for thing in THINGS}) == len(THINGS)
    for thing in THINGS:
        assert thing.name and thing.what.endswith(".") and thing.shape
        assert set(thing.signs) <= set(NOTATIONS) and len(thing.signs) >= 4


def test_both_faces_show_every_sign():
    text, html = as_text(), as_html()
    for thing in THINGS:
        assert all(sign.text() in text and sign.html() in html for sign in thing.signs.values())
    assert len(text.splitlines()) == len(THINGS) + 1


def test_an_unknown_thing_is_named():
    with pytest.raises(ValueError, match=r"truth.*got 'hat'"):
        find_thing("hat")
