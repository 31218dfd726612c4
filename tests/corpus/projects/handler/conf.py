from sphinxext.tagpages import Note, Origin

extensions = ["sphinxext.tagpages"]

ENDLESS = []
ENDLESS.append(ENDLESS)


def fails(app, collector):
    collector.add({"title": "The one before"})
    raise RuntimeError("the database is asleep")


def brings(app, collector):
    collector.add({"title": "The one that stays", "date": "yesterday"})
    collector.add({"id": "nameless", "url": "https://example.org/"})
    collector.add("a text")
    collector.add({"title": "With a number", "venue": 5})
    collector.add({"title": "With an object", "venue": object})
    collector.add({"title": "With a list in itself", "authors": ENDLESS})
    collector.add(Note(title="With an extra", id="", origin=Origin("conf.py"), extra={"made": object()}))
    collector.add_tag("")
    collector.add_tag("tag", description=5)
    collector.depends("../outside.py")
    collector.add_tag("tag", colour="reddish")


def setup(app):
    app.connect("tagpages-collect", fails)
    app.connect("tagpages-collect", brings)
