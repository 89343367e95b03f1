#!/usr/bin/env bash
# By hand, as root: builds and runs the demo where no system libpq and no system SQLite can be seen, twice, and asks
# that the same letters come out to the byte. In a mount namespace of its own, so nothing else on the machine notices.
#
#   tests/hidden_libs.sh [folder for the builds and the demos]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${HEARTEN_HIDDEN:-}" ]; then
  HEARTEN_HIDDEN=1 exec unshare --mount --propagation private "$0" "$@"
fi

out=${1:-target/hidden-libs}
mkdir -p "$out"
shopt -s nullglob
for file in /usr/lib/{,*/}lib{pq,sqlite3}.{so,a}* /usr/lib/{,*/}pkgconfig/{libpq,sqlite3}.pc /usr/share/pkgconfig/{libpq,sqlite3}.pc \
  /usr/include/{,*/}{libpq-fe,sqlite3,sqlite3ext}.h /usr/{,local/}bin/pg_config; do
  if [ -f "$file" ] && [ ! -L "$file" ]; then mount --bind /dev/null "$file"; fi
done
if pkg-config --exists libpq || pkg-config --exists sqlite3; then
  echo "pkg-config still sees a library" >&2
  exit 1
fi

export CARGO_TARGET_DIR=$out/target
for name in one two; do
  rm -rf "${out:?}/$name"
  "${CARGO:-cargo}" run --release -- demo --no-serve --dir "$out/$name"
done
if ldd "$out/target/release/hearten" | grep -E 'libpq|libsqlite3|libssl'; then exit 1; fi
diff -r "$out/one/pack" "$out/two/pack"
echo "built and run without libpq or SQLite; the same $(find "$out/one/pack" -name '*.pdf' | wc -l) letters twice"
