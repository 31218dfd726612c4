"""The tests of builds on each supported Sphinx, with each Python at hand.

``nox`` runs them all, ``nox --tags ends`` the oldest and the newest, as CI does.
"""

import subprocess

import nox

nox.options.error_on_missing_interpreters = True

#: Each Sphinx that is tried on each Python, and what goes with it.
SPHINX = {
    "3.11": ("7.4",),
    "3.12": ("8.2", "9.0", "9.1"),
    "3.13": ("8.2", "9.0", "9.1", "9.2"),
}
WITH = {
    "7.4": ("docutils==0.20.*",),
    "9.2": ("docutils==0.23.*", "sphinxcontrib-jquery"),
}
#: Themes whose newest releases are held back: by another theme, or by a docutils that they do not know yet.
NEWEST_THEMES = {"9.2": ("pydata-sphinx-theme", "sphinx-rtd-theme")}

SAY = "import docutils, sphinx; print('Sphinx', sphinx.__version__, 'docutils', docutils.__version__)"


def at_hand(python: str) -> bool:
    """Tell whether there is such a Python; a launcher on the path may have none to launch."""
    try:
        subprocess.run([f"python{python}", "--version"], check=True, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


PAIRS = [(python, sphinx) for python in SPHINX if at_hand(python) for sphinx in SPHINX[python]]
ENDS = (PAIRS[0], PAIRS[-1])


@nox.session
@nox.parametrize(
    "python,sphinx",
    [nox.param(*pair, id="-".join(pair), tags=["ends"] if pair in ENDS else ["between"]) for pair in PAIRS],
)
def builds(session: nox.Session, sphinx: str) -> None:
    """Run the tests of builds: all with the oldest Sphinx, which is the least like that of ``make test-all``.

    With the others, those of ``make test``; ``nox -- -m "long or not long"`` runs all with each.
    """
    session.install("--editable", ".[test]", f"Sphinx=={sphinx}.*", *WITH.get(sphinx, ()))
    if sphinx in NEWEST_THEMES:
        session.install("--no-deps", "--upgrade", *NEWEST_THEMES[sphinx])
    session.run("python", "-c", SAY)
    tier = [] if (session.python, sphinx) == PAIRS[0] else ["-m", "not long"]
    report = f"--junit-xml=_build/reports/builds-{session.python}-{sphinx}.xml"
    session.run("python", "-m", "pytest", "-n", "auto", *tier, "tests/build", report, *session.posargs)
