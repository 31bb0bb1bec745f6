"""The core: evidence, citations, checking, answers. Imports none of the other rooms."""
