"""Checks every letter in a folder with the package page-validation, as PDF/UA-1 and as PDF/A-2a. Exits with 1 on any fault."""

import sys
from pathlib import Path

try:
    import page
except ImportError:
    sys.exit("page-validation is not installed: pip install -r tests/requirements.txt")

STANDARDS = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a"}


def check(letters: list[Path], standard: str, profile: str) -> int:
    """How many of the letters have faults, each of which is printed."""
    faulty = 0
    rules = 0
    for letter in letters:
        report = page.validate_pdf(letter, profile=profile)
        rules = max(rules, report.rules.total)
        if not report.is_compliant:
            faulty += 1
            for failure in report.failures:
                print(f"FAULT {letter.name}: {standard}: {failure.rule_id} {failure.message}")
    print(f"{standard}: {len(letters)} letters, {faulty} with faults, {rules} rules each")
    return faulty


def main(folder: str) -> int:
    letters = sorted(Path(folder).glob("*.pdf"))
    faulty = sum(check(letters, standard, profile) for standard, profile in STANDARDS.items())
    return 1 if faulty or not letters else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: ua.py DIR")
    sys.exit(main(sys.argv[1]))
