"""Documents in, passages out: readers, cleaning, chunking and the ingest pipeline."""
