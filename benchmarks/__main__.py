"""`make bench`: the engine, Word files, then the promised largest consultation and its pages.

`python -m benchmarks comparing` (or merging, carrying, hostile, word, pages, region) runs one part alone.
"""

import sys

from benchmarks import carrying, comparing, hostile, merging, pages, region, word
from benchmarks.memory import print_peak

PARTS = {
    "comparing": comparing.measure,
    "merging": merging.measure,
    "carrying": carrying.measure,
    "hostile": hostile.measure,
    "word": word.measure,
    "pages": pages.measure,
    "region": region.measure,
}


def main() -> int:
    """Run the parts that are named, or all; ratios stand beside times of this machine."""
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no such part: {unknown[0]}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in wanted:
        PARTS[name]()
    print_peak()
    return 0


if __name__ == "__main__":
    sys.exit(main())
