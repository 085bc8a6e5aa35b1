"""Setting a document: standards, literal text, determinism, and refusals with a name."""

from datetime import UTC, datetime
from io import BytesIO

import page
import pytest
from pypdf import PdfReader

from quartierwerk.foundation.documents import typesetting
from quartierwerk.foundation.documents.typesetting import TypesettingError, typeset

DATED = datetime(2027, 3, 3, 9, 12, tzinfo=UTC)
HEAD = '#import "drawings.typ": *\n#let content = json("content.json")\n#show: frame.with(title: content.title, running: "Kopf", foot: "Fuß")\n= Anfang\n'


@pytest.fixture
def template(tmp_path):
    def write(body, name="letter.typ"):
        path = tmp_path / name
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return write


def text_of(pdf):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)


def failures(pdf, profile):
    """Return what the checker finds; it misreads the length of a stream whose last byte is a carriage return."""
    found = page.validate_pdf_bytes(pdf, profile=profile).failures
    return [(failure.rule_id, failure.message) for failure in found if "STREAM-LENGTH" not in failure.rule_id]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_document_with_every_piece_of_the_library_meets_the_standards(template, profile):
    path = template(
        """
#lead[Vorspann]
#facts(([Ort], content.title), ([Fläche], ""))
#sheet(columns: (1fr, 20mm), head: ([A], [B]), caption: [Tabelle], note: [Anmerkung],
  (group-row([Gruppe], [1]), row([Zeile], [1]), sub-row([davon], [1]), sum-row([Summe], [2])))
#remark[gut] #warning[schlecht] #nothing-yet[leer]
== Zweites
#written(content.blocks)
#plain("eins\\nzwei\\n\\ndrei")
#thread(knot-names.keys().map(key => (key: key, value: "4", note: "Rest", state: "missing")), here: "euros")
#let arm(share) = (share: share, amount: "1 €", percent: "33 %")
#balance(arm(.4), arm(.3), arm(.3))
#year-bars(((year: "2027", label: "4", parts: ((fill: bar-fill.both, share: .5), (fill: third-fill, share: .5))),), alt: "Säule", caption: [Säulen])
#for mark in ("hollow", "half", "full", "crossed") { state-sign(mark) }
#wide[quer]
"""
    )
    blocks = [
        {"type": "heading", "level": 3, "runs": [{"text": "Teil"}]},
        {"type": "bullets", "items": [[{"text": "Punkt", "bold": True, "italic": True}]]},
        {"type": "numbers", "items": [[{"text": "Nummer"}]]},
        {"type": "quote", "runs": [{"text": "Zitat"}]},
        {"type": "paragraph", "runs": [{"text": "Seite", "href": "https://beispiel.invalid/"}]},
    ]

    pdf = typeset(path, {"title": "Nordviertel", "blocks": blocks}, dated=DATED)

    assert failures(pdf, profile) == []


def test_what_a_person_typed_is_printed_and_not_run(template):
    typed = "#let x = 1 *bold* _kursiv_ $ x^2 $ <script> @ref `code` // weg \\# [a](b) = Titel"

    pdf = typeset(template("#content.typed"), {"title": "T", "typed": typed}, dated=DATED)

    assert typed in " ".join(text_of(pdf).split())


def test_the_same_input_gives_the_same_bytes(template):
    path = template("#content.title")

    first, second = (typeset(path, {"title": "T"}, dated=DATED) for _ in range(2))

    assert first == second


def test_the_date_given_is_the_date_in_the_file(template):
    pdf = typeset(template(""), {"title": "T"}, dated=DATED)

    assert PdfReader(BytesIO(pdf)).metadata.creation_date == DATED


def test_title_and_language_are_set(template):
    pdf = PdfReader(BytesIO(typeset(template(""), {"title": "Handlungskonzept Süd"}, dated=DATED)))

    assert pdf.metadata.title == "Handlungskonzept Süd"
    assert pdf.trailer["/Root"]["/Lang"] == "de-DE"


def test_characters_no_font_knows_are_replaced_and_named(template):
    pdf = typeset(template('#content.typed #content.unprintable.join(" ")'), {"title": "T", "typed": "Fest 😀 im مقهى"}, dated=DATED)

    assert "Fest ▯ im ▯▯▯▯" in text_of(pdf)
    assert "U+1F600" in text_of(pdf)


@pytest.mark.parametrize(
    "awkward", ["\x00\x07", "\u200d\ufe0f", "\ud800", "a\u0308", "\ue000", "\r\n\t", "\u2028", "\U000e0001", "ﬁ", "\u202e"]
)
def test_awkward_characters_never_stop_a_document(template, awkward):
    pdf = typeset(template("#content.typed"), {"title": "T", "typed": f"vor{awkward}nach"}, dated=DATED)

    assert "vor" in text_of(pdf)
    assert failures(pdf, "2a") == []


def test_every_character_counted_as_known_can_be_set(template):
    known = sorted(typesetting._known_characters())

    pdf = typeset(template("#content.typed #content.unprintable.len()"), {"title": "T", "typed": " ".join(known)}, dated=DATED)

    assert len(known) > 1000
    assert failures(pdf, "2a") == []


def test_a_long_run_without_spaces_stays_on_the_sheet(template):
    pdf = typeset(template("#content.typed"), {"title": "T", "typed": "https://beispiel.invalid/" + "w" * 400}, dated=DATED)

    right_edges = []
    sheet = PdfReader(BytesIO(pdf)).pages[0]
    sheet.extract_text(visitor_text=lambda text, _cm, tm, _font, size: right_edges.append(tm[4]) if text.strip() else None)
    assert text_of(pdf).count("w") == 400
    assert len([line for line in text_of(pdf).splitlines() if "www" in line]) > 3
    assert max(right_edges) < float(sheet.mediabox.right)


def test_an_ordinary_long_word_is_left_to_hyphenation():
    word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"

    assert typesetting._drawable(word, typesetting._known_characters(), set()) == word


def test_a_date_without_a_zone_is_refused(template):
    with pytest.raises(TypesettingError, match="time zone"):
        typeset(template(""), {"title": "T"}, dated=datetime(2027, 3, 3))  # noqa: DTZ001 -- the missing zone is the point


def test_a_missing_template_is_refused_by_name(tmp_path):
    with pytest.raises(TypesettingError, match=r"gone\.typ"):
        typeset(tmp_path / "gone.typ", {}, dated=DATED)


def test_a_fault_in_the_template_is_refused_with_its_place(template):
    with pytest.raises(TypesettingError, match="unknown variable: nowhere") as caught:
        typeset(template("#nowhere"), {"title": "T"}, dated=DATED)

    assert "main.typ:5" in caught.value.reason


@pytest.mark.parametrize("content", [{"title": "T", "x": object()}, {"title": "T", "x": float("nan")}])
def test_content_that_is_not_json_is_refused(template, content):
    with pytest.raises(TypesettingError, match="not JSON"):
        typeset(template(""), content, dated=DATED)


def test_a_figure_without_alternative_text_is_refused(template):
    with pytest.raises(TypesettingError, match="alt"):
        typeset(template("#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))"), {"title": "T"}, dated=DATED)


def test_a_template_sees_no_file_beyond_its_own(template, tmp_path):
    (tmp_path / "secret.txt").write_text("geheim")

    with pytest.raises(TypesettingError, match=r"secret\.txt"):
        typeset(template('#read("secret.txt")'), {"title": "T"}, dated=DATED)


def test_without_fonts_the_set_up_is_named(template, monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONTS", tmp_path / "empty")

    with pytest.raises(TypesettingError, match="set-up"):
        typeset(template(""), {"title": "T"}, dated=DATED)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_pictures_are_handed_over_by_name_and_meet_the_standards(template, profile):
    path = template('#image("a.svg", alt: "Bank") #content.pictures.join(" ")')
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"

    pdf = typeset(path, {"title": "T"}, dated=DATED, pictures={"a.svg": drawing})

    assert "a.svg" in text_of(pdf)
    assert failures(pdf, profile) == []
