/** What `script_texts` in `render/assets.py` writes before the parts: texts in the project's language. */
declare const TEXTS: Readonly<
  Record<
    | "close"
    | "findTag"
    | "keys"
    | "leave"
    | "next"
    | "open"
    | "openLink"
    | "previous"
    | "search"
    | "tags"
    | "useKeys",
    string
  >
>;

/** Sphinx's own, of `documentation_options.js`. */
declare const DOCUMENTATION_OPTIONS: { ENABLE_SEARCH_SHORTCUTS: boolean } | undefined;
