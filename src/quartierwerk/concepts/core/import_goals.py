"""Judge the rows of a sheet of goals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quartierwerk.concepts.core.import_rows import bare, changes_of, code_findings, length_findings, places_of
from quartierwerk.concepts.core.import_values import Existing, Finding, GoalValues, Judged, ReadRow, TextLimits, same

_LONGEST_CIRCLE_SHOWN = 10
_GOAL_KEYS = frozenset({"code", "title", "parent", "success_shown_by"})


def judge_goals(rows: Sequence[ReadRow], *, existing: Existing, limits: TextLimits) -> list[Judged[GoalValues]]:
    """Return the fate of every goal's row; references may point to the file or to the concept."""
    places = places_of(rows)
    known = {same(goal.code): goal for goal in existing.goals}
    spelled = {same(str(row.values.get("code", ""))): str(row.values.get("code", "")) for row in rows}
    spelled |= {code: goal.code for code, goal in known.items()}
    judged = [_judge_goal(row, places, known, spelled, limits=limits) for row in rows]
    return _settle_goals(judged, known)


def _judge_goal(
    row: ReadRow, places: Mapping[str, list[ReadRow]], known: Mapping[str, GoalValues], spelled: Mapping[str, str], *, limits: TextLimits
) -> Judged[GoalValues]:
    code = str(row.values.get("code", ""))
    old = known.get(same(code))
    given: dict[str, Any] = {key: value for key, value in row.values.items() if key in _GOAL_KEYS and key != "code"}
    values = replace(old or GoalValues(code), **given)
    values = replace(values, parent=spelled.get(same(values.parent), values.parent))
    findings = [*code_findings(row, places), *length_findings(row, limits.goal)]
    if not values.title and ("title" in row.values or not row.unreadable):
        findings.append(Finding("title", "missing_value"))
    if values.parent and same(values.parent) == same(code):
        findings.append(Finding("parent", "own_parent", {"code": code}))
    elif values.parent and same(values.parent) not in spelled:
        findings.append(Finding("parent", "unknown_reference", {"code": values.parent}))
    changes = changes_of(row, flat_goal(old), flat_goal(values)) if old else ()
    return Judged(row, values, old is None, tuple(findings), changes)


def flat_goal(goal: GoalValues) -> dict[str, object]:
    """Return the goal's values by the key of their column."""
    return {"code": goal.code, "title": bare(goal.title), "parent": goal.parent, "success_shown_by": bare(goal.success_shown_by)}


def _settle_goals(judged: list[Judged[GoalValues]], known: Mapping[str, GoalValues]) -> list[Judged[GoalValues]]:
    """Refuse what leans on refused rows and what runs in circles, until nothing more falls."""
    while True:
        judged = _refuse_leaning(judged, known)
        accepted = {same(goal.values.code): goal for goal in judged if not goal.is_refused}
        parents = {code: same(goal.parent) for code, goal in known.items()}
        parents |= {code: same(goal.values.parent) for code, goal in accepted.items()}
        circles = {code: circle for circle in _circles(parents) for code in circle if code in accepted}
        spelled = {code: goal.code for code, goal in known.items()} | {code: goal.values.code for code, goal in accepted.items()}
        fallen = {code: Finding("parent", "circular", {"codes": _shown_circle(code, circle, spelled)}) for code, circle in circles.items()}
        fallen = _too_deep(parents, accepted, spelled) | fallen
        if not fallen:
            return judged
        judged = [_with_finding(goal, fallen) for goal in judged]


def _too_deep(parents: Mapping[str, str], accepted: Mapping[str, Judged[GoalValues]], spelled: Mapping[str, str]) -> dict[str, Finding]:
    """Refuse goals below a sub-goal; where the lower one is not in the file, the one that would move under it falls."""
    found: dict[str, Finding] = {}
    for code, parent in parents.items():
        if not parents.get(parent):
            continue
        if code in accepted:
            found[code] = Finding("parent", "below_sub_goal", {"code": spelled[parent]})
        elif parent in accepted:
            found[parent] = Finding("parent", "has_sub_goals", {"code": spelled[code]})
    return found


def _with_finding(goal: Judged[GoalValues], fallen: Mapping[str, Finding]) -> Judged[GoalValues]:
    finding = fallen.get(same(goal.values.code))
    return replace(goal, findings=(*goal.findings, finding)) if finding and not goal.is_refused else goal


def _refuse_leaning(judged: list[Judged[GoalValues]], known: Mapping[str, GoalValues]) -> list[Judged[GoalValues]]:
    """Refuse goals whose parent is a new goal that is refused, and so on down the tree."""
    children: dict[str, list[Judged[GoalValues]]] = defaultdict(list)
    for goal in judged:
        children[same(goal.values.parent)].append(goal)
    waiting = [goal for goal in judged if goal.is_refused]
    fallen: dict[str, Finding] = {}
    while waiting:
        above = waiting.pop()
        code = same(above.values.code)
        if code in known or not code:
            continue
        for goal in children.pop(code, []):
            if not goal.is_refused:
                facts = {"code": above.values.code, "sheet": above.row.sheet, "row": above.row.row}
                fallen[same(goal.values.code)] = Finding("parent", "refused_reference", facts)
                waiting.append(goal)
    return [_with_finding(goal, fallen) for goal in judged] if fallen else judged


def _circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Return every circle of codes, each code above the one before it."""
    circles: list[list[str]] = []
    walked: dict[str, str] = {}
    for start in parents:
        code = start
        while code and code not in walked:
            walked[code] = start
            code = parents.get(code, "")
        if code and walked[code] == start:
            circle = [code]
            while (above := parents[circle[-1]]) != code:
                circle.append(above)
            circles.append(circle)
    return circles


def _shown_circle(code: str, circle: list[str], spelled: Mapping[str, str]) -> str:
    turned = circle[circle.index(code) :] + circle[: circle.index(code)]
    return " → ".join(spelled[step] for step in [*turned[:_LONGEST_CIRCLE_SHOWN], code])


def parents_first(goals: Iterable[Judged[GoalValues]]) -> tuple[Judged[GoalValues], ...]:
    """Return the goals so that each stands after the goal above it; they run in no circle."""
    by_code = {same(goal.values.code): goal for goal in goals}
    ordered: dict[str, Judged[GoalValues]] = {}
    for code in by_code:
        chain, step = [], code
        while step in by_code and step not in ordered:
            chain.append(step)
            step = same(by_code[step].values.parent)
        ordered.update((step, by_code[step]) for step in reversed(chain))
    return tuple(ordered.values())
