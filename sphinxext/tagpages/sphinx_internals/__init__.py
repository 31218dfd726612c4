"""Every place that touches what Sphinx does not promise, each with its reason and its test.

Promised is what Sphinx's manual names. What can be imported by a public name goes by its policy of
deprecation, and may be used anywhere, save what tests/core/test_layout.py lists. Other attributes of
builders, environment and application, and private modules, are named here alone, behind functions that say
why they are needed.

What would notice a change of Sphinx's:

* ``addresses``: tests/build/test_exports.py
* ``builders``: tests/build/test_builders.py, tests/build/test_several_builds.py
* ``caching``: tests/build/test_caching.py
* ``checked_links``: tests/build/test_checked_links.py
* ``compiled_templates``: tests/build/test_final_files.py
* ``doctrees_on_demand``: tests/build/test_doctrees_on_demand.py
* ``environment``: tests/build/test_warnings.py, tests/build/test_sphinx_tags.py, tests/build/test_markup.py
* ``events``: tests/build/test_collect.py, tests/build/test_excerpts.py
* ``lenient_options``: tests/build/test_directives.py
* ``output.final_files``: tests/build/test_final_files.py, tests/build/test_users_pages.py
* ``output.output_files``: tests/build/test_builds.py, tests/build/test_users_pages.py
* ``output.page_writing``: tests/build/test_fast_pages.py
* ``output.resolving``: tests/build/test_fast_pages.py
* ``output.write_errors``: tests/build/test_broken_state.py
* ``search_titles``: tests/build/test_safety.py
* ``stand_in_templates``: tests/build/test_ablog.py
* ``toctrees``: tests/build/test_builders.py, tests/build/test_epub.py, tests/build/test_users_pages.py
* ``uris``: tests/build/test_pages.py
* ``virtual_documents``: tests/build/test_stand_ins.py, tests/build/test_together.py
"""
