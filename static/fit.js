// Says, as one types, how much of its printed line each field fills, in the letter's own font.
// The page carries the font's advances and the line's limit, in one unit; the server counts the same way when it saves.

const table = document.querySelector("[data-advances]");
if (table) {
  const advances = JSON.parse(table.dataset.advances);
  const limit = Number(table.dataset.limit);
  for (const field of table.querySelectorAll("input[type=text]")) {
    const meter = field.closest(".field").querySelector(".fit");
    if (meter) field.addEventListener("input", () => show(meter, measure(field.value, advances, limit)));
  }
}

/** Whole per cent of the limit, rounded up, and the first character that the font lacks. */
function measure(text, advances, limit) {
  const letters = [...text.normalize("NFC").trim()];
  const missing = letters.find((letter) => !(letter in advances));
  const width = letters.reduce((sum, letter) => sum + (advances[letter] ?? 0), 0);
  return { share: Math.ceil((100 * width) / limit), missing };
}

function show(meter, { share, missing }) {
  const over = share > 100;
  meter.classList.toggle("over", over || missing !== undefined);
  meter.querySelector(".gauge").classList.toggle("over", over);
  meter.querySelector("rect").setAttribute("width", Math.min(share, 100));
  meter.querySelector("span").textContent = words(share, missing);
}

function words(share, missing) {
  if (missing !== undefined) return `We cannot print “${missing}”`;
  if (share === 0) return "Empty so far";
  return share > 100 ? `${share}% of the line: too long by ${share - 100}%` : `${share}% of the line`;
}
