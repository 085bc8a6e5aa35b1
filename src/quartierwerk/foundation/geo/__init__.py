"""Geometry as plain GeoJSON values: reading boundary files, judging, measuring and drawing them.

Vocabulary: a *geometry* is a GeoJSON mapping in WGS 84, longitude first. A *boundary file* is what
somebody uploads; reading it gives a ``BoundarySource`` with areas, the reference system they came in
and soft problems. What makes a file unusable is raised as a refusal.
"""
