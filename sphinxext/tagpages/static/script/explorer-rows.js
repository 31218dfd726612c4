// Notes as `templates/tagpages/note.html` shows them in a listing; a test compares the two.

/**
 * Make an element with attributes, save those that are undefined.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, unknown>} attributes
 * @param {(Node | string)[]} content
 */
function element(name, attributes, ...content) {
  const made = make(name, ...content);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, `${value}`);
  return made;
}

/** Put something between the parts of a line. @param {Node[]} parts @param {string} between */
function joined(parts, between) {
  return parts.flatMap((part, at) => (at ? [between, part] : [part]));
}

/**
 * Make the row of a note.
 * @param {Note} note
 * @param {NotesData["tags"]} tags those that notes name by their places
 * @param {"h2"} heading
 * @param {Say} say
 */
function noteRow(note, tags, heading, say) {
  const { title, url, home, authors } = note;
  const host = url && (note.host ?? /^https?:\/\/(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)/.exec(url)?.[1]);
  const [src, alt, width = 0, height = 0] = note.picture ?? [];
  const row = element(
    "article",
    {
      class: `tagpages-note${note.isPinned ? " tagpages-pinned" : ""}${src ? " tagpages-with-image" : ""}`,
      "data-note": note.id,
      "aria-label": title,
      lang: note.lang || undefined,
      dir: note.dir || undefined,
    },
    element(
      heading,
      { class: "tagpages-title" },
      element("a", { class: `reference ${url ? "external" : "internal"}`, href: url || home }, title),
    ),
  );
  if (host) row.append(" ", element("span", { class: "tagpages-host" }, host));

  /** @type {Node[]} */
  const meta = [];
  /** @param {string} name @param {string} text */
  const addText = (name, text) => text && meta.push(element("span", { class: `tagpages-${name}` }, text));
  if (note.isPinned) addText("pin", say("pinned"));
  if (note.date) {
    const time = element("time", { datetime: note.date }, note.shown);
    meta.push(element("a", { class: "tagpages-home", href: home }, time));
  } else if (note.hasPermalink) {
    meta.push(element("a", { class: "tagpages-home", href: home, title: say("permalink") }, "¶"));
  }
  const names = authors.slice(0, 5).join(", ");
  addText("authors", authors.length > 5 ? say("etAl", { authors: names }) : names);
  addText("venue", note.venue);
  for (const [label, href] of note.links) {
    meta.push(element("a", { class: "tagpages-link reference external", href }, label));
  }
  if (meta.length) row.append(element("p", { class: "tagpages-meta" }, ...joined(meta, " · ")));
  row.querySelector(".tagpages-home")?.after(...newMark(note.date));

  /** @type {Node[]} */
  const buttons = note.tags.slice(0, 8).map((tag) => {
    const [label, href, colour, about] = tags[tag];
    const class_ = `tagpages-tag${colour ? ` tagpages-colour-${colour}` : ""}`;
    return element("a", { class: class_, rel: "tag", href, title: about || undefined }, label);
  });
  const left = note.tags.length - 8;
  if (left > 0) {
    const name = say("moreTags", { count: left });
    buttons.push(element("a", { class: "tagpages-rest", href: home, "aria-label": name }, `+${left}`));
  }
  if (buttons.length) row.append(" ", element("p", { class: "tagpages-tags" }, ...joined(buttons, " ")));

  if (note.snippet) {
    const text = element("p", { class: "tagpages-snippet" }, note.snippet);
    const name = say("readOn", { title });
    if (note.isCut) text.append(element("a", { class: "tagpages-continue", href: home, "aria-label": name }, "…"));
    row.append(text);
  }
  if (src) {
    const class_ = `tagpages-image${width && Math.min(width, height) < 88 ? " tagpages-small" : ""}`;
    const picture = element("img", { class: class_, src, alt, ...(width && { width, height }), loading: "lazy" });
    watchPicture(picture);
    row.append(picture);
  }
  return row;
}
