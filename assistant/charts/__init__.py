"""The findings as pictures: their data, read and held against the pages, drawn and written out."""
