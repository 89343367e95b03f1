"""Looks at letters as the post's checker does: each page as pixels, its zones masked, and no ink anywhere else.

  ink.py DIR     Zones are those of GOV.UK Notify's letter specification, each grown by its millimetre of leeway.

Needs pdftoppm of poppler. Exits with 1 if a letter has ink outside the zones, or none inside.
"""

import subprocess
import sys
from pathlib import Path

DPI = 100
# Left, right, top and bottom, millimetres from the page's top left corner.
FIRST = [(15, 125, 5, 30), (24.6, 120, 39.5, 66.3), (125, 195, 30, 95), (15, 195, 95, 292)]
LATER = [(15, 195, 5, 292)]
LEEWAY = 1


def pages(letter: Path) -> list[tuple[int, int, bytes]]:
    """Each page as grey pixels: width, height, and the rows one after another."""
    drawn = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), letter], capture_output=True, check=True).stdout
    found = []
    while drawn:
        # P5, width and height, the greatest grey, then the pixels.
        _, size, _, rest = drawn.split(b"\n", 3)
        width, height = (int(number) for number in size.split())
        found.append((width, height, rest[: width * height]))
        drawn = rest[width * height :]
    return found


def astray(width: int, height: int, pixels: bytes, zones: list[tuple[float, float, float, float]]) -> tuple[int, int]:
    """Pixels of ink outside the zones, and inside."""
    dots = DPI / 25.4
    rest = bytearray(pixels)
    for left, right, top, bottom in zones:
        start, end = round((left - LEEWAY) * dots), round((right + LEEWAY) * dots)
        for row in range(round((top - LEEWAY) * dots), min(height, round((bottom + LEEWAY) * dots))):
            rest[row * width + start : row * width + end] = b"\xff" * (end - start)
    outside = len(rest) - rest.count(255)
    return outside, len(pixels) - pixels.count(255) - outside


def main(folder: str) -> int:
    letters = sorted(Path(folder).glob("*.pdf"))
    faulty = 0
    for letter in letters:
        for number, (width, height, pixels) in enumerate(pages(letter), 1):
            outside, inside = astray(width, height, pixels, FIRST if number == 1 else LATER)
            if outside or not inside:
                faulty += 1
                print(f"FAULT {letter.name}: page {number} has {outside} pixels outside the zones, {inside} inside")
    print(f"Ink: {len(letters)} letters, {faulty} pages with faults")
    return 1 if faulty or not letters else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: ink.py DIR")
    sys.exit(main(sys.argv[1]))
