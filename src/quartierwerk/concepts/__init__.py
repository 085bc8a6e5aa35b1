"""The integrated action concept: chapters, goals, measures, revisions."""
