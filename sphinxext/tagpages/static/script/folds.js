// What a fold does besides opening and closing, which HTML does alone.

/** A fold of more notes than that can be skipped: each has several links. */
const SKIPPED_FROM = 10;

/** Add to a fold a button at its end that closes it. @param {HTMLDetailsElement} fold */
function addClosingControl(fold) {
  const summary = fold.querySelector("summary");
  if (!summary) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tagpages-close";
  button.textContent = summary.querySelector(".tagpages-if-open")?.textContent ?? "";
  button.addEventListener("click", () => {
    fold.open = false;
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "center" });
  });
  fold.append(button);
  if (fold.querySelectorAll(".tagpages-note").length > SKIPPED_FROM) summary.after(makeSkip(button));
}

/** Make a button that leads past the notes of a fold; it is seen when it has the focus. @param {HTMLElement} end */
function makeSkip(end) {
  const skip = make("button", TEXTS.skip);
  skip.type = "button";
  skip.className = "tagpages-skip";
  skip.addEventListener("click", () => end.focus());
  return skip;
}

/** Open the folds round an element, and tell whether one was closed. @param {Element} element */
function openRound(element) {
  let opened = false;
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    opened ||= !fold.open;
    fold.open = true;
  }
  return opened;
}

/** Open the folds round what the address names; browsers that do so themselves have done it. */
function openForFragment() {
  const name = location.hash.slice(1);
  if (!name) return;
  let decoded = name;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    // Not percent-encoded: the name as it stands is the only candidate.
  }
  const target = document.getElementById(name) ?? document.getElementById(decoded);
  if (target && openRound(target)) target.scrollIntoView();
}

whenReady(() => {
  for (const fold of document.querySelectorAll("details")) {
    if (fold.matches(".tagpages-more")) addClosingControl(fold);
  }
  // On paper all is open, in browsers that do not know the style sheet's way too.
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((fold) => fold.matches(".tagpages-more") && !fold.open);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
  openForFragment();
  window.addEventListener("hashchange", openForFragment);
});
