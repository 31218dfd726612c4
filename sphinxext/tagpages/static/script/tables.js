// Tables of notes: a reader sorts the rows by a column, upwards, then downwards, and then as they stood at first.

/** What a cell is sorted by: a date as machines write it, or its text. @param {HTMLTableRowElement} row @param {number} at */
function valueOfCell(row, at) {
  const cell = row.cells[at];
  return cell.querySelector("time")?.dateTime ?? cell.textContent?.trim() ?? "";
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const { compare } = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  /** The rows of each group as they stood at first, without its heading. */
  const groups = [...table.tBodies].map((body) => ({ body, rows: [...body.rows].filter((row) => row.dataset.note) }));

  /** Numbers are less than texts, and a cell that says nothing is last either way. @param {number} at @param {1 | -1} way */
  const order = (at, way) => (/** @type {HTMLTableRowElement} */ one, /** @type {HTMLTableRowElement} */ other) => {
    const [a, b] = [valueOfCell(one, at), valueOfCell(other, at)];
    if (!a || !b) return Number(!a) - Number(!b);
    const difference = Number(a) - Number(b);
    return way * (Number.isNaN(difference) ? compare(a, b) : difference);
  };

  for (const [at, head] of heads.entries()) {
    const button = make("button", ...head.childNodes);
    button.type = "button";
    button.className = "tagpages-sort";
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort ?? "none"] ?? "none";
      for (const other of heads) other.removeAttribute("aria-sort");
      if (next !== "none") head.ariaSort = next;
      for (const { body, rows } of groups) {
        body.append(...(next === "none" ? rows : [...rows].sort(order(at, next === "ascending" ? 1 : -1))));
      }
    });
    head.append(button);
  }
}

whenReady(() => {
  for (const table of document.querySelectorAll("table")) {
    if (table.parentElement?.matches(".tagpages-table")) makeSortable(table);
  }
});
