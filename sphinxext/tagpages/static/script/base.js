// The parts of the script stand in one function, in the order of their names: what one declares, all know.

/** Run something when the page is there, and all parts of the script are. @param {() => void} start */
function whenReady(start) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else queueMicrotask(start);
}

/**
 * Make an element; texts in it are escaped.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {(Node | string)[]} content
 */
function make(name, ...content) {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}
