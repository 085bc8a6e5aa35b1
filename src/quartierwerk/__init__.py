"""Urban regeneration as one continuous digital process, from measured need to proven result."""
