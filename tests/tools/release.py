"""Checks everything that must hold before a release, builds it, and says what to do next: ``python -m tests.tools.release``.

``--write`` only puts the numbers in the changelog's line "Versions: ..." right. ``--quick`` leaves out the test suite and the build, and so cannot say that a release is ready. Exit status: 0 ready;
1 not, with a line for each thing to mend. Nothing is tagged, uploaded or sent anywhere.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.tools.docs import FOLDER, PAGES, ROOT
from tests.tools.man import CHANGELOG
from tui import __version__
from tui.bookmarks.formats.factlight import VERSION
from tui.facts.json_form import SCHEMA
from tui.facts.model import ENGINE
from tui.library.db.migrations import NEWEST

FORMS = {
    "schema of the library": str(NEWEST),
    "JSON form of facts": str(SCHEMA),
    "engine of facts": ENGINE,
    "bookmark file": str(VERSION),
}
"""What has a version of its own beside the program: each release names them all."""

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


def changelog_faults(changelog: str, version: str, forms: Mapping[str, str]) -> list[str]:
    """What keeps ``changelog`` (Keep a Changelog, as Markdown) from telling the release ``version``; one sentence each.

    ``forms``: the versions that its section has to name, as "name number".
    """
    parts = _SECTION.split(changelog)[1:]
    sections = list(zip(parts[::2], parts[1::2], strict=True))
    faults = []
    if sections and sections[0][0] == "Unreleased" and (words := sections.pop(0)[1].strip()):
        faults.append(f"CHANGELOG: {words.count(chr(10)) + 1} lines stand under Unreleased; move them to {version}.")
    heading, told = sections[0] if sections else ("", "")
    dated = re.fullmatch(rf"{re.escape(version)} \(\d{{4}}-\d\d-\d\d\)", heading)
    if not dated:
        return [*faults, f"CHANGELOG: the newest section is “{heading}”; it has to be “{version} (YYYY-MM-DD)”."]
    told = " ".join(told.split())
    for name, number in forms.items():
        if not re.search(rf"\b{re.escape(name)} {re.escape(number)}(?!\.?\w)", told):
            faults.append(f"CHANGELOG: {version} has to name “{name} {number}”.")
    if "### Upgrading" not in told:
        faults.append(f"CHANGELOG: {version} has no “### Upgrading”, which says what happens to what users have.")
    return faults


def with_versions(changelog: str, forms: Mapping[str, str]) -> str:
    """``changelog`` with the first line that begins with "Versions: " made of ``forms``; the same text without one."""
    line = f"Versions: {', '.join(f'{name} {number}' for name, number in forms.items())}."
    return re.sub(r"^Versions: .*$", lambda _: line, changelog, count=1, flags=re.MULTILINE)


def page_faults() -> list[str]:
    """Generated pages that are not what their tables say now."""
    behind = [name for name, page in PAGES.items() if (FOLDER / name).read_text(encoding="utf-8") != page()]
    return [f"docs/{name} lags: run python -m tests.tools.docs" for name in behind]


def tree_faults() -> list[str]:
    """What would be released without being committed, and a tag that exists already."""
    status = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True)
    tags = subprocess.run(["git", "tag", "-l", f"v{__version__}"], cwd=ROOT, capture_output=True, text=True, check=True)
    faults = [f"git: not committed: {line[3:]}" for line in status.stdout.splitlines()]
    return [*faults, *([f"git: the tag v{__version__} exists; raise tui/__init__.py"] if tags.stdout.strip() else [])]


def build_faults(folder: Path) -> list[str]:
    """Builds wheel and sdist into ``folder``, which is emptied first; what went wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder)], cwd=ROOT)
    return ["python -m build failed; the lines above say why."] if done.returncode else []


def next_steps() -> str:
    """What is left to a person, as commands."""
    files = " ".join(f"dist/{path.name}" for path in sorted((ROOT / "dist").iterdir()))
    return f"""\
Factlight {__version__} is ready. Next:
  git tag -a v{__version__} -m "Factlight {__version__}"
  git push --follow-tags
  python -m twine upload {files}
  pipx install factlight=={__version__} && factlight demo     (on a machine without this checkout)
Then add an empty “## Unreleased” to CHANGELOG.md."""


def main(argv: list[str]) -> int:
    """Check, build, tell; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.release", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no test suite and no build")
    parser.add_argument("--write", action="store_true", help="put the versions in CHANGELOG.md right, and stop")
    args = parser.parse_args(argv)
    told = CHANGELOG.read_text(encoding="utf-8")
    if args.write:
        CHANGELOG.write_text(with_versions(told, FORMS), encoding="utf-8")
        return 0
    faults = changelog_faults(told, __version__, FORMS)
    faults += page_faults() + tree_faults()
    if not faults and not args.quick:
        if subprocess.run(["bash", str(ROOT / ".ci" / "run")], cwd=ROOT).returncode:
            faults.append(".ci/run failed; the lines above say why.")
        else:
            faults += build_faults(ROOT / "dist")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("The quick checks pass; run it without --quick." if args.quick else next_steps())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
