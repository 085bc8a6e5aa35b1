"""A refusal that no page caught becomes a page that says why."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.ui.middleware import RefusalMiddleware
from quartierwerk.kernel.errors import NotPermittedError
from tests.foundation.ui.pages import says

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")


@pytest.fixture
def request_of_somebody():
    request = RequestFactory().get("/werkbank/geheim/")
    request.actor = Actor()
    return request


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("not_signed_in", "Bitte melden Sie sich an."),
        ("role_missing", "Dafür braucht es eine Rolle, die Sie nicht haben."),
        ("outside_scope", "Ihre Rolle gilt für einen anderen Standort."),
        ("something_else", "Das ist hier nicht erlaubt."),
    ],
)
def test_a_refusal_is_said_in_a_sentence(request_of_somebody, reason, sentence):
    middleware = RefusalMiddleware(lambda _request: HttpResponse())

    response = middleware.process_exception(request_of_somebody, NotPermittedError(reason))

    assert response.status_code == 403
    assert sentence in says(response.content.decode())


def test_other_exceptions_are_left_to_django(request_of_somebody):
    middleware = RefusalMiddleware(lambda _request: HttpResponse())

    assert middleware.process_exception(request_of_somebody, ValueError()) is None
    assert middleware(request_of_somebody).status_code == 200
