// What is asked, as the address has it, and what would be asked with something more or less.

/** What the address asks; what is empty is not asked. */
function questionOfAddress() {
  return without(new URLSearchParams(location.search), (_name, value) => !value);
}

/** The question with other values. @param {URLSearchParams} question @param {Record<string, string | number>} values */
function asked(question, values) {
  const next = new URLSearchParams(question);
  for (const [name, value] of Object.entries(values)) {
    next.delete(name);
    if (value) next.set(name, `${value}`);
  }
  return next;
}

/** @param {URLSearchParams} question @param {(name: string, value: string) => boolean} isLeftOut */
function without(question, isLeftOut) {
  return new URLSearchParams([...question].filter(([name, value]) => !isLeftOut(name, value)));
}

/** A part of a question: what it is called, and what is asked without it. @typedef {[string, () => URLSearchParams]} Part */

/**
 * What is asked besides words.
 * @param {URLSearchParams} question
 * @param {(name: string) => string} labelOf gives the name of a tag as it is shown
 * @param {Say} say
 */
function partsOf(question, labelOf, say) {
  /** @type {Part[]} */
  const list = [];
  for (const sign of ["tag", "not"]) {
    for (const value of new Set(question.getAll(sign))) {
      const label = sign === "tag" ? labelOf(value) : say("not", { tag: labelOf(value) });
      list.push([label, () => without(question, (name, other) => name === sign && other === value)]);
    }
  }
  const [from, to] = datesOf(question).map((date) => date.replace(/^0+/, ""));
  const groups = {
    any: question.getAll("any").map(labelOf).join(" / "),
    from: from === to ? from : `${from}–${to}`,
    kind: question.get("kind"),
    author: question.getAll("author").join(", "),
    venue: question.get("venue"),
  };
  for (const [group, label] of Object.entries(groups)) {
    if (label) list.push([label, () => without(question, (name) => name === group || (group === "from" && name === "to"))]);
  }
  return list;
}

/** What is asked without each of its words. @param {URLSearchParams} question */
function partsOfWords(question) {
  const words = [...new Set(wordsOf(question.get("q") ?? ""))];
  return words.map(
    /** @returns {Part} */
    (word) => [word, () => asked(question, { q: words.filter((other) => other !== word).join(" ") })],
  );
}
