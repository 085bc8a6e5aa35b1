"""A document is answered as what it is, under its name."""

from quartierwerk.foundation.documents.responses import as_response


def test_document_is_answered_under_its_name():
    response = as_response(b"%PDF-1.7", name="handlungskonzept-nord-fassung-2.pdf")

    assert (response["Content-Type"], response.content) == ("application/pdf", b"%PDF-1.7")
    assert response["Content-Disposition"] == 'inline; filename="handlungskonzept-nord-fassung-2.pdf"'
