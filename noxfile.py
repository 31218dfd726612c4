"""The tests of builds on each supported Sphinx, with each Python at hand.

``nox`` runs them all, ``nox --tags ends`` the oldest and the newest, as CI does.
"""

import subprocess

import nox

nox.options.error_on_missing_interpreters = True

#: Each Sphinx with the docutils that goes with it; nothing means the newest that this Python can have.
SPHINX = {
    "7.4": ("Sphinx==7.4.*", "docutils==0.20.*"),
    "8.2": ("Sphinx==8.2.*",),
    "newest": (),
}

SAY = "import docutils, sphinx; print('Sphinx', sphinx.__version__, 'docutils', docutils.__version__)"


def at_hand(python: str) -> bool:
    """Tell whether there is such a Python; a launcher on the path may have none to launch."""
    try:
        subprocess.run([f"python{python}", "--version"], check=True, capture_output=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


PYTHONS = [python for python in ("3.11", "3.12", "3.13") if at_hand(python)]
ENDS = [(PYTHONS[0], "7.4"), (PYTHONS[-1], "newest")]


@nox.session
@nox.parametrize(
    "python,sphinx",
    [
        nox.param(python, sphinx, id=f"{python}-{sphinx}", tags=["ends"] if (python, sphinx) in ENDS else [])
        for python in PYTHONS
        for sphinx in SPHINX
    ],
)
def builds(session: nox.Session, sphinx: str) -> None:
    """Run the tests of builds."""
    session.install("--editable", ".[test]", *SPHINX[sphinx])
    session.run("python", "-c", SAY)
    report = f"--junit-xml=_build/reports/builds-{session.python}-{sphinx}.xml"
    session.run("python", "-m", "pytest", "-n", "auto", "tests/build", report, *session.posargs)
