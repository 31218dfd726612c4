// The parts of the script stand in one function, in the order of their names: what one declares, all know.

/** Run something when the page is there. @param {() => void} start */
function whenReady(start) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
