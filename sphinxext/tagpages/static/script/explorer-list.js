// The notes that are found, as rows below each other; and what to do where there are none.

/** How many ways out are tried where nothing is found. */
const WAYS = 20;

/**
 * Return what shows as many of the notes that are found; each row is made once.
 * @param {HTMLElement} listing
 * @param {NotesData} data
 * @param {Note[]} notes
 * @param {Say} say
 */
function rowList(listing, data, notes, say) {
  const heading = /** @type {"h2"} */ (listing.querySelector(".tagpages-title")?.localName ?? "h2");
  const numbers = new Map(notes.map((note) => [note.id, note.number]));
  /** @type {HTMLElement[]} */
  const rows = [];
  // The rows of the page are those that would be made.
  for (const row of listing.querySelectorAll("article")) rows[numbers.get(row.dataset.note ?? "") ?? -1] = row;
  return (/** @type {Note[]} */ found, /** @type {number} */ count) =>
    fill(listing, found.slice(0, count).map((note) => (rows[note.number] ??= noteRow(note, data.tags, heading, say))));
}

/**
 * What to leave out where nothing is found, and what that gives.
 * @param {Part[]} parts
 * @param {(question: URLSearchParams) => Note[]} select
 * @param {(next: URLSearchParams) => void} ask
 * @param {Say} say
 */
function waysOut(parts, select, ask, say) {
  return parts
    .slice(0, WAYS)
    .map(([filter, without]) => ({ filter, next: without(), count: select(without()).length }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ filter, next, count }) => button("tagpages-way", () => ask(next), say("without", { filter, count })));
}
