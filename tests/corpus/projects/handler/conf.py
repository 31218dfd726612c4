extensions = ["sphinxext.tagpages"]


def fails(app, collector):
    collector.add({"title": "The one before"})
    raise RuntimeError("the database is asleep")


def brings(app, collector):
    collector.add({"title": "The one that stays", "date": "yesterday"})
    collector.add({"id": "nameless", "url": "https://example.org/"})
    collector.add("a text")
    collector.add({"title": "With a number", "venue": 5})
    collector.add({"title": "With an object", "venue": object})
    collector.add_tag("")
    collector.add_tag("tag", colour="reddish")


def setup(app):
    app.connect("tagpages-collect", fails)
    app.connect("tagpages-collect", brings)
