"""Addresses of comments."""

from django.urls import path

from quartierwerk.foundation.comments import views

app_name = "comments"
urlpatterns = [
    path("zurueckziehen/<int:number>/", views.withdraw, name="withdraw"),
    path("gelesen/<int:number>/", views.see, name="see"),
    path("<slug:kind>/<path:code>/", views.of, name="of"),
]
