# Recipes for developers; `just` lists them. ./run test is `just all`.

set positional-arguments

python := ".venv/bin/python"
pytest := ".venv/bin/python -m pytest -q"
long := "browser or conformance or durability or load"

# list the recipes
_default:
    @{{just_executable()}} --list --unsorted

# start the site with the example programme
start *options:
    ./run "$@"

alias demo := start

# every quick check and test, the gate before a commit
check: style types contracts templates spelling dependencies
    {{pytest}} -m "not ({{long}})" -n 2

# check plus the long marks: browser, conformance, durability, load
all: check
    {{pytest}} -m "{{long}}"

# put lines, imports and templates in order
fix:
    .venv/bin/ruff check --fix --quiet src tests benchmarks scripts || true
    .venv/bin/ruff format src tests benchmarks scripts

# run tests, all quick ones or those named: just test tests/places -k stages
test *what:
    {{pytest}} -m "not ({{long}})" "$@"

# the stories, in a real browser
journeys *what:
    {{pytest}} -m browser tests/journeys "$@"

# the architecture: contracts and the tests that watch it
arch: contracts
    {{pytest}} tests/architecture

# who may import whom
contracts:
    .venv/bin/lint-imports --config pyproject.toml --no-logo

# rules and format of the Python code
style:
    .venv/bin/ruff check src tests benchmarks scripts
    .venv/bin/ruff format --check src tests benchmarks scripts

# types, strict
types:
    .venv/bin/mypy

# rules of the templates
templates:
    .venv/bin/djlint src --lint --quiet

# typing errors in code and English pages
spelling:
    .venv/bin/codespell src tests docs benchmarks scripts $(ls *.md)

# packages that are imported but not named, or named but not used
dependencies:
    .venv/bin/deptry src

# bring the English catalogue up to date with the German sentences; says what is still to be translated
words:
    {{python}} -m quartierwerk.config.messages

# how much is typed, documented and short, and how many lines of test there are for each line of code
figures:
    {{python}} -m tests.architecture.figures

# measure pages, imports and documents on a large programme
bench *options:
    {{python}} -m benchmarks.pages "$@"

# make the pictures of the README anew
screenshots:
    {{python}} scripts/screenshots.py

# start the site empty, with a one-time link for the first account
empty:
    ./run --no-example

# bring the written matrix of roles and addresses up to date
access:
    {{python}} -m quartierwerk.config.cli manage routes --markdown > docs/access.new
    mv docs/access.new docs/access.md

# make the packages' locks again after a change of pyproject.toml; no address may stand in them
lock:
    .tools/bin/uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -o requirements.lock
    .tools/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -o requirements-dev.lock
    .tools/bin/uv pip compile --group node --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -o requirements-node.lock
    ! grep -n '://' requirements*.lock
