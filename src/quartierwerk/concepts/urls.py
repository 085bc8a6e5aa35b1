"""Addresses of the concept room, below the sites."""

from django.urls import path

from quartierwerk.concepts.views import concept, goals, imports, measures, papers, resolutions

app_name = "concepts"
urlpatterns = [
    path("<slug:site>/konzept/", concept.overview, name="concept"),
    path("<slug:site>/konzept/beginnen/", concept.begin, name="begin"),
    path("<slug:site>/konzept/kapitel/<slug:chapter>/", concept.chapter, name="chapter"),
    path("<slug:site>/konzept/analyse/<slug:field>/", concept.analysis, name="analysis"),
    path("<slug:site>/konzept/pruefung/", concept.problems, name="problems"),
    path("<slug:site>/konzept/freigabe/", resolutions.release, name="release"),
    path("<slug:site>/konzept/entwurf.pdf", papers.draft, name="draft_pdf"),
    path("<slug:site>/konzept/einlesen/", imports.upload, name="import"),
    path("<slug:site>/konzept/einlesen/vorlage.xlsx", imports.template, name="import_template"),
    path("<slug:site>/konzept/einlesen/<str:draft>/", imports.preview, name="import_preview"),
    path("<slug:site>/konzept/einlesen/<str:draft>/zuordnung/", imports.assign, name="import_assign"),
    path("<slug:site>/konzept/fassungen/", resolutions.revisions, name="revisions"),
    path("<slug:site>/konzept/fassungen/beschliessen/", resolutions.resolve, name="resolve"),
    path("<slug:site>/konzept/fassungen/<int:number>/", resolutions.revision, name="revision"),
    path("<slug:site>/konzept/fassungen/<int:number>/schritt/", resolutions.step, name="step"),
    path("<slug:site>/konzept/fassungen/<int:number>.pdf", papers.revision, name="revision_pdf"),
    path("<slug:site>/ziele/", goals.tree, name="goals"),
    path("<slug:site>/ziele/neu/", goals.add, name="add_goal"),
    path("<slug:site>/ziele/<path:code>/", goals.edit, name="goal"),
    path("<slug:site>/massnahmen/", measures.listing, name="measures"),
    path("<slug:site>/massnahmen/neu/", measures.add, name="add_measure"),
    path("<slug:site>/massnahmen/<slug:slug>/", measures.sheet, name="measure"),
    path("<slug:site>/massnahmen/<slug:slug>/bearbeiten/", measures.edit, name="edit_measure"),
    path("<slug:site>/massnahmen/<slug:slug>/geld/", measures.money, name="money"),
    path("<slug:site>/massnahmen/<slug:slug>/ort/", measures.place, name="place"),
    path("<slug:site>/massnahmen/<slug:slug>/fotos/", measures.photos, name="photos"),
    path("<slug:site>/massnahmen/<slug:slug>/fotos/<slug:sha256>/", papers.photo, name="photo"),
    path("<slug:site>/massnahmen/<slug:slug>/entfernen/", measures.remove, name="remove_measure"),
    path("<slug:site>/massnahmen/<slug:slug>/blatt.pdf", papers.measure, name="measure_pdf"),
]
