"""The fast way of writing pages: one page is rendered for many that differ in a few places.

Pages of tags differ in their title, their listing, their neighbours and their names. So do those of months in
the archive, if no text on them has a markup. Of all pages that have the rest in common (``groups``), a few
are written by Sphinx; one more is rendered with marks where pages differ (``model``), and it is cut at the
marks. Joined with what a page has there, the parts make that page (``joining``). They have to make those
that Sphinx writes, byte for byte, and no template may look at what stands at a mark (``watched``); else all
of them are written by Sphinx, and one line says why (``writer``). Pages come in Sphinx's order (``resolving``
where other extensions are to see their doctrees), and handlers of their contexts are called for each
(``others``).

Without this package a build has the same result, and takes longer.
"""
