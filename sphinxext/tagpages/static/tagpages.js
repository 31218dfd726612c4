// Adds to tag pages what HTML alone does not do. Every page works without it.
"use strict";

(() => {
  const folds = () => document.querySelectorAll("details.tagpages-more");

  // A fold can be closed from its end; the reader comes back to where it began.
  const addClosingControl = (fold) => {
    const summary = fold.querySelector("summary");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tagpages-close";
    button.textContent = summary.dataset.less;
    button.addEventListener("click", () => {
      fold.open = false;
      summary.focus({ preventScroll: true });
      summary.scrollIntoView({ block: "center" });
    });
    fold.append(button);
  };

  const openRound = (element) => {
    let opened = false;
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      opened ||= !fold.open;
      fold.open = true;
    }
    return opened;
  };

  const openForFragment = () => {
    const name = location.hash.slice(1);
    if (!name) return;
    let decoded = name;
    try {
      decoded = decodeURIComponent(name);
    } catch {
      // Not percent-encoded: the name as it stands is the only candidate.
    }
    const target = document.getElementById(name) || document.getElementById(decoded);
    if (target && openRound(target)) target.scrollIntoView();
  };

  // Sphinx marks the words of a search some time after the page has loaded.
  const openForSearchHits = () => {
    const open = () => {
      for (const fold of folds()) {
        if (!fold.open && fold.querySelector(".highlighted")) fold.open = true;
      }
    };
    open();
    const observer = new MutationObserver(open);
    observer.observe(document.body, { childList: true, subtree: true });
    window.setTimeout(() => observer.disconnect(), 3000);
  };

  const start = () => {
    folds().forEach(addClosingControl);
    openForFragment();
    openForSearchHits();
    window.addEventListener("hashchange", openForFragment);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
