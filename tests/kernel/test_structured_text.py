"""What people type becomes blocks without markup of theirs, and can be typed again as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.kernel.structured_text import plain, read, typed

SIGNS = [
    "**", "*", "***", "_", "[", "](https://a.de)", "](http://b.de/(c)", "](/innen)", "](", ")", "(", "<", ">", "\\", "`", "!", "&amp;", "#", "1", ".",
    "\n", "\n\n", "\r\n", "- ", "+ ", "1. ", "2. ", "3) ", "12. ", "2024. ", "> ", "# ", "### ", " ", "   ", "\t", "\u00a0", "\x0b", "\x00", "a", "Wort", "Ä.",
]  # fmt: skip
writing = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@pytest.fixture(params=["**fett**", "*kursiv*", "***beides***"])
def emphasis(request):
    return request.param


def runs_of(text):
    (block,) = read(text)
    return block["runs"]


def test_paragraphs_are_parted_by_empty_lines():
    assert read("Erste Zeile\nzweite Zeile\n\nNeuer Absatz") == [
        {"type": "paragraph", "runs": [{"text": "Erste Zeile zweite Zeile"}]},
        {"type": "paragraph", "runs": [{"text": "Neuer Absatz"}]},
    ]


def test_nothing_typed_is_no_block():
    assert read("") == read(" \n\n ") == read("-\n-") == read("#") == []


@pytest.mark.parametrize(("typed_as", "level"), [("#", 3), ("##", 3), ("###", 3), ("####", 4), ("######", 4)])
def test_headings_are_of_level_three_or_four(typed_as, level):
    assert read(f"{typed_as} Ziele") == [{"type": "heading", "level": level, "runs": [{"text": "Ziele"}]}]


def test_styles_and_links_become_runs():
    assert runs_of("Ein **fettes**, *kursives* und ***beides*** [Wort](https://a.de/b) mit [Post](mailto:a@b.de)") == [
        {"text": "Ein "},
        {"text": "fettes", "bold": True},
        {"text": ", "},
        {"text": "kursives", "italic": True},
        {"text": " und "},
        {"text": "beides", "bold": True, "italic": True},
        {"text": " "},
        {"text": "Wort", "href": "https://a.de/b"},
        {"text": " mit "},
        {"text": "Post", "href": "mailto:a@b.de"},
    ]


@pytest.mark.parametrize("address", ["/innen/", "ftp://a.de", "seite.html", "HTTPS2://a.de", "https"])
def test_an_address_that_leads_elsewhere_is_left_out(address):
    assert runs_of(f"[Wort]({address})") == [{"text": "Wort"}]


@pytest.mark.parametrize(
    "text", ["[Wort](javascript:alert(1))", "<script>alert(1)</script>", "<b>a</b>", "`code`", "| a | b |", "&amp;", "![a]"]
)
def test_markup_of_other_kinds_stays_the_characters_it_is(text):
    assert plain(read(text)) == text
    assert all("href" not in run for run in runs_of(text))


def test_lists_become_items():
    assert read("- Hof\n- Platz\n\n1. planen\n2. bauen") == [
        {"type": "bullets", "items": [[{"text": "Hof"}], [{"text": "Platz"}]]},
        {"type": "numbers", "items": [[{"text": "planen"}], [{"text": "bauen"}]]},
    ]


def test_a_list_of_the_same_kind_goes_on():
    assert read("- Hof\n\n+ Platz") == [{"type": "bullets", "items": [[{"text": "Hof"}], [{"text": "Platz"}]]}]


def test_a_list_inside_a_list_is_drawn_level_with_it():
    assert read("1. Hof\n   1. Baum\n   2. Bank\n2. Platz")[0]["items"] == [
        [{"text": "Hof"}],
        [{"text": "Baum"}],
        [{"text": "Bank"}],
        [{"text": "Platz"}],
    ]


def test_a_list_may_be_long():
    (block,) = read("\n".join(f"{number}. Punkt {number}" for number in range(1, 31)))

    assert [item[0]["text"] for item in block["items"]] == [f"Punkt {number}" for number in range(1, 31)]


@pytest.mark.parametrize(
    "text", ["2024. war ein gutes Jahr", "12. Juli 2027", "3) ist kein Anfang", "Erst\n\n12. Juli", "- 5. Mai", "> 1. Mai"]
)
def test_a_number_that_begins_a_sentence_is_kept(text):
    assert plain(read(text)).split() == text.removeprefix("- ").removeprefix("> ").split()


def test_a_list_ends_with_the_next_paragraph():
    blocks = read("1. planen\n\nDann kommt ein Satz.\n\n2. Mai 2027")

    assert [block["type"] for block in blocks] == ["numbers", "paragraph", "paragraph"]
    assert plain(blocks).endswith("\n2. Mai 2027")


def test_a_quotation_is_marked_also_over_several_paragraphs():
    assert read("> Hier wohnt\n> man gut.\n>\n> Immer.\n\nSagt sie.") == [
        {"type": "quote", "runs": [{"text": "Hier wohnt man gut."}]},
        {"type": "quote", "runs": [{"text": "Immer."}]},
        {"type": "paragraph", "runs": [{"text": "Sagt sie."}]},
    ]


def test_white_space_is_tidied_but_not_where_it_is_meant():
    assert runs_of("  Ein \t **Wort**   mit 74\u00a0ha \\\n ") == [
        {"text": "Ein "},
        {"text": "Wort", "bold": True},
        {"text": " mit 74\u00a0ha \\"},
    ]
    assert runs_of("a \\\n b") == runs_of("a  \n b") == [{"text": "a b"}]


@pytest.mark.parametrize("text", ["[ ](https://a.de) Wort", "Wort[ ](https://a.de)", "Wort [ ](https://a.de)", "[\u00a0](/innen)Wort"])
def test_a_link_over_nothing_is_left_out(text):
    assert runs_of(text) == [{"text": "Wort"}]


@pytest.mark.parametrize(
    "text",
    ["**Ein *sehr* guter Satz**", "*Ein **sehr** guter Satz*", "***a** b*", "**[Seite](https://a.de) und** Wort", "**a***b*", "**a *b***"],
)
def test_styles_stand_in_one_another(text):
    assert any("bold" in run for run in runs_of(text))
    assert typed(read(text)) == text


@pytest.mark.parametrize("begin", ["", "- "])
def test_style_that_cannot_be_written_down_again_is_left_out(begin):
    block = read(f"{begin}a[*a)*](https://a.de)")[0]

    assert (block.get("runs") or block["items"][0]) == [{"text": "a"}, {"text": "a)", "href": "https://a.de"}]


def test_plain_gives_the_words_a_block_a_line():
    assert plain(read("# Ziele\n\nEin **Wort**\n\n- Hof\n- Platz")) == "Ziele\nEin Wort\nHof\nPlatz"


def test_what_was_typed_is_typed_again(emphasis):
    text = f"### Ziele \\# 1\n\nEin {emphasis} Wort, [Seite](https://a.de/) und [Klammer](<https://a.de/(b)>)\n\n- Hof\n- \\- Platz\n\n> Zitat\n\n1. a\n2. b"

    assert typed(read(text)) == text


@pytest.mark.parametrize(
    "text", ["\\# kein Titel", "\\> kein Zitat", "\\- kein Punkt", "\\+ kein Punkt", "1\\. keine Liste", "1\\) keine Liste", "\\*nicht\\*"]
)
def test_a_sign_that_is_meant_stays_a_sign(text):
    (block,) = read(text)

    assert block["type"] == "paragraph"
    assert typed([block]) == text


def test_a_number_after_a_list_stays_outside_it():
    blocks = [{"type": "numbers", "items": [[{"text": "a"}], [{"text": "b"}]]}, {"type": "paragraph", "runs": [{"text": "3. Mai"}]}]

    assert read(typed(blocks)) == blocks


@given(writing)
def test_whatever_was_read_is_read_the_same_when_typed_again(text):
    blocks = read(text)

    assert read(typed(blocks)) == blocks


@given(st.text())
def test_any_text_at_all_is_read(text):
    blocks = read(text)

    assert read(typed(blocks)) == blocks


@given(writing)
def test_no_letter_is_lost(text):
    words = sum(
        text.replace("https://a.de", "").replace("http://b.de/(c)", "").replace("](/innen)", "").count(word) for word in ("Wort", "Ä.")
    )
    found = plain(read(text))

    assert sum(found.count(word) for word in ("Wort", "Ä.")) == words


@given(writing)
def test_blocks_hold_text_and_nothing_else(text):
    for block in read(text):
        lines = block.get("items") or [block["runs"]]
        assert block["type"] in {"paragraph", "heading", "bullets", "numbers", "quote"}
        assert all(run["text"] and set(run) <= {"text", "bold", "italic", "href"} for line in lines for run in line)
        assert all(run.get("href", "https:").split(":")[0] in {"https", "http", "mailto", "tel"} for line in lines for run in line)
