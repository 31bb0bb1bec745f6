"""Tenders, for a bidder: the question taken apart, an answer checked, and a draft in which every sentence is tied to something."""
