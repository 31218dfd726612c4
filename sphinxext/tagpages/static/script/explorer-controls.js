// What the explorer is made of: its words, its buttons and groups of buttons.

/** @typedef {(name: string, values?: Record<string, string | number>) => string} Say */

/** Return what gives the texts of a page with their values, each in its form for `count`. @returns {Say} */
function speaker(/** @type {Element} */ block) {
  /** @type {Record<string, string | Record<string, string>>} */
  const texts = JSON.parse(block.textContent ?? "");
  const plurals = new Intl.PluralRules(`${texts.lang}`);
  const numbers = new Intl.NumberFormat(`${texts.lang}`, { numberingSystem: "latn" });
  return (name, values = {}) => {
    const forms = texts[name] ?? name;
    const text = typeof forms === "string" ? forms : (forms[plurals.select(Number(values.count))] ?? forms.other);
    return text.replace(/\{(\w+)\}/g, (gap, key) => {
      const value = values[key] ?? gap;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

/** @param {string} class_ @param {(event: MouseEvent) => void} act @param {(Node | string)[]} content */
function button(class_, act, ...content) {
  const made = element("button", { type: "button", class: class_ }, ...content);
  made.addEventListener("click", act);
  return made;
}

/** @param {string} class_ @param {string} name */
function searchField(class_, name) {
  const field = element("input", { type: "search", class: class_, "aria-label": name, placeholder: name });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !field.closest("dialog")) field.blur();
  });
  return field;
}

/** @param {Element} place */
function isRightToLeft(place) {
  return getComputedStyle(place).direction === "rtl";
}

/** A group of buttons that is one tab stop: arrows lead through it. @param {string} class_ @param {string} name */
function buttonBar(class_, name, columns = 1) {
  const bar = element("div", { class: class_, role: "toolbar", "aria-label": name });
  bar.addEventListener("keydown", (event) => {
    const buttons = [...bar.querySelectorAll("button")];
    const at = buttons.findIndex((made) => made === document.activeElement);
    const on = isRightToLeft(bar) ? -1 : 1;
    const ways = new Map([
      ["ArrowRight", at + on],
      ["ArrowLeft", at - on],
      ["ArrowDown", at + columns],
      ["ArrowUp", at - columns],
      ["Home", 0],
      ["End", buttons.length - 1],
    ]);
    const next = buttons[ways.get(event.key) ?? -1];
    if (!next) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  return bar;
}

/** Have just these elements in a block; those that are at their place stay. @param {Element} block @param {Element[]} content */
function fill(block, content) {
  content.forEach((one, at) => one === block.children[at] || block.insertBefore(one, block.children[at] ?? null));
  while (block.children.length > content.length) block.lastElementChild?.remove();
}

/** Exchange the buttons of a group; the focus stays at its place. @param {Element} bar @param {Element[]} content */
function redraw(bar, content) {
  const before = [...bar.querySelectorAll("button")].findIndex((made) => made === document.activeElement);
  fill(bar, content);
  const buttons = bar.querySelectorAll("button");
  const at = Math.min(Math.max(before, 0), buttons.length - 1);
  if (bar.role === "toolbar") {
    buttons.forEach((made, number) => {
      const index = number === at ? 0 : -1;
      if (made.tabIndex !== index || !made.hasAttribute("tabindex")) made.tabIndex = index;
    });
  }
  if (before >= 0) buttons[at]?.focus();
}

/** Exchange what there is to choose from. @param {HTMLSelectElement} select @param {[string, string][]} options */
function offer(select, options, value = "") {
  select.replaceChildren(...options.map(([name, text]) => element("option", { value: name }, text)));
  select.value = value;
}

/** A bar in a box; `setBar` says how high it is. */
function barOf() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const bar = document.createElementNS(svg.namespaceURI, "rect");
  bar.setAttribute("width", "1");
  svg.append(bar);
  return svg;
}

/** Make a bar a part of its box high, from below. @param {Element | null} svg @param {number} part */
function setBar(svg, part) {
  for (const [key, value] of Object.entries({ height: part, y: 1 - part }))
    svg?.firstElementChild?.setAttribute(key, `${value}`);
}

/** Count by what each note has. @template T @param {Note[]} notes @param {(note: Note) => T[]} of */
function tally(notes, of) {
  /** @type {Map<T, number>} */
  const counts = new Map();
  for (const note of notes) for (const one of of(note)) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** @template T, U @param {T} one @param {U} other @returns {[T, U]} */
function pair(one, other) {
  return [one, other];
}
