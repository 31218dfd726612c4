// Which notes answer a question. `core/selection.py` says what each part of one means; a test compares the two.

/** @typedef {ReturnType<typeof readNotes>[number]} Note */

/** Make texts comparable as Python's casefold does. @param {string} text */
function fold(text) {
  const parts = text.normalize("NFKC").split("ı");
  return parts.map((part) => part.toLowerCase().toUpperCase().toLowerCase()).join("ı").replaceAll("ς", "σ");
}

/** Cut a text where Python's split does. @param {string} text */
function wordsOf(text) {
  return text.split(/[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/).filter(Boolean);
}

/** By which two names are of one tag. @param {string} name */
function tagKey(name) {
  return wordsOf(fold(name)).join(" ").normalize("NFC");
}

/** Return the names of a tag in a question; the first is its own. @param {NotesData} data @param {number} tag */
function namesOf(data, tag) {
  return data.names?.[tag] ?? [data.tags[tag][0]];
}

/** Return what finds a tag by a name. @param {NotesData} data */
function tagFinder(data) {
  const numbers = new Map(data.tags.flatMap((_tag, tag) => namesOf(data, tag).map((name) => pair(tagKey(name), tag))));
  return (/** @type {string} */ name) => numbers.get(tagKey(name)) ?? -1;
}

/** Return the notes, which stand by title in the data. @param {NotesData} data */
function readNotes(data) {
  return data.title.map((title, number) => {
    const date = data.date?.[number] ?? "";
    const anchor = data.anchor?.[number];
    return {
      number,
      title,
      id: data.id?.[number] ?? decodeURIComponent(anchor ?? ""),
      url: data.url?.[number],
      date,
      shown: data.shown?.[number] || date,
      moment: data.moment?.[number] ?? 0,
      year: Number.parseInt(date, 10),
      tags: data.tagged?.[number] ?? [],
      allTags: (data.tagged?.[number] ?? []).concat(data.above?.[number] ?? []),
      home: (data.docs?.[data.home?.[number] ?? 0] ?? "") + (anchor ? `#tagpages-note-${anchor}` : ""),
      hasPermalink: !!(anchor || data.url?.[number]),
      snippet: data.snippet?.[number] ?? "",
      isCut: !!data.cut?.[number],
      isPinned: !!data.pinned?.[number],
      authors: (data.authors?.[number] ?? []).map((person) => data.people?.[person] ?? ""),
      venue: data.venues?.[data.venue?.[number] ?? 0] ?? "",
      kind: data.kinds?.[data.kind?.[number] ?? 0] ?? "",
      lang: data.langs?.[data.lang?.[number] ?? 0] ?? "",
      dir: data.dir?.[number] ?? "ltr",
      host: data.host?.[number],
      links: data.links?.[number] ?? [],
      picture: data.picture?.[number],
      /** What is searched, once it is folded. @type {string | undefined} */
      text: undefined,
    };
  });
}

/** Return a function that gives the notes that answer a question, in its order. @param {NotesData} data @param {Note[]} notes */
function selection(data, notes) {
  /** @param {Note} note */
  const textOf = (note) => (note.text ??= fold(partsOfText(note).join("\n")));
  /** @param {Note} note */
  const partsOfText = (note) => {
    const labels = note.tags.map((tag) => data.tags[tag][0]);
    return [note.title, note.snippet, ...note.authors, note.venue, ...labels];
  };
  /** Fold the texts before somebody types, a few milliseconds at a time. */
  const prepare = (at = 0) => {
    for (const end = performance.now() + 8; at < notes.length && performance.now() < end; at += 1) textOf(notes[at]);
    if (at < notes.length) setTimeout(prepare, 0, at);
  };
  setTimeout(prepare);

  /** Pinned notes come first, those without a date last. @param {1 | -1} way */
  const byDate = (way) => {
    /** @param {Note} note */
    const part = (note) => (note.isPinned ? 0 : 2) + (note.date ? 0 : 1);
    /** @param {Note} one @param {Note} other */
    const compare = (one, other) =>
      one.date === other.date ? one.moment - other.moment : one.date < other.date ? -1 : 1;
    return [...notes].sort((one, other) => part(one) - part(other) || way * compare(one, other));
  };
  const newest = byDate(-1);
  const orders = new Map([
    ["-date", newest],
    ["date", byDate(1)],
    ["title", notes],
  ]);
  const usual = data.order?.map((number) => notes[number]) ?? newest;
  const find = tagFinder(data);

  /** @typedef {(note: Note) => boolean} Test */
  /** @param {string} name @returns {Test} */
  const hasTag = (name) => {
    const tag = find(name);
    return (note) => note.allTags.includes(tag);
  };
  return (/** @type {URLSearchParams} */ question) => {
    /** @param {string} name */
    const tagTests = (name) => [...new Set(question.getAll(name))].map(hasTag);
    const tests = tagTests("tag");
    const any = tagTests("any");
    if (any.length) tests.push((note) => any.some((has) => has(note)));
    for (const has of tagTests("not")) tests.push((note) => !has(note));
    const [from, to] = datesOf(question);
    if (from || to) tests.push(({ date }) => !!date && date >= from && (!to || date.slice(0, to.length) <= to));
    const [kind, venue] = ["kind", "venue"].map((name) => fold(question.get(name) ?? ""));
    if (kind) tests.push((note) => fold(note.kind) === kind);
    if (venue) tests.push((note) => fold(note.venue) === venue);
    for (const author of question.getAll("author").map(fold)) {
      if (author) tests.push((note) => note.authors.some((name) => fold(name) === author));
    }
    const words = [...new Set(wordsOf(fold(question.get("q") ?? "")))];
    if (words.length) tests.push((note) => words.every((word) => textOf(note).includes(word)));
    const order = orders.get(question.get("sort") ?? "") ?? usual;
    return order.filter((note) => tests.every((test) => test(note)));
  };
}

/** The first and the last date of a question: of a year, a month or a day. @param {URLSearchParams} question */
function datesOf(question) {
  const isDate = /^\d{1,4}(-\d\d){0,2}$/;
  const dates = ["from", "to"].map((name) => question.get(name) ?? "");
  return dates.map((date) => (isDate.test(date) ? date.replace(/^\d+/, (year) => year.padStart(4, "0")) : ""));
}

/** The first and the last year of a question. @param {URLSearchParams} question */
function yearsOf(question) {
  const [from, to] = datesOf(question);
  return [from ? Number.parseInt(from, 10) : -Infinity, to ? Number.parseInt(to, 10) : Infinity];
}
