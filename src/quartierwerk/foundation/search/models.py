"""The index: derived from what rooms tell, and made anew from it at any time. It has no history of its own."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class IndexedText(models.Model):
    """A text as it is searched: what it is about, where it is shown, and the stems in it."""

    source = models.CharField(max_length=40)
    group = models.CharField(max_length=250)
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=250)
    title = models.TextField()
    body = models.TextField(blank=True)
    address = models.CharField(max_length=500)
    place = models.CharField(max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    length = models.PositiveIntegerField()
    counts = models.JSONField()
    title_vector = SearchVectorField()
    vector = SearchVectorField()
    digest = models.CharField(max_length=64)

    class Privacy:
        """Who may know of a text is asked of its room with each search."""

        published = ()
        internal = (
            "id", "source", "group", "kind", "code", "title", "body", "address", "place", "year", "length", "counts",
            "title_vector", "vector", "digest",
        )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "kind", "code"), name="indexed_text_once"),)
        indexes = (
            GinIndex(fields=("vector",), name="indexed_text_by_stem", fastupdate=False),
            GinIndex(fields=("title_vector",), name="indexed_text_by_title", fastupdate=False),
            models.Index(fields=("source", "group"), name="indexed_text_by_group"),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.title}"


class IndexedStem(models.Model):
    """In how many texts a stem stands."""

    stem = models.CharField(max_length=64, primary_key=True)
    texts = models.PositiveIntegerField()

    class Privacy:
        """Never shown: what is offered for a typing error is looked for in what the actor may know of."""

        published = ()
        internal = ("stem", "texts")

    def __str__(self) -> str:
        return self.stem


class IndexedWord(models.Model):
    """A word as people write it, to be offered for one with a typing error."""

    word = models.CharField(max_length=64, primary_key=True)

    class Privacy:
        """Offered only where a text the actor may know of holds it."""

        published = ()
        internal = ("word",)

    class Meta:
        indexes = (GinIndex(fields=("word",), name="indexed_word_by_trigram", opclasses=("gin_trgm_ops",)),)

    def __str__(self) -> str:
        return self.word


class IndexState(models.Model):
    """How far the index has read the trail, and how much stands in it; one row."""

    trail_number = models.BigIntegerField()
    texts = models.PositiveIntegerField()
    words = models.PositiveBigIntegerField()

    class Privacy:
        """Internal."""

        published = ()
        internal = ("id", "trail_number", "texts", "words")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="index_state_is_one"),)

    def __str__(self) -> str:
        return str(self.trail_number)
