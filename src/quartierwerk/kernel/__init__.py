"""Plain values every room speaks in: euros, periods, verdicts and refusals."""
