"""Sets up ``.venv`` beside this project, once: python3 .ci/setup.py [test]

Makes the virtual environment and installs the project into it (editable), with what the tests need
when asked for "test". A second run does nothing but look: it installs again only when pyproject.toml
or the Python version has changed. Standard library only; exit status 1 with a sentence on failure.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def main(wanted: str) -> int:
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        print("Factlight needs Python 3.11 to 3.14; run this with such a python.", file=sys.stderr)
        return 1
    state = hashlib.sha256(
        (ROOT / "pyproject.toml").read_bytes() + sys.version.encode() + str(ROOT).encode()
    ).hexdigest()
    stamp = HOME / f"factlight-{wanted or 'run'}.stamp"
    if PYTHON.exists() and any(s.exists() and s.read_text() == state for s in (stamp, HOME / "factlight-test.stamp")):
        return 0
    if not PYTHON.exists() or not (HOME / "pyvenv.cfg").exists():
        print("Making .venv …", file=sys.stderr)
        venv.create(HOME, with_pip=True, clear=HOME.exists())
    print("Installing …", file=sys.stderr)
    # Errors only: a pip before 23.3 warns of an extra that justext spells lxml[html_clean] and lxml html-clean, and
    # every pip warns of each package that one of several configured indexes lacks. Neither leaves anything out.
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    what = f"{ROOT}[test]" if wanted == "test" else str(ROOT)
    done = subprocess.run([*pip, "-e", what])
    if done.returncode:
        print("The installation failed; the lines above say why. Is the package index within reach?", file=sys.stderr)
        return 1
    stamp.write_text(state)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
