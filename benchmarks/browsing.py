"""Measure the page of `medsynth page` in Chromium: its size, how long it takes to open, to filter, and to search.

Needs playwright and a Chromium: `pip install '.[browser]'`. Times are those of the page itself, from the start of its loading to its
first rows, and from a click to the next frame; of many the median and the 90th percentile.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROUNDS = 7
OPENED = """new MutationObserver((_, watching) => {
    if (document.querySelector('.papers tbody tr')) { window.opened = performance.now(); watching.disconnect(); }
}).observe(document, { childList: true, subtree: true })"""
# The time of a step; after a click until the next frame is done.
STEPS = """async steps => {
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const times = [];
    for (const step of steps) {
        await frame();
        const start = performance.now();
        if (step.click !== undefined) document.querySelectorAll('.facets input')[step.click].click();
        if (step.search !== undefined) medsynth.search(step.search);
        if (step.click !== undefined) await frame();
        times.push(performance.now() - start);
    }
    return times;
}"""
TEXTS = [
    "ecg diffusion",
    "brain MRI GAN 2023",
    "difusion ecg state-space",
    "Alcaraz et al.",
    "counterf",
    "MICCAI ultrasound",
]


def main() -> int:
    """Make the page of the bundled catalogue, measure it, and print the numbers."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    medsynth = Path(sys.executable).with_name("medsynth")
    if program is None:
        print("no Chromium is installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "field.html"
        subprocess.run([medsynth, "page", "-o", file], check=True)
        opened: list[float] = []
        filtered: list[float] = []
        searched: list[float] = []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            for _ in range(ROUNDS):
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.add_init_script(OPENED)
                page.goto(file.as_uri())
                page.wait_for_selector(".papers tbody tr")
                page.wait_for_timeout(2000)
                opened.append(page.evaluate("() => window.opened"))
                filtered += page.evaluate(STEPS, [{"click": place} for place in range(20)])
                searched += page.evaluate(STEPS, [{"search": text} for text in TEXTS])
                page.close()
            browser.close()
        print(f"size      {file.stat().st_size / 1e6:.2f} MB")
    for name, times in (("opened", opened), ("filtered", filtered), ("searched", searched)):
        print(
            f"{name:9} {statistics.median(times):.0f} ms, 90th percentile {statistics.quantiles(times, n=10)[-1]:.0f} ms, of {len(times)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
