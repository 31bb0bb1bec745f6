"use strict";
// Sorts and filters the table of cases. The page is whole without it: every case, in the order of the run.
(() => {
  const table = document.getElementById("cases-table");
  if (!table) return;
  const find = (id) => document.getElementById(id);
  const cases = [...table.tBodies];
  const heads = [...table.tHead.rows[0].cells];
  const cell = (body, column) => body.rows[0].cells[column].textContent;
  const texts = new Map(); // a case's words, read when first searched
  const wordsOf = (body) => {
    if (!texts.has(body)) texts.set(body, body.textContent.toLowerCase());
    return texts.get(body);
  };
  const filters = [["f-dataset", 1], ["f-split", 2], ["f-kind", 3]];
  let order = "in the order of the run";

  const say = () => {
    const seen = cases.filter((body) => !body.hidden).length;
    const none = seen ? "" : find("f-wrong").checked ? " Untick “Only what went wrong” to look among all." : " Change the filters to see some.";
    find("shown").textContent = `${seen} of ${cases.length} cases shown, ${order}.${none}`;
  };

  const filter = () => {
    const words = find("f-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = filters.filter(([id]) => find(id).value).map(([id, column]) => [column, find(id).value]);
    const wrong = find("f-wrong").checked;
    for (const body of cases) {
      body.hidden = (wrong && !("wrong" in body.dataset))
        || chosen.some(([column, value]) => cell(body, column) !== value)
        || words.some((word) => !wordsOf(body).includes(word));
    }
    say();
  };

  const number = (text) => parseFloat(text.replaceAll(",", "")); // NaN for a dash
  const sort = (column) => {
    const head = heads[column];
    const down = head.getAttribute("aria-sort") === "ascending";
    const value = head.dataset.sort === "number" ? (body) => number(cell(body, column)) : (body) => cell(body, column);
    const sign = down ? -1 : 1;
    const keyed = cases.map((body) => [value(body), body]);
    keyed.sort(([a], [b]) => {
      if (typeof a === "string") return sign * a.localeCompare(b, "en-GB");
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b); // what does not apply comes last, either way
      return sign * (a - b);
    });
    heads.forEach((other) => other.setAttribute("aria-sort", other === head ? (down ? "descending" : "ascending") : "none"));
    table.append(...keyed.map(([, body]) => body));
    order = `sorted by ${head.textContent.toLowerCase()}, ${down ? "descending" : "ascending"}`;
    say();
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
  });

  const fold = (open) => cases.filter((body) => !open || !body.hidden).forEach((body) => { body.querySelector("details").open = open; });
  find("open-all").addEventListener("click", () => fold(true));
  find("close-all").addEventListener("click", () => fold(false));
  find("filters").hidden = false;
  find("filters").addEventListener("input", filter);
  filter();
})();
