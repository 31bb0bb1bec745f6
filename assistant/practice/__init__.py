"""Questions to practise on, made from the documents' own facts: made, proved, asked, marked and asked again when they are due."""
