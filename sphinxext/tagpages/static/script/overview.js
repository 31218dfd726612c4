// The overview: a field that finds tags, and their order. Rows are moved to where another order has them, never copied,
// and nothing is looked at before a reader asks for it: there may be thousands.

/**
 * A heading, the places of its tags in the list, and those that the address of an initial leads to.
 * @typedef {[string, number[], Record<string, number>]} InitialGroup
 */

/** @param {HTMLElement} overview */
function startOverview(overview) {
  const find = overview.querySelector(".tagpages-find");
  const field = find?.querySelector("input");
  const status = find?.querySelector("p");
  const all = overview.querySelector(".tagpages-rows");
  if (!(find instanceof HTMLElement) || !(all instanceof HTMLElement) || !field || !status) return;
  const initials = overview.querySelector("nav");
  const order = find.querySelector("select");
  /** @type {InitialGroup[]} */
  const groups = JSON.parse(overview.dataset.byName ?? "[]");

  /** The rows as they stood at first, and the names in them. @type {{row: HTMLElement, name: string}[]} */
  let rows = [];
  let size = 0;
  /** Where they stood, and the lists in which they stand in another order. @type {Element[]} */
  let homes = [];
  /** @type {Element[]} */
  let lists = [];
  /** The groups that the order by name makes, each with the link to it. @type {{group: HTMLElement, link: HTMLElement}[]} */
  let grouped = [];
  const first = order?.options[0].value ?? "count";
  let arranged = first;
  /** The list of those that stand by groups at first. */
  const flat = first === "group" ? make("div", make("ul")) : undefined;
  let isNarrow = false;

  const readRows = () => {
    if (rows.length) return;
    rows = [...all.querySelectorAll("li")].map((row) => {
      return { row, name: fold(`${row.firstChild?.textContent}, ${row.dataset.names ?? ""}`) };
    });
    homes = rows.map(({ row }) => row.parentElement ?? all);
    lists = [...(flat ?? all).children];
    size = flat ? rows.length : lists[0].children.length;
    if (!flat) return;
    flat.className = "tagpages-rows";
    lists[0].className = "tagpages-tag-list";
    all.after(flat);
  };

  /** @param {number[]} places */
  const rowsAt = (places) => places.map((place) => rows[place].row);

  /** Put the rows into the lists, as many into each as the first had. @param {number[]} places */
  const fillLists = (places) => {
    for (const [at, list] of lists.entries()) list.append(...rowsAt(places.slice(at * size, (at + 1) * size)));
  };

  const groupByName = () => {
    grouped = groups.map(([heading, places, ids]) => {
      for (const [id, place] of Object.entries(ids)) rows[place].row.id = id;
      const link = make("a", heading);
      link.href = `#${Object.keys(ids)[0]}`;
      const title = make(/** @type {"h2"} */ (`h${overview.dataset.level}`), heading);
      title.className = "tagpages-initial";
      const tags = make("ul", ...rowsAt(places));
      tags.className = "tagpages-tag-list";
      const group = make("div", title, tags);
      group.className = "tagpages-initial-group";
      return { group, link };
    });
    initials?.replaceChildren(...grouped.map(({ link }) => link));
    all.after(...grouped.map(({ group }) => group));
  };

  const arrange = () => {
    const wanted = order?.value ?? arranged;
    if (wanted === arranged) return;
    arranged = wanted;
    readRows();
    const before = grouped;
    grouped = [];
    if (wanted === "name") groupByName();
    else if (wanted === first) for (const [at, { row }] of rows.entries()) homes[at].append(row);
    else {
      const { byCount, byDate, byWeight } = overview.dataset;
      const places = { count: byCount, date: byDate, weight: byWeight }[wanted] ?? "";
      fillLists(places.split(" ").map(Number));
    }
    const isByName = wanted === "name";
    if (flat) flat.hidden = isByName || wanted === first;
    all.hidden = isByName || !(flat?.hidden ?? true);
    if (initials) initials.hidden = !isByName;
    for (const { group } of before) group.remove();
  };

  const narrow = () => {
    const words = wordsOf(fold(field.value));
    if (!words.length && !isNarrow) return;
    isNarrow = words.length > 0;
    all.classList.toggle("tagpages-narrow", isNarrow);
    readRows();
    let left = 0;
    for (const { row, name } of rows) {
      row.hidden = !words.every((word) => name.includes(word));
      left += row.hidden ? 0 : 1;
    }
    const said = status.dataset.left?.replace("{found}", left.toLocaleString(document.documentElement.lang || "en"));
    status.textContent = isNarrow && said ? said : "";
  };

  const update = () => {
    arrange();
    narrow();
    for (const { group, link } of grouped) group.hidden = link.hidden = !group.querySelector("li:not([hidden])");
  };

  const clear = () => {
    field.value = "";
    update();
  };

  /** Show what the address names, which stands in the order by name alone. */
  const followFragment = () => {
    const id = location.hash.slice(1);
    if (!order || !groups.some(([, , ids]) => Object.hasOwn(ids, id))) return;
    order.value = "name";
    clear();
    document.getElementById(id)?.scrollIntoView();
  };

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      if (isNarrow) overview.querySelector("li:not([hidden]) > a")?.dispatchEvent(new MouseEvent("click", event));
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (field.value) clear();
      else field.blur();
    }
  });
  order?.addEventListener("change", update);
  registerKey("/", TEXTS.findTag, () => field.focus());
  registerKey("Escape", TEXTS.allTags, clear, () => isNarrow);
  find.hidden = false;
  // A browser that comes back to the page may bring back what was written and chosen.
  window.addEventListener("pageshow", update);
  window.addEventListener("hashchange", followFragment);
  followFragment();
}

whenReady(() => {
  const overview = document.querySelector(".tagpages-overview");
  if (overview instanceof HTMLElement) startOverview(overview);
});
