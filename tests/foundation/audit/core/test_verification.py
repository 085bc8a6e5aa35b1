"""The trail's verification: one manipulation is always found and called by its name."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.audit.core.chain import START, chain_hash
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.core.heads import HEADS, Heads, head_line, read_heads
from quartierwerk.foundation.audit.core.verification import TRAIL, Entry, examine

KEY = b"a key the attacker does not have"

texts = st.text(max_size=12)
contents = st.fixed_dictionaries(
    {
        "deed": st.sampled_from(["places:site:rename", "people:mandate:give"]),
        "subject": st.tuples(st.sampled_from(["site", "person"]), texts).map(list),
        "reason": texts,
        "facts": st.dictionaries(
            texts, st.one_of(texts, st.integers(), st.booleans(), st.none(), st.lists(st.integers(), max_size=3)), max_size=3
        ),
    }
)


def chained(written, *, key=KEY, start=1, previous=START):
    entries = []
    for number, content in enumerate(written, start=start):
        hashed = chain_hash({**content, "number": number}, previous=previous, key=key)
        entries.append(Entry(number, content, previous, hashed))
        previous = hashed
    return entries


def witnesses(entries):
    return read_heads(head_line(entry.number, entry.hash) for entry in entries)


def renumbered(entries):
    return [replace(entry, number=number) for number, entry in enumerate(entries, start=1)]


def found(entries, heads):
    return examine(entries, key=KEY, heads=heads).findings


def numbers(findings, kind):
    return {finding.number for finding in findings if finding.finding is kind}


chains = st.lists(contents, min_size=1, max_size=30).map(chained)
long_chains = st.lists(contents, min_size=3, max_size=60).map(chained)


@st.composite
def chain_and_place(draw, *, of=long_chains, but_last=False):
    entries = draw(of)
    return entries, draw(st.integers(0, len(entries) - (2 if but_last else 1)))


@given(chains)
def test_untouched_trail_has_no_findings(entries):
    result = examine(entries, key=KEY, heads=witnesses(entries))

    assert (result.findings, result.entries, result.unwitnessed) == ((), len(entries), 0)


def test_empty_trail_has_no_findings():
    assert found([], Heads({})) == ()


@given(chain_and_place(), st.sampled_from(["reason", "deed", "actor"]))
def test_tampered_content_is_found_as_one_changed_entry(case, part):
    entries, place = case
    heads = witnesses(entries)

    entries[place] = replace(entries[place], content={**entries[place].content, part: "tampered-with"})

    assert found(entries, heads) == (Finding(TRAIL, place + 1, FindingKind.CHANGED, entries[place].thing),)


@given(chain_and_place(of=st.lists(contents, min_size=3, max_size=20).map(chained)), st.sampled_from(["hash", "previous"]))
def test_tampered_hash_is_found_as_one_changed_entry(case, column):
    entries, place = case
    heads = witnesses(entries)

    entries[place] = replace(entries[place], **{column: "f" * 64})

    assert found(entries, heads) == (Finding(TRAIL, place + 1, FindingKind.CHANGED, entries[place].thing),)


@given(chain_and_place(but_last=True))
def test_removed_entry_is_found_as_missing(case):
    entries, place = case
    heads = witnesses(entries)

    del entries[place]

    assert found(entries, heads) == (Finding(TRAIL, place + 1, FindingKind.MISSING, f"entry {place + 1}"),)


@given(chain_and_place(but_last=True), st.booleans())
def test_removed_entry_is_found_as_missing_although_the_rest_moved_up(case, with_heads):
    entries, place = case
    heads = witnesses(entries) if with_heads else Heads({})

    left = renumbered(entries[:place] + entries[place + 1 :])
    findings = found(left, heads)

    assert numbers(findings, FindingKind.MISSING) - {0} == {place + 1}
    assert numbers(findings, FindingKind.REORDERED) == {place + 1}
    assert not numbers(findings, FindingKind.CHANGED)


@given(chain_and_place(), contents)
def test_forged_entry_put_in_is_found_as_added(case, forged):
    entries, place = case
    heads = witnesses(entries)
    previous = entries[place - 1].hash if place else START

    entries.insert(place, chained([forged], key=b"guessed", start=place + 1, previous=previous)[0])
    findings = found(renumbered(entries), heads)

    assert numbers(findings, FindingKind.ADDED) == {place + 1}
    assert numbers(findings, FindingKind.REORDERED) == {place + 2}
    assert not numbers(findings, FindingKind.MISSING) | numbers(findings, FindingKind.CHANGED)


@given(long_chains, contents)
def test_forged_entry_at_the_end_is_found_as_added(entries, forged):
    heads = witnesses(entries)

    entries += chained([forged], key=b"guessed", start=len(entries) + 1, previous=entries[-1].hash)

    assert found(entries, heads) == (Finding(TRAIL, len(entries), FindingKind.ADDED, entries[-1].thing),)


@given(chain_and_place())
def test_entry_copied_to_the_end_is_found_as_added(case):
    entries, place = case
    heads = witnesses(entries)

    findings = found([*entries, replace(entries[place], number=len(entries) + 1)], heads)

    assert [(finding.number, finding.finding) for finding in findings] == [(len(entries) + 1, FindingKind.ADDED)]


@given(long_chains, st.data())
def test_two_entries_that_changed_places_are_found_as_reordered(entries, data):
    heads = data.draw(st.sampled_from([witnesses(entries), witnesses(entries[-1:])]))
    first, second = sorted(data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True)))

    entries[first], entries[second] = entries[second], entries[first]
    findings = found(renumbered(entries), heads)

    assert {finding.finding for finding in findings} == {FindingKind.REORDERED}
    assert numbers(findings, FindingKind.REORDERED) == {first + 1, second + 1}


def test_two_entries_far_apart_are_recognised_at_each_others_places_without_their_heads():
    entries = chained([{"deed": "a:b:c", "subject": ["site", str(n)]} for n in range(60)])
    heads = witnesses(entries[-1:])

    entries[4], entries[49] = entries[49], entries[4]

    assert found(renumbered(entries), heads) == (
        Finding(TRAIL, 5, FindingKind.REORDERED, "entry 5, was entry 50"),
        Finding(TRAIL, 50, FindingKind.REORDERED, "entry 50, was entry 5"),
    )


@given(long_chains, st.data())
def test_entry_moved_to_another_place_is_found_as_reordered_and_nothing_is_missing(entries, data):
    heads = witnesses(entries)
    origin, goal = data.draw(st.lists(st.integers(0, len(entries) - 1), min_size=2, max_size=2, unique=True))

    entries.insert(goal, entries.pop(origin))
    findings = found(renumbered(entries), heads)

    assert {finding.finding for finding in findings} == {FindingKind.REORDERED}
    assert min(finding.number for finding in findings) == min(origin, goal) + 1


@given(chain_and_place())
def test_end_cut_off_is_found_as_missing(case):
    entries, place = case
    heads = witnesses(entries)

    findings = found(entries[:place], heads)

    span = f"entry {place + 1}" if place + 1 == len(entries) else f"entries {place + 1} to {len(entries)}"
    assert findings == (Finding(TRAIL, place + 1, FindingKind.MISSING, f"end cut off: {span}"),)


@given(chain_and_place(), contents)
def test_chain_computed_anew_with_the_key_is_found_by_the_heads_outside(case, lie):
    entries, place = case
    heads = witnesses(entries)
    lie["reason"] += "!" if lie["reason"] == entries[place].content["reason"] else ""
    lie["facts"] = {"lie": True}
    previous = entries[place - 1].hash if place else START

    written = [lie] + [entry.content for entry in entries[place + 1 :]]
    findings = found(entries[:place] + chained(written, start=place + 1, previous=previous), heads)

    assert [(finding.number, finding.finding) for finding in findings] == [(place + 1, FindingKind.CHANGED)]
    assert findings[0].thing.startswith("chain computed anew: ")


@given(chain_and_place(but_last=True), contents)
def test_single_entry_replaced_with_the_key_is_found_even_without_heads(case, lie):
    entries, place = case
    lie["facts"] = {"lie": True}
    previous = entries[place - 1].hash if place else START

    entries[place] = chained([lie], start=place + 1, previous=previous)[0]
    findings = found(entries, witnesses(entries[-1:]))

    assert [(finding.number, finding.finding) for finding in findings] == [(place + 2, FindingKind.CHANGED)]


@given(long_chains, st.integers(1, 5))
def test_entries_newer_than_the_last_head_are_counted_and_no_finding(entries, newer):
    newer = min(newer, len(entries) - 1)

    result = examine(entries, key=KEY, heads=witnesses(entries[:-newer]))

    assert (result.findings, result.unwitnessed) == ((), newer)


@given(long_chains)
def test_trail_whose_heads_are_all_gone_is_a_finding(entries):
    assert found(entries, Heads({})) == (Finding(HEADS, 0, FindingKind.MISSING, "no head outside the database"),)


@given(long_chains)
def test_trail_read_with_another_key_has_every_entry_changed(entries):
    findings = examine(entries, key=b"another", heads=witnesses(entries)).findings

    assert numbers(findings, FindingKind.CHANGED) == {entry.number for entry in entries}


def test_several_manipulations_at_once_are_all_found():
    entries = chained([{"deed": "a:b:c", "subject": ["site", str(n)], "reason": "", "facts": {}} for n in range(100)])
    heads = witnesses(entries)

    entries[9] = replace(entries[9], content={**entries[9].content, "reason": "lie"})
    entries[20], entries[80] = replace(entries[80], number=21), replace(entries[20], number=81)
    del entries[50]

    assert found(entries[:95], heads) == (
        Finding(TRAIL, 10, FindingKind.CHANGED, "a:b:c site/9"),
        Finding(TRAIL, 21, FindingKind.REORDERED, "entry 21, was entry 81"),
        Finding(TRAIL, 51, FindingKind.MISSING, "entry 51"),
        Finding(TRAIL, 81, FindingKind.REORDERED, "entry 81, was entry 21"),
        Finding(TRAIL, 97, FindingKind.MISSING, "end cut off: entries 97 to 100"),
    )
