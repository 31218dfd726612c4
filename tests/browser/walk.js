// Tells what a reader who goes through our part of a page with Tab comes to, and sees.
(() => {
  const OURS = "[class*='tagpages-']";
  const CONTROLS = "a[href], button, summary, input, select, textarea, [tabindex]";
  const look = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "" : style.outline;
    const edges = [style.boxShadow, style.backgroundColor, style.borderColor, style.color, style.textDecorationLine];
    return { outline, all: JSON.stringify([outline, ...edges]) };
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
  const controls = [...document.querySelectorAll(CONTROLS)].filter(
    (element) => element.closest(OURS) && element.tabIndex >= 0 && isShown(element),
  );
  const plain = new Map(controls.map((element) => [element, look(element).all]));
  const isCovered = (element) =>
    ![...element.getClientRects()].some(({ left, top, width, height }) =>
      [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8], [0.5, 0.05], [0.5, 0.95]].some(([x, y]) => {
        const hit = document.elementFromPoint(left + width * x, top + height * y);
        return hit !== null && (element.contains(hit) || hit.contains(element));
      }),
    );
  window.walk = {
    controls: controls.map(name),
    // Where the focus is: the place among the controls, or -1; whether that is seen, and not under a header that stays.
    at() {
      const active = document.activeElement;
      const place = controls.indexOf(active);
      if (place < 0) return [place, "", ""];
      const now = look(active);
      const seen = now.outline || (now.all !== plain.get(active) && !matchMedia("(forced-colors: active)").matches);
      return [place, seen ? "" : "not seen", isCovered(active) ? "covered" : ""];
    },
  };
})();
