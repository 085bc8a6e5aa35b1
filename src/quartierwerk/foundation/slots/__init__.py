"""Where a lower room shows something of a higher one, without knowing it.

Higher rooms register *providers* in ``AppConfig.ready()``; pages ask a slot once for all their rows.
A provider returns frozen values, never models, and obeys ``actor``: what the actor may not know of
is left out. An empty slot draws nothing.

Vocabulary: a *subject* is any thing with a stable kind and code (a site, a measure, a revision);
a *knot* is one of the seven stations of the thread.
"""
