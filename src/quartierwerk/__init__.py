"""Urban regeneration as one continuous digital process, from measured need to proven result."""

__version__ = "0.1.0"
