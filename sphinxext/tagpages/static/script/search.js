// Sphinx marks the words of a search some time after the page has loaded.

whenReady(() => {
  const open = () => {
    for (const mark of document.querySelectorAll("details.tagpages-more .highlighted")) openRound(mark);
  };
  open();
  const observer = new MutationObserver(open);
  observer.observe(document.body, { childList: true, subtree: true });
  window.setTimeout(() => observer.disconnect(), 3000);
});
