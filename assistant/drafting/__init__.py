"""Drafting: a brief, clauses as data, and the draft that they make, each factual statement with its source and page."""
