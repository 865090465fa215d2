"""Cold start, peak memory and installed size of a fresh install → four figures.

Builds a wheel, installs it into an empty virtual environment and measures there, so that no development package counts.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = """---
outlet: Fjord Post
published: 2026-04-02
---
The tunnel under Lunde will stay shut until the autumn, the county said on Thursday.

“We found water behind the lining in eleven places,” said Ada Lunde, who leads the works. She declined to say what the
repair would cost.

Two engineers who saw the report told the Post that the leak had been known since 2024. The contractor denied that.
"""

# ru_maxrss is the peak of the child, in kilobytes on Linux
CHILD = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def install(folder: Path) -> Path:
    """An empty environment with nothing but the package; returns its `bin`."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-compile", ROOT], check=True, stderr=subprocess.DEVNULL
    )
    return folder / "bin"


def size(folder: Path) -> int:
    """Bytes in the environment's site-packages, less pip and setuptools, which every environment has."""
    (packages,) = folder.glob("lib/python*/site-packages")
    return sum(
        path.stat().st_size
        for path in packages.rglob("*")
        if path.is_file()
        and not path.relative_to(packages).parts[0].startswith(("pip", "setuptools", "pkg_resources"))
        and path.suffix != ".pyc"
    )


def median_seconds(command: list[str | Path], runs: int) -> float:
    """The median wall time of a command over `runs` runs, after one that fills the disk cache."""
    took = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def main() -> None:
    """Print the four figures, each beside its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        binaries = install(folder / "env")
        article = folder / "article.txt"
        article.write_text(ARTICLE, "utf-8")
        sayso = binaries / "sayso"
        read: list[str | Path] = [sayso, "read", article]
        print(f"installed size      {size(folder / 'env') / 1e6:8.0f} MB    (under 250)")
        print(f"sayso --help        {median_seconds([sayso, '--help'], runs):8.2f} s     (under 0.3)")
        print(f"sayso read, cold    {median_seconds(read, runs):8.2f} s     (under 2)")
        peak = subprocess.run([sys.executable, "-c", CHILD, *read], check=True, capture_output=True, text=True).stdout
        print(f"peak memory         {int(peak) / 1e3:8.0f} MB    (under 500)")


if __name__ == "__main__":
    main()
