"""``search run``: without Django or a database, with its exit codes and sentences."""

import gzip
import subprocess
import sys

import pytest

DOCS = (
    '{"doc_id":"a","text":"Der Bau eines Spielplatzes im Park"}\n{"doc_id":"b","text":"Spielplatzbau"}\n{"doc_id":"c","text":"Sitzung"}\n'
)


@pytest.fixture
def run(tmp_path):
    def command(*options, docs=DOCS, queries="q1\tSpielplatzbau\nq2\tnichts\n", language="de"):
        (tmp_path / "d.jsonl").write_text(docs)
        (tmp_path / "q.tsv").write_text(queries)
        blocked = "import sys; sys.modules['django'] = None; from quartierwerk.config.cli import main; main()"
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), "QUARTIERWERK_LANGUAGE": language}
        return subprocess.run(
            [sys.executable, "-c", blocked, "search", "run", "d.jsonl", "q.tsv", *options],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return command


def test_answers_go_to_the_output_and_progress_does_not(run):
    done = run("--top", "1")

    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "query_id,rank,doc_id,score"
    assert [line.rsplit(",", 1)[0] for line in lines[1:]] == ["q1,1,b"]
    assert float(lines[1].rsplit(",", 1)[1]) > 0


def test_answers_go_to_a_packed_file(run, tmp_path):
    done = run("--out", "answers.csv.gz")

    assert (done.returncode, done.stdout) == (0, "")
    assert gzip.decompress((tmp_path / "answers.csv.gz").read_bytes()).decode().count("\n") == 3


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "q.tsv:1:3: Erwartet werden zwei Spalten, Kennung und Frage, mit einem Tabulator dazwischen. Gefunden: 1."),
        ("en", "q.tsv:1:3: Two columns are"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(language, sentence, run):
    done = run(queries="q1\n", language=language)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_wrong_call_is_told(run):
    assert run("--top", "0").returncode == 2
