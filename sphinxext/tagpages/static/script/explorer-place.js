// Where a reader is: what is asked, how many rows are shown and how far down the page is. The address and the history
// keep it, so that it can be shared and gone back to.

/** How many rows are shown at first, and more each time. */
const ROWS = 50;

/** How many rows were shown where the reader is in the history. */
function rowsKept() {
  return Number(history.state?.tagpagesRows) || ROWS;
}

/** Keep a place. @param {{ question: URLSearchParams, limit: number }} place what it is now */
function placeKeeper(place) {
  /** @type {number | undefined} */
  let timer;
  /** @param {"pushState" | "replaceState"} how @param {object} state */
  const change = (how, state) => {
    clearTimeout(timer);
    try {
      const hash = how === "replaceState" ? location.hash : "";
      history[how](state, "", (`${place.question}` ? `?${place.question}` : location.pathname) + hash);
    } catch {
      // A browser takes so many changes in a time. The notes are shown nevertheless.
    }
  };
  const keep = () => change("replaceState", { ...history.state, tagpagesRows: place.limit, tagpagesTop: scrollY });
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
  };
  return { keep, keepSoon, step: () => change("pushState", {}) };
}

/** Do parts of a work one by one, each when the page has been painted, until others come. */
function workAfterPaint() {
  /** @type {(() => void)[]} */
  let parts = [];
  const goOn = (mine = parts) => {
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (mine !== parts) return;
        mine.shift()?.();
        if (mine.length) goOn();
      }),
    );
  };
  /** @param {(() => void)[]} next */
  const begin = (next) => {
    parts = next;
    if (next.length) goOn();
  };
  const finish = () => {
    for (const part of parts.splice(0)) part();
  };
  return { begin, finish };
}
