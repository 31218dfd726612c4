// What a reader chooses with: years, kinds and tags, each with the number of notes that it would leave. Their buttons
// are made once and change their texts, which costs a third of making them again.

/** How many tags are shown. */
const CHOICES = 60;

/**
 * Show the years as bars; a second one, with Shift, makes a range.
 * @param {HTMLElement} bar
 * @param {number[]} years
 * @param {Say} say
 * @param {(from: number | "", to: number | "") => void} choose
 */
function yearBars(bar, years, say, choose) {
  let [from, to] = [-Infinity, Infinity];
  /** The year from which a range begins. */
  let anchor = 0;
  const bars = years.map((year) => {
    /** @param {MouseEvent} event */
    const press = (event) => {
      // A finger has no Shift: its second year ends the range that its first began.
      const isTouch = /** @type {PointerEvent} */ (event).pointerType === "touch";
      const isEnd = event.shiftKey || (isTouch && from === to && from !== year);
      if (!isEnd || !anchor) anchor = year;
      if (!isEnd && from === year && to === year) choose("", "");
      else choose(Math.min(anchor, year), Math.max(anchor, year));
    };
    return button("tagpages-year", press, barOf(), `${year}`);
  });
  redraw(bar, bars);
  return (/** @type {URLSearchParams} */ question, /** @type {Note[]} */ found) => {
    const counts = tally(found, (note) => [note.year]);
    const highest = Math.max(...years.map((year) => counts.get(year) ?? 0), 1);
    [from, to] = yearsOf(question);
    const isRange = from > -Infinity || to < Infinity;
    years.forEach((year, at) => {
      const count = counts.get(year) ?? 0;
      setBar(bars[at].firstElementChild, count && Math.max(count / highest, 0.06));
      bars[at].ariaLabel = say("year", { year: `${year}`, count });
      bars[at].ariaPressed = `${isRange && from <= year && year <= to}`;
    });
  };
}

/** Offer the kinds of notes. @param {HTMLSelectElement} kinds @param {Say} say */
function kindOffer(kinds, say) {
  return (/** @type {URLSearchParams} */ question, /** @type {Note[]} */ found) => {
    const counts = tally(found, (note) => [note.kind]);
    counts.delete("");
    const names = [...counts.keys()].sort();
    const chosen = names.find((name) => fold(name) === fold(question.get("kind") ?? ""));
    offer(kinds, [["", say("kind")], ...names.map((name) => pair(name, `${name} (${counts.get(name)})`))], chosen);
  };
}

/**
 * Offer tags: to ask for each, or to leave out what it has.
 * @param {HTMLElement} bar
 * @param {NotesData} data
 * @param {Say} say
 * @param {(part: "tag" | "not", tag: number) => void} add
 */
function tagChoices(bar, { tags, groups = [], group = {} }, say, add) {
  const titles = groups.map((title) => element("p", { class: "tagpages-group-title" }, title));
  // Those without a group stand behind, below a line.
  titles.push(element("p", { class: "tagpages-group-title" }));
  const makeChoice = () => {
    const name = make("bdi");
    const number = element("span", { class: "tagpages-count" });
    const exclude = button("tagpages-exclude", () => add("not", choice.tag), "−");
    const choose = button("tagpages-choice", () => add("tag", choice.tag), name, " ", number);
    const choice = { name, number, exclude, row: make("div", choose, exclude), tag: 0 };
    return choice;
  };
  /** @type {ReturnType<typeof makeChoice>[]} */
  const choices = [];
  return (/** @type {Note[]} */ found, /** @type {(tag: number) => boolean} */ isOffered) => {
    /** @param {number} tag */
    const placeOf = (tag) => (group[tag] || titles.length) - 1;
    const list = [...tally(found, (note) => note.allTags)]
      .filter(([tag]) => isOffered(tag))
      .sort(([one, count], [other, otherCount]) => otherCount - count || one - other)
      .slice(0, CHOICES)
      .sort(([one], [other]) => placeOf(one) - placeOf(other));
    list.forEach(([tag, count], at) => {
      const [label] = tags[tag];
      const choice = (choices[at] ??= makeChoice());
      const { name, number, exclude } = choice;
      choice.tag = tag;
      if (name.textContent !== label) {
        name.textContent = label;
        exclude.ariaLabel = say("exclude", { tag: label });
      }
      number.textContent = say("{count}", { count });
    });
    const rows = choices.slice(0, list.length).flatMap(({ row, tag }, at) => {
      const isFirst = groups.length && (!at || placeOf(tag) !== placeOf(list[at - 1][0]));
      return isFirst ? [titles[placeOf(tag)], row] : [row];
    });
    redraw(bar, rows);
  };
}
