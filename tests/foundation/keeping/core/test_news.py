"""What is new is told in order, in both languages, with addresses that are there."""

from django.urls import reverse

from quartierwerk.foundation.keeping.core.news import NEWS


def test_the_newest_stands_first():
    assert [each.on for each in NEWS] == sorted((each.on for each in NEWS), reverse=True)


def test_everything_is_said_in_both_languages_and_leads_to_a_page():
    for each in NEWS:
        assert all(each.german + each.english)
        assert each.german != each.english
        assert not each.route or reverse(each.route).startswith("/")
