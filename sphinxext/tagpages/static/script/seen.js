// What is new since a reader last looked: notes of that day or a later one, and tags with such a note. The day is kept
// in the browser, for each site, and goes nowhere.

/** The day before which nothing is new, as `time.dateTime` has it; nothing on the first day. @type {string | undefined} */
let lastLook;

/** Return that day. A day's first look moves it to the day of the look before. */
function dayOfLastLook() {
  if (lastLook !== undefined) return lastLook;
  const today = new Date().toLocaleDateString("sv");
  const root = new URL(document.documentElement.dataset.content_root ?? ".", location.href).pathname;
  try {
    let [since, last] = (localStorage.getItem(`tagpages-seen ${root}`) ?? " ").split(" ");
    if (last !== today) localStorage.setItem(`tagpages-seen ${root}`, `${(since = last)} ${today}`);
    lastLook = since;
  } catch {
    lastLook = ""; // nothing can be kept here
  }
  return lastLook;
}

/** Return the mark of what has a date, if it is new; else nothing. @param {string} date */
function newMark(date) {
  const since = dayOfLastLook();
  if (!since || date < since) return [];
  const mark = make("span", TEXTS.new);
  mark.className = "tagpages-new";
  return [" ", mark];
}

whenReady(() => {
  for (const time of document.querySelectorAll(".tagpages-newest time, .tagpages-listing .tagpages-home time")) {
    if (time instanceof HTMLTimeElement) (time.closest("a") ?? time).after(...newMark(time.dateTime));
  }
  for (const overview of document.querySelectorAll(".tagpages-overview")) {
    if (!(overview instanceof HTMLElement) || !overview.dataset.latest) continue;
    const days = overview.dataset.latest.split(" ");
    for (const [at, row] of overview.querySelectorAll(".tagpages-rows li").entries()) {
      row.firstElementChild?.after(...newMark(new Date(Number(days[at]) * 864e5).toISOString().slice(0, 10)));
    }
  }
});
