"""Time `import attrs` and `import conflictlog`, each in fresh interpreters.

Prints the medians in milliseconds and their difference: what the door costs beside the one
package that every value needs. Runs alternate, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

CODE = """
import time
start = time.perf_counter()
import {module}
print((time.perf_counter() - start) * 1000)
"""


def once(module: str) -> float:
    """Import a module in a fresh interpreter and give the milliseconds that it took."""
    run = subprocess.run(
        [sys.executable, "-c", CODE.format(module=module)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(run.stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=31, help="fresh interpreters per package")
    runs = parser.parse_args().runs
    modules = ("attrs", "conflictlog")
    for module in modules:
        once(module)  # the first import may have to compile
    times: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(runs):
        for module in modules:
            times[module].append(once(module))
    medians = {module: statistics.median(values) for module, values in times.items()}
    for module, median in medians.items():
        print(f"import {module:<12} {median:7.1f} ms  (median of {runs})")
    print(f"difference          {medians['conflictlog'] - medians['attrs']:+7.1f} ms")


if __name__ == "__main__":
    main()
