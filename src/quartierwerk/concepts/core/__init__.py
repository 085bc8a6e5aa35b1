"""Pure rules of the action concept."""
