// Tells which texts of ours are cut off, and which lie over another, with the page as it is laid out now.
() => {
  const OURS = "[class*='tagpages-']";
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 40)}`;
  const wrong = [];
  for (const element of document.querySelectorAll(OURS)) {
    if (!element.checkVisibility({ contentVisibilityAuto: true })) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== "none" || style.webkitLineClamp !== "none") continue; // what is hidden, or shortened, on purpose
    const cuts = (overflow) => overflow === "hidden" || overflow === "clip";
    if (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut: ${name(element)}`);
    if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1) wrong.push(`cut: ${name(element)}`);
  }
  // Each line of our texts, and the text that it belongs to.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const holder = text.parentElement;
    if (!text.data.trim() || !holder.closest(OURS) || !holder.checkVisibility({ contentVisibilityAuto: true })) continue;
    if (holder.closest(".tagpages-skip")) continue; // hidden until it has the focus
    const range = document.createRange();
    range.selectNodeContents(text);
    // What lies beyond the edge of a box that scrolls, or shows three lines of a snippet, lies over nothing.
    const boxes = [];
    for (let round = holder; round; round = round.parentElement) {
      if (getComputedStyle(round).overflowY !== "visible") boxes.push(round.getBoundingClientRect());
    }
    const isIn = (line) => boxes.every((box) => line.top < box.bottom - 1 && line.bottom > box.top + 1);
    for (const line of range.getClientRects()) if (isIn(line)) lines.push([text, line]);
  }
  lines.sort(([, one], [, other]) => one.top - other.top);
  for (const [index, [text, box]] of lines.entries()) {
    for (const [later, below] of lines.slice(index + 1)) {
      if (below.top > box.bottom - 5) break;
      if (later !== text && Math.min(box.right, below.right) - Math.max(box.left, below.left) > 2)
        wrong.push(`over another: ${text.data.trim().slice(0, 40)} / ${later.data.trim().slice(0, 40)}`);
    }
  }
  return wrong;
}
