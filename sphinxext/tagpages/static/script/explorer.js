// All notes: a reader chooses among them by words, tags, years and kinds. The address holds what is asked, so that it
// can be shared, kept and gone back to. Where the data do not arrive, the page stays as it is.

/** How many rows are shown at once, about as many as are seen, and how many more each time that the page is painted. */
const FIRST = 6;
const NEXT = 20;

/** @param {HTMLElement} box @param {HTMLElement} listing its first notes @param {Say} say */
function explore(box, listing, say) {
  const place = { question: questionOfAddress(), limit: rowsKept() };
  const { keep, keepSoon, step } = placeKeeper(place);
  const work = workAfterPaint();
  /** What shows an answer, once the data are there. @type {((isTyped?: boolean, isWhole?: boolean) => void) | undefined} */
  let showAnswer;

  const status = element("p", { class: "tagpages-status", role: "status" });
  const field = searchField("tagpages-search", say("search"));
  field.addEventListener("input", () => ask(asked(place.question, { q: field.value }), true));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) listing.querySelector("a")?.focus();
  });
  const chips = element("div", { class: "tagpages-chips" });
  const years = buttonBar("tagpages-years", say("years"));
  const kinds = element("select", { "aria-label": say("kind") });
  kinds.hidden = true;
  kinds.addEventListener("change", () => ask(asked(place.question, { kind: kinds.value })));
  const sort = element("select", { "aria-label": say("sort") });
  sort.addEventListener("change", () => ask(asked(place.question, { sort: sort.value })));

  const findField = searchField("tagpages-find", say("findTag"));
  const tags = buttonBar("tagpages-choices", say("tags"), 2);
  const facets = element("div", { class: "tagpages-facets" }, findField, kinds, tags);
  const done = button("tagpages-done", () => dialog.close());
  const dialog = element("dialog", { class: "tagpages-dialog", "aria-label": say("filters"), tabindex: -1 }, done);
  dialog.addEventListener("close", () => tools.after(facets));
  const openDialog = () => {
    dialog.prepend(facets);
    dialog.showModal();
    // Not its field: a phone would lay a keyboard over the tags.
    dialog.focus();
  };
  const tools = element(
    "div",
    { class: "tagpages-tools" },
    element("div", { class: "tagpages-ask" }, field, button("tagpages-filters", openDialog, say("filters"))),
    chips,
    years,
    element("div", { class: "tagpages-bar" }, status, sort),
  );
  const more = element("button", { type: "button", class: "tagpages-show-more" });
  more.hidden = true;

  /** @param {URLSearchParams} next @param {boolean} [isTyped] whether it is no step of its own */
  const ask = (next, isTyped) => {
    if (!isTyped) keep();
    place.question = next;
    place.limit = ROWS;
    if (isTyped) {
      keepSoon();
      showAnswer?.(isTyped);
      return;
    }
    step();
    const hadFocus = box.contains(document.activeElement);
    show();
    if (hadFocus && !box.contains(document.activeElement)) listing.focus({ preventScroll: true });
    if (box.getBoundingClientRect().top < 0 && !dialog.open) box.scrollIntoView();
  };
  const clearing = () =>
    button("tagpages-clear", () => ask(without(place.question, (name) => name !== "sort")), say("clear"));

  /** @param {(name: string) => string} labelOf */
  const drawChips = (labelOf) => {
    const list = partsOf(place.question, labelOf, say).map(([filter, next]) => {
      const chip = button("tagpages-chip", () => ask(next()), filter);
      chip.ariaLabel = say("remove", { filter });
      return chip;
    });
    if (list.length > 1) list.push(clearing());
    redraw(chips, list);
  };

  /** @param {boolean} [isWhole] whether all rows are to be there at once */
  const show = (isWhole) => {
    field.value = place.question.get("q") ?? "";
    if (showAnswer) showAnswer(false, isWhole);
    else drawChips((name) => name);
  };

  /** Show what is asked, as far down as the reader was. */
  const goBack = () => {
    show(true);
    const top = history.state?.tagpagesTop;
    // At once: themes have a page slide.
    if (top !== undefined) scrollTo({ top, behavior: "instant" });
  };

  /** Let what the data are be asked. @param {NotesData} data */
  const begin = (data) => {
    const notes = readNotes(data);
    const select = selection(data, notes);
    const keys = data.tags.map(([label], tag) => [label, ...namesOf(data, tag)].map(tagKey).join("\n"));
    const find = tagFinder(data);
    /** @param {string} name */
    const labelOf = (name) => data.tags[find(name)]?.[0] ?? name;
    const allYears = [...new Set(notes.map((note) => note.year))].filter(Boolean).sort((one, other) => one - other);
    const drawYears = yearBars(years, allYears, say, (from, to) => ask(asked(place.question, { from, to })));
    const drawKinds = kindOffer(kinds, say);
    const drawTags = tagChoices(tags, data, say, (part, tag) =>
      ask(new URLSearchParams([...place.question, [part, namesOf(data, tag)[0]]])),
    );
    const drawRows = rowList(listing, data, notes, say);
    /** The notes that are found, in order. @type {Note[]} */
    let found = [];
    const cite = box.dataset.cite && citeButton(`${box.dataset.source}`, box.dataset.cite, () => found);

    /** What is found if a part of the question is not asked. @param {string[]} names */
    const selectWithout = (...names) =>
      names.some((name) => place.question.has(name))
        ? select(without(place.question, (name) => names.includes(name)))
        : found;
    const drawChoices = () => {
      const chosen = new Set(place.question.getAll("tag").map(find));
      const wanted = tagKey(findField.value);
      drawTags(found, (tag) => !chosen.has(tag) && keys[tag].includes(wanted));
    };
    const drawFacets = () => {
      drawYears(place.question, selectWithout("from", "to"));
      if (data.kinds) drawKinds(place.question, selectWithout("kind"));
      drawChoices();
    };
    const drawMore = () => {
      const left = found.length - place.limit;
      more.hidden = left <= 0;
      more.textContent = say("more", { count: Math.min(ROWS, left), left });
    };
    const drawNothing = () => {
      const parts = [...partsOf(place.question, labelOf, say), ...partsOfWords(place.question)];
      const ways = waysOut(parts, select, ask, say);
      const nothing = make("p", say("nothing"));
      fill(listing, [element("div", { class: "tagpages-nothing" }, nothing, ...(ways[0] ? ways : [clearing()]))]);
    };

    showAnswer = (isTyped, isWhole) => {
      found = select(place.question);
      const [shown, count] = [found.length, notes.length];
      status.textContent = say(shown === count ? "all" : "shown", { shown, count });
      done.textContent = say("show", { count: shown });
      if (cite) cite.disabled = !shown;
      drawMore();
      let at = isWhole ? place.limit : FIRST;
      if (shown) drawRows(found, at);
      else drawNothing();
      const rest = isTyped ? [drawFacets] : [];
      while (at < Math.min(place.limit, shown)) {
        const end = (at = Math.min(at + NEXT, place.limit));
        rest.push(() => drawRows(found, end));
      }
      if (!isTyped) {
        drawChips(labelOf);
        sort.value = place.question.get("sort") ?? "";
        if (sort.selectedIndex < 0) sort.value = "";
        drawFacets();
      }
      work.begin(rest);
    };

    findField.addEventListener("input", drawChoices);
    findField.addEventListener("keydown", (event) => {
      const first = tags.querySelector("button");
      if (event.key !== "Enter" || event.isComposing || !findField.value || !first) return;
      findField.value = "";
      first.click();
    });
    more.addEventListener("click", () => {
      work.finish();
      const first = place.limit;
      place.limit += ROWS;
      drawRows(found, place.limit);
      drawMore();
      listing.children[first].querySelector("a")?.focus();
    });
    addEventListener("beforeprint", work.finish);
    offer(sort, [
      ["", say(data.order ? "order" : "newest")],
      ...(data.order ? [pair("-date", say("newest"))] : []),
      ["date", say("oldest")],
      ["title", say("title")],
    ]);
    if (cite) sort.before(cite);
    kinds.hidden = !data.kinds;
    years.hidden = !allYears.length;
    listing.classList.remove("tagpages-waiting");
    goBack();
    years.scrollLeft = years.scrollWidth * (isRightToLeft(years) ? -1 : 1);
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => {
      place.question = questionOfAddress();
      place.limit = rowsKept();
      goBack();
    });
    addEventListener("pagehide", keep);
    addEventListener("scroll", keepSoon);
  };
  /** Without data the page is its first notes. */
  const giveUp = () => {
    if (showAnswer) return;
    box.classList.add("tagpages-plain");
    listing.classList.remove("tagpages-waiting");
    facets.remove();
    tools.replaceWith(status);
    status.textContent = say("failed");
  };

  listing.tabIndex = -1;
  listing.before(tools, facets);
  listing.after(more);
  box.append(dialog);
  // The notes of the page are no answer.
  if (location.search) listing.classList.add("tagpages-waiting");
  show();
  window.tagpagesData = (data) => begin({ ...data, tags: data.tags ?? [] });
  const script = element("script", { src: box.dataset.source, charset: "utf-8" });
  // What has arrived in part gives nothing.
  for (const event of ["load", "error"]) script.addEventListener(event, giveUp);
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
    if (!findField.checkVisibility()) openDialog();
    findField.focus();
  });
  registerKey("/", TEXTS.search, () => field.focus());
}

whenReady(() => {
  const box = document.querySelector(".tagpages-explorer");
  const listing = box?.querySelector(".tagpages-listing");
  const texts = box?.querySelector(".tagpages-texts");
  if (box instanceof HTMLElement && listing instanceof HTMLElement && texts) explore(box, listing, speaker(texts));
});
