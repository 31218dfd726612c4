// All notes: a reader chooses among them by words, tags, years and kinds. The address holds what is asked, so that it
// can be shared, kept and gone back to. Where the data do not arrive, the page stays as it is.

/** How many rows are shown at first, and more each time; and how many tags. */
const ROWS = 50;
const CHOICES = 60;

/** @param {HTMLElement} box @param {HTMLElement} listing its first notes @param {Say} say */
function explore(box, listing, say) {
  let question = new URLSearchParams(location.search);
  let limit = Number(history.state?.tagpagesRows) || ROWS;
  /** The year from which a range begins. */
  let anchor = 0;
  /** @type {NotesData} */
  let data;
  /** @type {Note[]} */
  let notes = [];
  /** @type {ReturnType<typeof selection>} */
  let select;
  /** The notes that are found, in order. @type {Note[]} */
  let found = [];
  /** @type {string[]} */
  let tagKeys = [];
  /** The years that there are. @type {number[]} */
  let allYears = [];
  /** The rows that were made. @type {HTMLElement[]} */
  const rows = [];
  const heading = /** @type {"h2"} */ (listing.querySelector(".tagpages-title")?.localName ?? "h2");

  const status = element("p", { class: "tagpages-status", role: "status" });
  const field = searchField("tagpages-search", say("search"));
  field.addEventListener("input", () => ask(asked({ q: field.value }), true));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) listing.querySelector("a")?.focus();
  });
  const chips = element("div", { class: "tagpages-chips" });
  const years = buttonBar("tagpages-years", say("years"));
  const kinds = element("select", { "aria-label": say("kind") });
  kinds.hidden = true;
  kinds.addEventListener("change", () => ask(asked({ kind: kinds.value })));
  const sort = element("select", { "aria-label": say("sort") });
  sort.addEventListener("change", () => ask(asked({ sort: sort.value })));

  const find = searchField("tagpages-find", say("findTag"));
  find.addEventListener("input", () => drawTags());
  const tags = buttonBar("tagpages-choices", say("tags"), 2);
  const facets = element("div", { class: "tagpages-facets" }, find, kinds, tags);
  const done = button("tagpages-done", () => dialog.close());
  const dialog = element("dialog", { class: "tagpages-dialog", "aria-label": say("filters") }, done);
  dialog.addEventListener("close", () => tools.after(facets));
  const openDialog = () => {
    dialog.prepend(facets);
    dialog.showModal();
  };
  const tools = element(
    "div",
    { class: "tagpages-tools" },
    element("div", { class: "tagpages-ask" }, field, button("tagpages-filters", openDialog, say("filters"))),
    chips,
    years,
    element("div", { class: "tagpages-bar" }, status, sort),
  );
  const more = button("tagpages-show-more", () => {
    const first = limit;
    limit += ROWS;
    drawRows();
    rows[found[first].number].querySelector("a")?.focus();
  });
  more.hidden = true;

  /** @type {number | undefined} */
  let timer;
  /** Keep what is asked and how far the reader is, for the way back. */
  const keepPlace = () => {
    clearTimeout(timer);
    change("replaceState", { ...history.state, tagpagesRows: limit, tagpagesTop: scrollY });
  };
  const keepPlaceSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keepPlace, 200);
  };
  /** @param {"pushState" | "replaceState"} how @param {object} state */
  const change = (how, state) => {
    try {
      const hash = how === "replaceState" ? location.hash : "";
      history[how](state, "", (`${question}` ? `?${question}` : location.pathname) + hash);
    } catch {
      // A browser takes so many changes in a time. The notes are shown nevertheless.
    }
  };
  /** @param {URLSearchParams} next @param {boolean} [isTyped] whether it is no step of its own */
  const ask = (next, isTyped) => {
    if (!isTyped) keepPlace();
    question = next;
    limit = ROWS;
    if (isTyped) {
      keepPlaceSoon();
      show();
      return;
    }
    change("pushState", {});
    const hadFocus = box.contains(document.activeElement);
    show();
    if (hadFocus && !box.contains(document.activeElement)) listing.focus({ preventScroll: true });
    if (box.getBoundingClientRect().top < 0 && !dialog.open) box.scrollIntoView();
  };
  /** The question with other values; what is empty is not asked. @param {Record<string, string | number>} values */
  const asked = (values) => {
    const next = new URLSearchParams(question);
    for (const [name, value] of Object.entries(values)) {
      next.delete(name);
      if (value) next.set(name, `${value}`);
    }
    return next;
  };
  /** @param {"tag" | "not"} name @param {string} label */
  const add = (name, label) => ask(new URLSearchParams([...question, [name, label]]));
  /** @param {(name: string, value: string) => boolean} isLeftOut */
  const without = (isLeftOut) => new URLSearchParams([...question].filter(([name, value]) => !isLeftOut(name, value)));

  /** What is found if a part of the question is not asked. @param {string[]} names */
  const selectWithout = (...names) =>
    names.some((name) => question.has(name)) ? select(without((name) => names.includes(name))) : found;

  /** The name of a tag as it is shown. @param {string} name */
  const labelOf = (name) => data?.tags[tagKeys.indexOf(tagKey(name))]?.[0] ?? name;
  /** What is asked besides words: what each part is called, and what is asked without it. */
  const parts = () => {
    /** @type {[string, URLSearchParams][]} */
    const list = [];
    for (const sign of ["tag", "not"]) {
      for (const value of new Set(question.getAll(sign))) {
        const label = sign === "tag" ? labelOf(value) : say("not", { tag: labelOf(value) });
        list.push([label, without((name, other) => name === sign && other === value)]);
      }
    }
    const [from, to] = [question.get("from") ?? "", question.get("to") ?? ""];
    const groups = {
      any: question.getAll("any").map(labelOf).join(" / "),
      from: from === to ? from : `${from}–${to}`,
      kind: question.get("kind"),
      author: question.get("author"),
      venue: question.get("venue"),
    };
    for (const [group, label] of Object.entries(groups)) {
      if (label) list.push([label, without((name) => name === group || (group === "from" && name === "to"))]);
    }
    return list;
  };

  const clearing = () => button("tagpages-clear", () => ask(without((name) => name !== "sort")), say("clear"));

  const drawChips = () => {
    /** @type {Node[]} */
    const list = parts().map(([filter, next]) => {
      const chip = button("tagpages-chip", () => ask(next), filter);
      chip.ariaLabel = say("remove", { filter });
      return chip;
    });
    if (list.length > 1) list.push(clearing());
    redraw(chips, list);
  };

  const drawYears = () => {
    const counts = tally(selectWithout("from", "to"), (note) => [note.year]);
    const highest = Math.max(...allYears.map((year) => counts.get(year) ?? 0), 1);
    const [from, to] = yearsOf(question);
    const list = allYears.map((year) => {
      const count = counts.get(year) ?? 0;
      const bar = button(
        "tagpages-year",
        ({ shiftKey }) => {
          if (!shiftKey || !anchor) anchor = year;
          const isAlone = !shiftKey && from === year && to === year;
          const range = { from: Math.min(anchor, year), to: Math.max(anchor, year) };
          ask(asked(isAlone ? { from: "", to: "" } : range));
        },
        barOf(count && Math.max(count / highest, 0.06)),
        `${year}`,
      );
      bar.ariaLabel = say("year", { year: `${year}`, count });
      bar.ariaPressed = `${(question.has("from") || question.has("to")) && from <= year && year <= to}`;
      return bar;
    });
    redraw(years, list);
  };

  const drawKinds = () => {
    const counts = tally(selectWithout("kind"), (note) => [note.kind]);
    counts.delete("");
    const names = [...counts.keys()].sort();
    const chosen = names.find((name) => fold(name) === fold(question.get("kind") ?? ""));
    offer(kinds, [["", say("kind")], ...names.map((name) => pair(name, `${name} (${counts.get(name)})`))], chosen);
  };

  const drawTags = () => {
    const chosen = new Set(question.getAll("tag").map(tagKey));
    const wanted = tagKey(find.value);
    const list = [...tally(found, (note) => note.tags)]
      .filter(([tag]) => !chosen.has(tagKeys[tag]) && tagKeys[tag].includes(wanted))
      .sort(([one, count], [other, otherCount]) => otherCount - count || one - other)
      .slice(0, CHOICES)
      .map(([tag, count]) => {
        const label = data.tags[tag][0];
        const number = element("span", { class: "tagpages-count" }, say("{count}", { count }));
        const exclude = button("tagpages-exclude", () => add("not", label), "−");
        exclude.ariaLabel = say("exclude", { tag: label });
        return make("div", button("tagpages-choice", () => add("tag", label), make("bdi", label), " ", number), exclude);
      });
    redraw(tags, list);
  };

  /** What to leave out where nothing is found, and what that gives. */
  const ways = () => {
    const words = wordsOf(question.get("q") ?? "");
    const fewer = words.map((word, at) => pair(word, asked({ q: words.filter((_word, other) => other !== at).join(" ") })));
    const list = [...parts(), ...fewer]
      .map(([filter, next]) => ({ filter, next, count: select(next).length }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count)
      .map(({ filter, next, count }) => button("tagpages-way", () => ask(next), say("without", { filter, count })));
    return element("div", { class: "tagpages-nothing" }, make("p", say("nothing")), ...(list[0] ? list : [clearing()]));
  };

  const drawRows = () => {
    const shown = found.slice(0, limit).map((note) => (rows[note.number] ??= noteRow(note, data.tags, heading, say)));
    const isThere = shown.length > 0 && shown.every((row, at) => row === listing.children[at]);
    if (!isThere || listing.children[shown.length]) listing.replaceChildren(...(shown.length ? shown : [ways()]));
    const left = found.length - shown.length;
    more.hidden = !left;
    more.textContent = say("more", { count: Math.min(ROWS, left), left });
  };

  const show = () => {
    if (field.value !== question.get("q")) field.value = question.get("q") ?? "";
    drawChips();
    if (!select) return;
    found = select(question);
    const [shown, count] = [found.length, notes.length];
    status.textContent = say(shown === count ? "all" : "shown", { shown, count });
    done.textContent = say("show", { count: shown });
    sort.value = question.get("sort") ?? "";
    if (sort.selectedIndex < 0) sort.value = "";
    drawYears();
    if (data.kinds) drawKinds();
    drawTags();
    drawRows();
  };

  /** Show what is asked, as far down as the reader was. */
  const goBack = () => {
    show();
    const top = history.state?.tagpagesTop;
    // At once: themes have a page slide.
    if (top !== undefined) scrollTo({ top, behavior: "instant" });
  };

  listing.tabIndex = -1;
  listing.before(tools, facets);
  listing.after(more);
  box.append(dialog);
  // The notes of the page are no answer.
  if (location.search) listing.classList.add("tagpages-waiting");
  show();
  window.tagpagesData = (columns) => {
    data = { ...columns, tags: columns.tags ?? [] };
    notes = readNotes(data);
    tagKeys = data.tags.map(([label]) => tagKey(label));
    select = selection(data, notes);
    allYears = [...new Set(notes.map((note) => note.year))].filter(Boolean).sort((one, other) => one - other);
    // The rows of the page are those that would be made.
    const numbers = new Map(notes.map((note) => [note.id, note.number]));
    for (const row of listing.querySelectorAll("article")) rows[numbers.get(row.dataset.note ?? "") ?? -1] = row;
    offer(sort, [
      ["", say(data.order ? "order" : "newest")],
      ...(data.order ? [pair("-date", say("newest"))] : []),
      ["date", say("oldest")],
      ["title", say("title")],
    ]);
    kinds.hidden = !data.kinds;
    years.hidden = !allYears.length;
    listing.classList.remove("tagpages-waiting");
    goBack();
    years.scrollLeft = years.scrollWidth * (isRightToLeft(years) ? -1 : 1);
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => {
      question = new URLSearchParams(location.search);
      limit = Number(history.state?.tagpagesRows) || ROWS;
      goBack();
    });
    addEventListener("pagehide", keepPlace);
    addEventListener("scroll", keepPlaceSoon);
  };
  const script = element("script", { src: box.dataset.source, charset: "utf-8" });
  script.addEventListener("error", () => {
    box.classList.add("tagpages-plain");
    listing.classList.remove("tagpages-waiting");
    facets.remove();
    tools.replaceWith(status);
    status.textContent = say("failed");
  });
  document.head.append(script);

  const outer = () =>
    /** @type {HTMLElement | null | undefined} */ (
      document.activeElement?.closest(".tagpages-note")?.querySelector("a.external")
    );
  const isIn = () => box.contains(document.activeElement);
  const leave = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();
  registerKey("Escape", TEXTS.leave, leave, isIn);
  registerKey("o", TEXTS.openLink, () => outer()?.click(), () => !!outer());
  registerKey("t", say("findTag"), () => {
    if (!find.checkVisibility()) openDialog();
    find.focus();
  });
  registerKey("/", TEXTS.search, () => field.focus());
}

whenReady(() => {
  const box = document.querySelector(".tagpages-explorer");
  const listing = box?.querySelector(".tagpages-listing");
  const texts = box?.querySelector(".tagpages-texts");
  if (box instanceof HTMLElement && listing instanceof HTMLElement && texts) explore(box, listing, speaker(texts));
});
