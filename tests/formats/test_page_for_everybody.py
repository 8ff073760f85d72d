"""The page is readable for everybody: checked by axe in Chromium, where both are here.

`KODEVERK_AXE` names the `axe.min.js` of npm's axe-core.
"""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.exports.registry import EXPORTS
from kodeverk.service.scoping import Selection
from tests.service.known_study import make_study

AXE = os.environ.get("KODEVERK_AXE", "")
CHROMIUM = shutil.which("chromium") or ""
CHECK = """
for (const one of document.querySelectorAll("details")) one.open = true;
const root = document.documentElement;
const over = root.scrollWidth - root.clientWidth;
axe.run(document).then(({violations}) => {
  const found = violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)]);
  document.body.textContent = "FOUND" + JSON.stringify({over, found}) + "DNUOF";
});
"""
pytestmark = pytest.mark.outside


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    with make_study(folder) as project:
        options = ExportOptions(Selection(scope="started"))
        EXPORTS["html"].write(project, folder / "study.html", options)
    return (folder / "study.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not (AXE and CHROMIUM), reason="axe and Chromium are not here")
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_and_no_line_is_wider_than_the_window(
    page: str, tmp_path: Path, width: int
) -> None:
    # The page itself allows no script.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    scripts = (Path(AXE).read_text(encoding="utf-8"), CHECK)
    added = "".join(f"<script>{script}</script>" for script in scripts)
    (tmp_path / "inner.html").write_text(page.replace("</body>", f"{added}</body>"), "utf-8")
    # A window of Chromium is no narrower than 500 pixels; a frame is.
    frame = f'<iframe src="inner.html" style="width:{width}px;height:900px"></iframe>'
    copied = "setInterval(()=>document.title=frames[0].document.body.textContent.slice(-9999),99)"
    (tmp_path / "outer.html").write_text(f"{frame}<script>{copied}</script>", "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files")
    done = subprocess.run(
        [CHROMIUM, *flags, "--virtual-time-budget=30000", "--dump-dom", tmp_path / "outer.html"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    (told,) = re.findall(r"FOUND(.*?)DNUOF", unescape(done.stdout))
    assert json.loads(told) == {"over": 0, "found": []}
