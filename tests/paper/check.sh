#!/usr/bin/env bash
# Checks every letter in a folder with tools that are not ours: qpdf, poppler, and a checker of PDF/UA-1 and PDF/A-2a.
#
#   tests/paper/check.sh DIR [PYTHON [SIZE]]
#
# PYTHON is one that has the packages of tests/requirements.txt; python3 unless given. SIZE is that of the sheet, A4 unless given;
# where ink may stand is asked of A4 alone, since that is what the post looks at.
# Prints counts, and exits with 1 if any file has a fault.
set -u
dir=${1:?usage: check.sh DIR [PYTHON]}
python=${2:-python3}
size=${3:-A4}
# poppler has a name for A4 alone; of another size it prints the points.
case $size in
    A4) sheet='(A4)' ;;
    A6) sheet='297[.]6[0-9]* x 419[.]5[0-9]* pts' ;;
    *) echo "check.sh knows A4 and A6, not $size"; exit 1 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0
letters=0

fault() {
    echo "FAULT $1: $2"
    faults=$((faults + 1))
}

# One word a line, so that where lines break and columns stand makes no difference.
words() {
    tr -s '[:space:]' '\n' | sed '/^$/d' | sort
}

check_one() {
    local pdf=$1 name
    name=$(basename "$pdf")

    qpdf --check "$pdf" >"$work/qpdf" 2>&1 || fault "$name" "qpdf: $(tail -n 1 "$work/qpdf")"

    # Columns from the right: emb sub uni, object, generation.
    pdffonts "$pdf" 2>"$work/err" | tail -n +3 >"$work/fonts"
    test -s "$work/fonts" || fault "$name" "no fonts"
    awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") print $1 }' "$work/fonts" >"$work/bare"
    test -s "$work/bare" && fault "$name" "a font is not embedded, not a subset or has no ToUnicode: $(tr '\n' ' ' <"$work/bare")"

    pdfinfo "$pdf" >"$work/info" 2>>"$work/err"
    grep -q '^Tagged: *yes' "$work/info" || fault "$name" "not tagged"
    grep -q '^Pages: *[12]$' "$work/info" || fault "$name" "more than one sheet"
    grep -q "^Page size: .*$sheet" "$work/info" || fault "$name" "not $size"
    grep -q '^PDF version: *1.7' "$work/info" || fault "$name" "not PDF 1.7"
    grep -q '^Title: *.' "$work/info" || fault "$name" "no title"

    # What is seen and what is heard are the same words; the small number at the foot is seen alone.
    pdftotext -enc UTF-8 "$pdf" - 2>>"$work/err" | words >"$work/seen"
    pdfinfo -struct-text -enc UTF-8 "$pdf" 2>>"$work/err" | sed -n 's/^ *"\(.*\)"$/\1/p' | words >"$work/heard"
    test -s "$work/heard" || fault "$name" "nothing is read aloud"
    comm -13 "$work/seen" "$work/heard" >"$work/unseen"
    test -s "$work/unseen" && fault "$name" "heard but not seen: $(tr '\n' ' ' <"$work/unseen")"
    comm -23 "$work/seen" "$work/heard" | grep -vxE '[0-9]+' >"$work/unheard"
    test -s "$work/unheard" && fault "$name" "seen but not heard: $(tr '\n' ' ' <"$work/unheard")"
    grep -q $'\xEF\xBF\xBD' "$work/seen" && fault "$name" "a character cannot be copied"
    test -s "$work/err" && fault "$name" "poppler: $(sort -u "$work/err" | tr '\n' ' ')"
    : >"$work/err"
}

for pdf in "$dir"/*.pdf; do
    test -e "$pdf" || continue
    letters=$((letters + 1))
    check_one "$pdf"
done
if test "$letters" -eq 0; then
    echo "no letters in $dir"
    exit 1
fi
echo "qpdf and poppler: $letters letters, $faults faults"
"$python" "$here/standards.py" "$dir" || faults=$((faults + 1))
test "$size" != A4 || "$python" "$here/ink.py" "$dir" || faults=$((faults + 1))
test "$faults" -eq 0
