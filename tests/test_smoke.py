import pytest

@pytest.mark.django_db
def test_start(client):
    assert client.get("/").status_code == 200
