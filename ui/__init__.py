"""The terminal and the web pages: parse, call, render; no logic of their own."""
