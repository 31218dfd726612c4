// A hit of Sphinx's search leads to a page; where that shows many notes, the reader is brought to the one meant.

/** Where Sphinx keeps the words of a search, in lower case, until it has marked them on the next page. */
const SEARCH_WORDS = "sphinx_highlight_terms";

/** @returns {string} the words of the search that has led here, or nothing */
function wordsOfSearch() {
  try {
    return localStorage.getItem(SEARCH_WORDS) ?? "";
  } catch {
    return "";
  }
}

/**
 * Say how much of a word a text holds, from 0 to 1. Words count by their beginnings, for the search looks for stems:
 * "learning" has found "learned".
 * @param {string} text in lower case, its words between spaces, one space before the first
 * @param {string} word
 */
function shareOf(text, word) {
  // Where a script has no spaces, a word begins anywhere.
  const before = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(word) ? " " : "";
  const least = Math.max(Math.ceil(word.length / 2), Math.min(3, word.length));
  for (let length = word.length; length >= least; length--) {
    if (text.includes(before + word.slice(0, length))) return length / word.length;
  }
  return text.includes(word) ? 0.5 : 0;
}

/** Say how many of the words a text holds. @param {string} text @param {string[]} words */
function scoreOf(text, words) {
  const held = ` ${text.toLowerCase().split(/[^\p{L}\p{M}\p{N}_]+/u).join(" ")}`;
  return words.reduce((score, word) => score + shareOf(held, word), 0);
}

/** Return the words of a page outside of its notes. @param {Element} content */
function textBeside(content) {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(".tagpages-note, nav, aside, script, style")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  let text = "";
  while (walker.nextNode()) if (walker.currentNode instanceof Text) text += ` ${walker.currentNode.data}`;
  return text;
}

/**
 * Return the note that holds most of the words, the first of several; none if the text beside the notes holds more.
 * A note that has its home here was searched with its whole text; of others it may be that text beside them.
 * @param {string[]} words
 */
function noteOfSearch(words) {
  const notes = [...document.querySelectorAll("article.tagpages-note")];
  const content = notes[0]?.closest("[role=main], main, article:not(.tagpages-note)") ?? document.body;
  /** @type {Element | null} */
  let found = null;
  let most = notes.length > 0 ? scoreOf(textBeside(content), words) : 0;
  for (const note of notes) {
    const score = scoreOf(note.textContent ?? "", words);
    if (score > most || (score === most && score > 0 && !found && note.id)) {
      found = note;
      most = score;
    }
  }
  return found;
}

/** Bring the reader to the note of the search. @param {string} words */
function openForSearch(words) {
  const note = noteOfSearch(words.toLowerCase().split(/\s+/).filter(Boolean));
  if (!note) return;
  openRound(note);
  // The address names the note then, as if it had been followed there, without a step of history.
  if (note.id) location.replace(`#${note.id}`);
  else note.scrollIntoView();
}

// Sphinx takes the words away once the page is there: they are read before.
const searchWords = wordsOfSearch() || (new URLSearchParams(location.search).get("highlight") ?? "");

whenReady(() => {
  const results = document.getElementById("search-results");
  if (!results) {
    const [visit] = performance.getEntriesByType("navigation");
    const isNew = !(visit instanceof PerformanceNavigationTiming) || visit.type === "navigate";
    if (searchWords && !location.hash && isNew) openForSearch(searchWords);
    // A theme that loads the search on every page lets Sphinx take away nothing.
    if (searchWords) window.addEventListener("load", () => localStorage.removeItem(SEARCH_WORDS));
    return;
  }
  // A second hit of the same search, after a way back: the first has used up the words.
  let kept = "";
  results.addEventListener("click", () => {
    kept = wordsOfSearch() || kept;
    if (kept) localStorage.setItem(SEARCH_WORDS, kept);
  });
});
