"""Pure rules on roles, scopes and permissions."""
