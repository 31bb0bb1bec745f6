"""A fact that changes is carried to where it is quoted, and what still says the old figure is named."""

from __future__ import annotations

from pathlib import Path

from ingest.carry import carried, carry, changed, data_files

OLD = 'The threshold is £663,540, VAT included; "so far". It was £589,148. Nothing else.\n\n- 1 May 2025: PPN 1 came.\n'
NEW = 'The threshold is £701,111, VAT included; "so far". It was £589,148. Nothing else.\n\n- 1 May 2026: PPN 1 came.\n'


def test_sentences_are_paired_one_for_one_and_those_added_or_dropped_are_none():
    assert changed(OLD, NEW) == (('The threshold is £663,540, VAT included; "so far".', 'The threshold is £701,111, VAT included; "so far".'),
                                 ("1 May 2025: PPN 1 came.", "1 May 2026: PPN 1 came."))
    assert changed(OLD, OLD + "One more.\n") == () and changed(OLD + "One more.\n", OLD) == () and changed(OLD, OLD) == ()


def test_a_quote_is_carried_however_yaml_writes_it():
    pairs = (("It's \"so\".", "It's \"not so\"."),)
    text = 'a: "It\'s \\"so\\"."\nb: \'It\'\'s "so".\'\nc: It\'s "so".\n'
    assert carried(text, pairs) == ('a: "It\'s \\"not so\\"."\nb: \'It\'\'s "not so".\'\nc: It\'s "not so".\n', 3)


def test_files_get_the_new_words_and_what_still_says_the_old_figure_is_named_with_its_line(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    asks, notes = tmp_path / "deep" / "asks.yaml", tmp_path / "notes.toml"
    asks.write_text('- "It was £589,148."\n- "The threshold is £663,540, VAT included; \\"so far\\"."\n', encoding="utf-8")
    notes.write_text('say = "£663,540 it is"\n', encoding="utf-8")
    (tmp_path / "page.md").write_text("£663,540", encoding="utf-8")
    done = carry(changed(OLD, NEW), data_files([tmp_path]))
    assert done.files == ((asks, 1),) and "£701,111" in asks.read_text(encoding="utf-8")
    assert (notes, 1, "£663540") in done.left and all(path != asks for path, _, _ in done.left)
    assert carry(changed(NEW, NEW), data_files([tmp_path])).files == ()
