// Says, as one types, how much of its room each line fills, in the letter's own font.
// The page carries the font's advances and the length of a printed row; the server measures the same way when it saves.
// A listener hears of it only when a line stops fitting or fits again, and only once the typing has paused.

/** How long typing has paused, in milliseconds, before anything is said aloud. */
const PAUSE = 1200;

const table = document.querySelector("[data-advances]");
if (table) {
  const font = { advances: JSON.parse(table.dataset.advances), row: Number(table.dataset.row), rows: Number(table.dataset.rows) };
  for (const field of table.querySelectorAll("textarea")) {
    const meter = field.closest(".field").querySelector(".fit");
    if (meter) follow(field, meter, font);
  }
}

function follow(field, meter, font) {
  const spoken = document.querySelector("[data-spoken]");
  let fitted = fits(measure(field.value, font));
  let pause;
  field.addEventListener("input", () => {
    show(meter, measure(field.value, font));
    clearTimeout(pause);
    pause = setTimeout(() => {
      const now = measure(field.value, font);
      if (spoken && fits(now) !== fitted) spoken.textContent = `${whose(field)}: ${words(now.share, now.missing)}`;
      fitted = fits(now);
    }, PAUSE);
  });
}

function fits({ share, missing }) {
  return share <= 100 && missing === undefined;
}

/** As in 'Annie Wójcik, First line'. */
function whose(field) {
  const person = field.closest("fieldset")?.querySelector("legend span")?.textContent;
  return [person, field.labels[0]?.textContent].filter(Boolean).join(", ");
}

/** Whole per cent of the room, rounded up, and the first character that the font lacks. */
export function measure(typed, { advances, row, rows }) {
  const letters = [...tidy(typed)];
  const missing = letters.find((letter) => !(letter in advances));
  return { share: Math.ceil((100 * used(letters, advances, row)) / (row * rows)), missing };
}

/** Along the printed rows, one after the other: all but the last count whole. Rows break at spaces, and inside a word only if it is wider than a row. */
function used(letters, advances, row) {
  let full = 0;
  let width = 0;
  let sinceSpace = null;
  for (const letter of letters) {
    const advance = advances[letter] ?? 0;
    if (letter !== " " && width + advance > row && width > 0) {
      full += 1;
      width = sinceSpace ?? 0;
      sinceSpace = null;
    }
    width += advance;
    if (letter === " ") sinceSpace = 0;
    else if (sinceSpace !== null) sinceSpace += advance;
  }
  return full * row + width;
}

/** As it is printed: composed, single spaces, nothing invisible. No-break spaces stay. */
function tidy(typed) {
  return typed
    .normalize("NFC")
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "")
    .replace(/[^\S\u00A0\u2007\u202F]+/g, " ")
    .replace(/^ | $/g, "");
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
  return share > 100 ? `${share}% of the room: too long by ${share - 100}%` : `${share}% of the room`;
}
