/** What `script_texts` in `render/assets.py` writes before the parts: texts in the project's language. */
declare const TEXTS: Readonly<
  Record<
    | "allTags"
    | "close"
    | "findTag"
    | "keys"
    | "leave"
    | "new"
    | "next"
    | "open"
    | "openLink"
    | "previous"
    | "search"
    | "skip"
    | "useKeys",
    string
  >
>;

/** Sphinx's own, of `documentation_options.js`. */
declare const DOCUMENTATION_OPTIONS: { ENABLE_SEARCH_SHORTCUTS: boolean } | undefined;

/** A column of notes: of all, or of those that have something to say. */
type Column<T> = { readonly [note: number]: T };

/** What `tags/all.js` gives: columns of notes, pinned ones first, by title. One that says nothing is left out. */
interface NotesData {
  count: number;
  /** The project's own order, if that is not the newest first. */
  order?: number[];
  /** Label, address, colour, description. */
  tags: [string, string, string?, string?][];
  /** The name of a tag, if its label is another, and its aliases. */
  names?: Column<string[]>;
  groups?: string[];
  /** The group of a tag, counted from 1. */
  group?: Column<number>;
  docs?: string[];
  people?: string[];
  venues?: string[];
  kinds?: string[];
  langs?: string[];
  title: string[];
  id?: Column<string>;
  url?: Column<string>;
  date?: Column<string>;
  shown?: Column<string>;
  /** The rank of a note among those of its day, if it was made at a time. */
  moment?: Column<number>;
  tagged?: Column<number[]>;
  /** The tags above those of a note. */
  above?: Column<number[]>;
  home?: Column<number>;
  anchor?: Column<string>;
  snippet?: Column<string>;
  cut?: Column<number>;
  pinned?: Column<number>;
  authors?: Column<number[]>;
  venue?: Column<number>;
  kind?: Column<number>;
  lang?: Column<number>;
  host?: Column<string>;
  dir?: Column<string>;
  links?: Column<[string, string][]>;
  picture?: Column<[string, string, number?, number?]>;
}

/** Which `tags/all.js` calls. */
interface Window {
  tagpagesData(data: NotesData): void;
  /** Which `tags/all.bib.js` calls, with the entries of notes by their numbers, and behind them some that these name. */
  tagpagesBibtex(data: { entries: string[]; needs: Column<number[]> }): void;
}
