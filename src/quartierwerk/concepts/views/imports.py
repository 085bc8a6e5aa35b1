"""Reading a spreadsheet of goals and measures: upload, preview, confirm."""

import hashlib

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from quartierwerk.concepts import actions, phrases, policy
from quartierwerk.concepts.forms import AssignmentForm, ConfirmImportForm, ImportForm
from quartierwerk.concepts.imports import ImportPlan, plan_import
from quartierwerk.concepts.imports.assignments import offered_sheets
from quartierwerk.concepts.imports.columns import Lists
from quartierwerk.concepts.imports.workbooks import concept_workbook, template_workbook
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.concepts.queries.importing import assignment_of, existing_of, words_of
from quartierwerk.concepts.views.frame import find_concept, keep_input, page
from quartierwerk.foundation.files import actions as files
from quartierwerk.foundation.files import drafts
from quartierwerk.foundation.files import phrases as file_phrases
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.drafts import Draft
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.tables import phrases as table_phrases
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.exports import XLSX_TYPE
from quartierwerk.foundation.tables.preview import RowState
from quartierwerk.kernel.errors import DomainError

ROWS = 200
UNREAD = {"sheet_ignored", "no_known_sheet", "no_headings", "missing_column", "missing_column_for_new", "mapped_to_nothing"}
YEARS_AHEAD = 5


def _lists(concept: ActionConcept) -> Lists:
    return Lists(*words_of(concept, on=timezone.localdate()))


def _years_ahead() -> range:
    return range(timezone.localdate().year, timezone.localdate().year + YEARS_AHEAD)


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def upload(request: ActorRequest, site: str) -> HttpResponse:
    """Take a file and go on to its preview; nothing of the concept changes."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if getattr(request, "upload_too_large", False):
        form.add_error("file", _("Die Datei ist zu groß. Höchstens 20 MB lassen sich einlesen."))
    elif form.is_valid():
        given = form.cleaned_data["file"]
        try:
            content = given.read()
            plan_import(content, file_name=given.name, existing=existing_of(concept), lists=_lists(concept))
            kept = files.store(content=content, name=given.name, purpose=Purpose.SPREADSHEET, actor=request.actor)
        except UnreadableFileError as problem:
            form.add_error("file", table_phrases.file_sentence(problem))
        except DomainError as problem:
            form.add_error("file", file_phrases.sentence(problem))
        else:
            signed = drafts.sign(Draft(kept, given.name), purpose=Purpose.SPREADSHEET, site=site, actor=request.actor)
            return redirect("concepts:import_preview", site, signed)
    return page(request, "import", concept, tab="concept", form=form)


@require_safe
@needs(policy.EDIT)
def template(request: ActorRequest, site: str) -> HttpResponse:
    """Hand out an empty spreadsheet with all headings, or the working copy as one."""
    concept = find_concept(request, site)
    filled = "filled" in request.GET
    made = concept_workbook(existing_of(concept), _lists(concept)) if filled else template_workbook(_lists(concept), years=_years_ahead())
    response = HttpResponse(made, content_type=XLSX_TYPE)
    name = f"konzept-{site}.xlsx" if filled else "vorlage-handlungskonzept.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def preview(request: ActorRequest, site: str, draft: str) -> HttpResponse:
    """Show what every row would do; on confirmation do it, all or nothing."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    content, name = _drafted(request, site, draft)
    existing = existing_of(concept)
    plan = plan_import(content, file_name=name, existing=existing, lists=_lists(concept), mapping=assignment_of(concept))
    form = ConfirmImportForm(request.POST or None, initial={"fingerprint": plan.fingerprint})
    if form.is_valid() and not _stale(request, form, plan):
        try:
            actions.take_over(
                concept=concept,
                takeover=plan.takeover(existing, file_name=name, file_hash=hashlib.sha256(content).hexdigest()),
                leave_out_refused=form.cleaned_data["leave_out"],
                actor=request.actor,
            )
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem))
        else:
            messages.success(request, _taken_over(plan, site))
            return redirect("concepts:measures", site)
    return _show(request, concept, plan, form, name, draft)


def _taken_over(plan: ImportPlan, site: str) -> str:
    """Say what was taken over, and lead to the check of the concept."""
    goals = ngettext("%(n)s Ziel", "%(n)s Ziele", len(plan.goals)) % {"n": len(plan.goals)}
    measures = ngettext("%(n)s Maßnahme", "%(n)s Maßnahmen", len(plan.measures)) % {"n": len(plan.measures)}
    sentence = _("Übernommen: %(goals)s und %(measures)s.") % {"goals": goals, "measures": measures}
    return format_html('{} <a href="{}">{}</a>', sentence, reverse("concepts:problems", args=(site,)), _("Zur Prüfung des Konzepts"))


def _drafted(request: ActorRequest, site: str, signed: str) -> tuple[bytes, str]:
    """Return content and name of what this person uploaded for this site, or 404."""
    draft = drafts.find(signed, purpose=Purpose.SPREADSHEET, site=site, actor=request.actor)
    return draft.content, draft.name


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def assign(request: ActorRequest, site: str, draft: str) -> HttpResponse:
    """Ask what the sheets and columns are that nobody recognises, and remember it for the municipality."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    content, name = _drafted(request, site, draft)
    sheets = offered_sheets(content, file_name=name, lists=_lists(concept), mapping=assignment_of(concept))
    form = AssignmentForm(request.POST or None, sheets=sheets, years=_years_ahead())
    if form.is_valid():
        actions.assign_columns(concept=concept, sheets=form.sheets(), in_sheet=form.in_sheet(), actor=request.actor)
        if form.goes_on():
            messages.info(request, _("Das Blatt ist zugeordnet. Sehen Sie jetzt seine Spalten durch."))
            return redirect("concepts:import_assign", site, draft)
        messages.success(request, _("Die Zuordnung ist gespeichert und gilt auch für die nächste Tabelle dieser Kommune."))
        return redirect("concepts:import_preview", site, draft)
    missing = {sheet.name: sheet.missing_for_new([column.ours for column in sheet.columns]) for sheet in sheets}
    parts = [(*part, ", ".join(missing[part[0].name])) for part in form.parts()]
    return page(request, "import_assign", concept, tab="concept", form=form, parts=parts, file_name=name, draft=draft)


def _stale(request: ActorRequest, form: ConfirmImportForm, plan: ImportPlan) -> bool:
    if form.cleaned_data["fingerprint"] == plan.fingerprint:
        return False
    form.add_error(None, _("Das Konzept hat sich geändert, seit Sie die Vorschau gesehen haben. Hier ist die neue Vorschau."))
    keep_input(form, request, fingerprint=plan.fingerprint)
    return True


def _show(request: ActorRequest, concept: ActionConcept, plan: ImportPlan, form: ConfirmImportForm, name: str, draft: str) -> HttpResponse:
    seen = plan.preview
    order = {RowState.REFUSED: 0, RowState.CHANGED: 1, RowState.NEW: 2, RowState.UNCHANGED: 3}
    rows = Paginator(sorted(plan.rows, key=lambda row: order[row.state]), ROWS).get_page(request.GET.get("page"))
    return page(
        request,
        "import_preview",
        concept,
        tab="concept",
        plan=plan,
        counts={state.value: count for state, count in seen.counts.items()},
        rows=[(row, table_phrases.state_label(row.state), [table_phrases.sentence(problem) for problem in row.problems]) for row in rows],
        paged=rows,
        file_problems=[table_phrases.sentence(problem) for problem in seen.problems],
        notes=[table_phrases.sentence(problem) for problem in seen.notes],
        unknown=seen.unknown_columns,
        decided=plan.decided_columns,
        assignable=bool(seen.unknown_columns or plan.decided_columns or any(each.code in UNREAD for each in (*seen.problems, *seen.notes))),
        file_name=name,
        draft=draft,
        form=form,
    )
