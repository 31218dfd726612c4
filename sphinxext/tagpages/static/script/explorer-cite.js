// Citations of the notes that are found, made in the browser of the entries of all notes.

/**
 * Make a button that saves a file of BibTeX.
 * @param {string} source the address of the data of the page: those of entries are beside it
 * @param {string} name
 * @param {() => Note[]} chosen
 */
function citeButton(source, name, chosen) {
  return button(
    "tagpages-bibtex",
    () => {
      window.tagpagesBibtex = ({ entries, needs }) => {
        // An entry that others name stands behind all of them: BibTeX reads it there alone.
        const last = new Set(chosen().flatMap(({ number }) => needs[number] ?? []).reverse());
        const numbers = chosen().map((note) => note.number);
        const inOrder = [...numbers.filter((number) => !last.has(number)), ...[...last].reverse()];
        const texts = inOrder.map((number) => entries[number]);
        const href = URL.createObjectURL(new Blob([texts.join("\n")]));
        element("a", { href, download: "notes.bib" }).click();
      };
      document.head.append(element("script", { src: source.replace(".js?", ".bib.js?"), charset: "utf-8" }));
    },
    name,
  );
}
