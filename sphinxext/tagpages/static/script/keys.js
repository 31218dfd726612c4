// Single keys. A part of the script names its own with `registerKey`, once the page is there:
//
//     registerKey("/", TEXTS.search, () => field.focus());
//
// `?` shows the keys of a page and lets a reader switch them off (WCAG 2.1.4); the theme option
// `enable_search_shortcuts`, which rules Sphinx's own, does so for a whole site. Keys do nothing in fields, with Ctrl,
// Alt or Meta, and while a dialog is open. What a field does with a key is a listener of the field's own.

/** @typedef {{key: string, text: string, run: () => void, isHere: () => boolean}} Key */

/** Where a reader's choice is kept: "off", or nothing. */
const KEYS_CHOICE = "tagpages-keys";

/** The keys of the page; of two that are one, the one named later comes first. @type {Key[]} */
const keys = [];

/**
 * Let a key do something on this page.
 * @param {string} key as `KeyboardEvent.key` has it: "j", "/", "Escape"
 * @param {string} text what it does, for the dialog: one of `TEXTS`
 * @param {() => void} run does it; the theme and the browser do not get the key then
 * @param {() => boolean} [isHere] whether there is something to do; if not, others get the key
 */
function registerKey(key, text, run, isHere = () => true) {
  keys.unshift({ key, text, run, isHere });
}

/** Tell whether the reader has switched single keys off. */
function areKeysOff() {
  try {
    return localStorage.getItem(KEYS_CHOICE) === "off";
  } catch {
    return false; // no choice can be kept here
  }
}

/** @param {boolean} on */
function switchKeys(on) {
  try {
    if (on) localStorage.removeItem(KEYS_CHOICE);
    else localStorage.setItem(KEYS_CHOICE, "off");
  } catch {
    // A browser that keeps nothing keeps no choice.
  }
}

/** Show the keys of this page, with the choice to switch them off, until the dialog is closed. */
function showKeys() {
  const title = make("h2", TEXTS.keys);
  title.className = "tagpages-keys-title";
  const dialog = make("dialog", title);
  dialog.className = "tagpages-keys";
  dialog.setAttribute("aria-label", TEXTS.keys);
  const named = new Map(keys.filter((key) => key.isHere()).reverse().map(({ key, text }) => [key, text]));
  const rows = [...named].map(([key, text]) => make("div", make("dt", make("kbd", key)), make("dd", text)));
  const choice = make("input");
  choice.type = "checkbox";
  choice.checked = !areKeysOff();
  choice.addEventListener("change", () => switchKeys(choice.checked));
  const close = make("button", TEXTS.close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.append(make("dl", ...rows), make("label", choice, " ", TEXTS.useKeys), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Tell whether what has the focus takes letters. @param {EventTarget | undefined} target */
function takesLetters(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role=textbox], [role=combobox]");
}

/** @param {KeyboardEvent} event */
function pressKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || areKeysOff()) return;
  // A field of a web component is known by the path alone.
  const [target] = event.composedPath();
  if (takesLetters(target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && target instanceof Element && target.closest("a, button, summary")) return;
  // On a keyboard of another script, a letter is known by its place.
  const pressed = /^\P{ASCII}$/u.test(event.key) ? event.code.replace("Key", "").toLowerCase() : event.key;
  const found = keys.find(({ key, isHere }) => key === pressed && isHere());
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found.run();
}

/** The places that `j` and `k` lead to: the notes that are shown, and closed folds. */
function keyStops() {
  const stops = document.querySelectorAll(".tagpages-note, .tagpages-more:not([open]) > summary");
  return [...stops].filter((stop) => {
    const inFold = stop.matches("summary") ? stop.parentElement?.parentElement : stop;
    return stop.getClientRects().length > 0 && !inFold?.closest("details:not([open])");
  });
}

/** Tell whether there are notes to go through: one note is no listing. */
function hasNotes() {
  return document.querySelectorAll(".tagpages-note").length > 1;
}

/** Move the focus by a note: to its title, or to the note itself where the title is no link. @param {1 | -1} by */
function moveByNote(by) {
  const stops = keyStops();
  const active = document.activeElement;
  let at = stops.findIndex((stop) => stop.contains(active));
  // From beside a note, to the next one; from elsewhere, to what begins first in the window.
  if (at < 0) {
    const inListing = active?.closest(".tagpages-listing") ? active : null;
    /** @param {Element} stop */
    const isAhead = (stop) =>
      inListing
        ? (inListing.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
        : stop.getBoundingClientRect().top >= 0;
    const first = stops.findIndex(isAhead);
    at = (first < 0 ? stops.length : first) - (by > 0 ? 1 : 0);
  }
  const stop = stops[at + by];
  if (!stop) return;
  const target = stop.matches("summary") ? stop : (stop.querySelector(".tagpages-title a[href]") ?? stop);
  if (!(target instanceof HTMLElement)) return;
  if (target === stop && !stop.matches("summary")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

/** Open the note that has the focus because its title is no link; a link does so itself. */
function openNote() {
  const link = document.activeElement?.closest(".tagpages-note")?.querySelector("a[href]");
  if (link instanceof HTMLElement) link.click();
}

/** Add a button that shows the keys at the end of what we have on the page: the keys alone may be switched off. */
function addKeysButton() {
  const head = document.querySelector(".tagpages-head:not(.tagpages-further)");
  const last = head ?? [...document.querySelectorAll(".tagpages-listing")].at(-1);
  const button = make("button", TEXTS.useKeys);
  button.type = "button";
  button.className = "tagpages-show-keys";
  button.addEventListener("click", showKeys);
  last?.parentElement?.append(button);
}

whenReady(() => {
  if (typeof DOCUMENTATION_OPTIONS === "object" && !DOCUMENTATION_OPTIONS.ENABLE_SEARCH_SHORTCUTS) return;
  registerKey("j", TEXTS.next, () => moveByNote(1), hasNotes);
  registerKey("k", TEXTS.previous, () => moveByNote(-1), hasNotes);
  registerKey("Enter", TEXTS.open, openNote, hasNotes);
  registerKey("?", TEXTS.keys, showKeys);
  // The other parts have named theirs by then.
  queueMicrotask(() => {
    if (!keys.some(({ key, isHere }) => key !== "?" && isHere())) return;
    addKeysButton();
    document.addEventListener("keydown", pressKey, true);
  });
});
