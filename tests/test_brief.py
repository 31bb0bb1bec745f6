"""The brief: what is written is read and bounded, what is not known stays so, and a wrong one is told in one message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.drafting.brief import CURRENT, STUDY, Brief, brief_of, brief_plain, example, read_brief
from assistant.drafting.fields import NOT_KNOWN, fields, read_fields
from assistant.errors import BadBrief, CorpusError


def written(folder: Path, text: str, name: str = "brief.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_of_the_form_is_a_field_of_the_brief_with_help_and_a_gap():
    assert [name for name in Brief.__dataclass_fields__ if name != "unknown"] == list(fields())
    for field in fields().values():
        assert field.help.endswith((".", "?")) and field.gap and (field.default is None or field.reason), field.id


def test_what_is_written_is_read_with_its_type():
    brief = brief_of({"name": " NHS  Fenmarsh ICB ", "kind": "ICB", "weighting_floor": "12.5 per cent", "compact": "no", "buys": "goods", "consultation_weeks": "8 weeks",
                      "priorities": ["Jobs", {"outcome": "Air", "source": "Green plan"}]})
    assert (brief.name, brief.kind, brief.weighting_floor, brief.compact, brief.buys, brief.consultation_weeks) == ("NHS Fenmarsh ICB", "icb", 12.5, False, ("goods",), 8)
    assert brief.priorities == ({"outcome": "Jobs"}, {"outcome": "Air", "source": "Green plan"})


def test_a_default_is_taken_where_nothing_is_said_and_not_where_it_is_said_to_be_not_known():
    assert brief_of({}).known("weighting_floor") == 10
    assert brief_of({"weighting_floor": NOT_KNOWN}).known("weighting_floor") is None
    assert brief_of({"weighting_floor": 0}).known("weighting_floor") == 0


def test_a_ccg_is_drafted_as_at_2017_and_never_as_of_today():
    assert brief_of({"kind": "ccg"}).known("status") == STUDY and brief_of({"kind": "icb"}).known("status") == CURRENT
    with pytest.raises(BadBrief, match=r"ended on 1 July 2022.*for study"):
        brief_of({"kind": "ccg", "status": "current"})


@pytest.mark.parametrize(("said", "message"), [
    ({"nmae": "x"}, "there is no field 'nmae'"), ({"kind": "parish"}, "kind is 'parish'; expected one of: ccg, icb"), ({"weighting_floor": 140}, "expected 0 to 100"),
    ({"weighting_floor": "lots"}, "expected a number"), ({"name": {"a": 1}}, "name is"), ({"compact": "maybe"}, "expected yes or no"), ({"name": "x" * 3000}, "shorten it to 2000"),
    ({"priorities": [{"source": "plan"}]}, "priorities, entry 1"), ({"priorities": [{"outcome": "a", "cost": 3}]}, "not cost"), ({"groups": ["a"] * 99}, "keep it to 60"),
    ({"joint_with": [{"name": "A", "kind": "club"}]}, "joint_with has the kind 'club'"), (["name"], "is not a list of fields"), ("name", "is not a list of fields")])
def test_a_wrong_brief_is_one_message_that_names_the_field_and_what_was_expected(said: object, message: str):
    with pytest.raises(BadBrief, match=message):
        brief_of(said)


@pytest.mark.parametrize(("text", "message"), [
    ("name: [", "cannot be read"), ("[" * 50_000, "nested too deeply"), ("- " * 50_000, "nested too deeply"), ("name:\n" + "".join(" " * n + "a:\n" for n in range(700)), "nested too deeply"), ("x" * 300_001, "more than a brief may have")])
def test_a_file_that_is_no_brief_is_one_message(tmp_path: Path, text: str, message: str):
    with pytest.raises(BadBrief, match=message):
        read_brief(written(tmp_path, text))


def test_a_file_that_is_not_there_or_no_text_is_one_message(tmp_path: Path):
    with pytest.raises(BadBrief, match="--example"):
        read_brief(tmp_path / "none.yaml")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00PK")
    with pytest.raises(BadBrief, match="cannot be read"):
        read_brief(tmp_path / "b.yaml")


def test_the_example_reads_as_an_empty_brief_and_filled_in_as_what_it_says(tmp_path: Path):
    assert read_brief(written(tmp_path, example())) == Brief()
    assert read_brief(written(tmp_path, "")) == Brief()
    filled = example().replace("# name: ...", "name: Marlbeck District Council").replace("# weighting_floor: 10", "weighting_floor: 12")
    assert read_brief(written(tmp_path, filled)) == Brief(name="Marlbeck District Council", weighting_floor=12)
    assert all(f"# {field.title}. {field.help}" in example() for field in fields().values())


def test_a_brief_that_is_written_out_is_read_again_as_it_was():
    brief = brief_of({"name": "A", "kind": "icb", "weighting_floor": 15, "compact": "no", "lead": NOT_KNOWN, "priorities": [{"outcome": "x", "source": "y"}],
                      "edits": [{"clause": "weighting-floor", "text": "We say so."}], "without": ["10"]})
    assert brief_of(yaml.safe_load(yaml.safe_dump(brief_plain(brief)))) == brief


@pytest.mark.parametrize(("old", "new", "message"), [
    ("type: text,", "type: texty,", "type 'texty'"), ("rank: 1,", "", "expected both ask and rank"), ("gap: the name of our organisation,", "gap: '',", "'gap' is missing"),
    ("id: kind,", "id: name,", "stands twice")])
def test_a_wrong_file_of_fields_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str):
    text = Path("assistant/drafting/data/fields.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CorpusError, match=message):
        read_fields(written(tmp_path, text.replace(old, new, 1)))


@pytest.mark.parametrize(("name", "meant"), [("weighting", "do you mean weighting_floor or"), ("prioritys", "do you mean priorities?"), ("zzz", "there is no field 'zzz'; the fields are")])
def test_a_field_that_is_not_there_is_told_with_the_one_that_was_meant(name: str, meant: str):
    with pytest.raises(BadBrief, match=re.escape(meant)):
        brief_of({name: "x"}, "brief.yaml")
