"""Checks every letter in a folder against PDF/UA-1 with the package page-validation. Exits with 1 on any fault."""

import sys
from pathlib import Path

try:
    import page
except ImportError:
    sys.exit("page-validation is not installed: pip install -r tests/requirements.txt")


def main(folder: str) -> int:
    letters = sorted(Path(folder).glob("*.pdf"))
    faulty = 0
    rules = 0
    for letter in letters:
        report = page.validate_pdf(letter, profile="ua1")
        rules = max(rules, report.rules.total)
        if not report.is_compliant:
            faulty += 1
            for failure in report.failures:
                print(f"FAULT {letter.name}: {failure.rule_id} {failure.message}")
    print(f"PDF/UA-1: {len(letters)} letters, {faulty} with faults, {rules} rules each")
    return 1 if faulty or not letters else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: ua.py DIR")
    sys.exit(main(sys.argv[1]))
