// Who came, where the network comes and goes. What was ticked since the page was made is kept on this phone when it cannot be
// sent: the ids of ticks and the counts of the unnamed, never a name. It is sent when the network is back, and then forgotten.

/** Answers after which the same can be sent again: sign in first, or wait a little. */
const AGAIN = [401, 403, 429];

const sheet = document.querySelector("[data-attendance]");
if (sheet) follow(sheet);

function follow(sheet) {
  const form = sheet.querySelector("form");
  const round = sheet.dataset.attendance;
  const drawer = `hearten.attendance.${round}`;
  const kept = read(drawer);
  if (kept) {
    tick(form, kept);
    say(sheet, kept);
    if (navigator.onLine) send(form, sheet, drawer);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, sheet, drawer);
  });
  window.addEventListener("online", () => { if (read(drawer)) send(form, sheet, drawer); });
}

/** What differs from the page as it came: ticks set, ticks taken away, counts. */
function changes(form) {
  const was = new Set([...form.querySelectorAll("input[name=was]")].map((field) => field.value));
  const differ = [...form.querySelectorAll("input[name=came]")].filter((box) => box.checked !== was.has(box.value));
  const counts = [...form.querySelectorAll("input[name^='unnamed.']")].filter((field) => field.value !== field.defaultValue);
  return {
    set: differ.filter((box) => box.checked).map((box) => box.value),
    taken: differ.filter((box) => !box.checked).map((box) => box.value),
    counts: Object.fromEntries(counts.map((field) => [field.name, field.value])),
  };
}

/** Puts onto a page what was kept of an earlier one. */
function tick(form, { set, taken, counts }) {
  for (const box of form.querySelectorAll("input[name=came]")) {
    if (set.includes(box.value)) box.checked = true;
    if (taken.includes(box.value)) box.checked = false;
  }
  for (const [name, value] of Object.entries(counts)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

async function send(form, sheet, drawer) {
  const now = changes(form);
  keep(drawer, now);
  try {
    const answer = navigator.onLine && (await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }));
    if (!answer) say(sheet, now);
    else if (answer.type === "opaqueredirect") {
      localStorage.removeItem(drawer);
      location.replace(form.action);
    } else if (answer.status >= 500) say(sheet, now);
    else {
      // The page itself says what is to be mended, and has all that was typed. Whoever has to sign in first loses nothing.
      if (!AGAIN.includes(answer.status)) localStorage.removeItem(drawer);
      form.submit();
    }
  } catch {
    say(sheet, now);
  }
}

function say(sheet, { set, taken, counts }) {
  const banner = sheet.querySelector("[data-kept]");
  const many = set.length + taken.length + Object.keys(counts).length;
  banner.querySelector("p").textContent = `${many === 1 ? "One change is" : `${many} changes are`} kept on this phone, not sent yet. ${many === 1 ? "It is" : "They are"} sent when the network is back. Leave this page open.`;
  banner.hidden = false;
}

function read(drawer) {
  try {
    return JSON.parse(localStorage.getItem(drawer));
  } catch {
    return null;
  }
}

function keep(drawer, changes) {
  try {
    localStorage.setItem(drawer, JSON.stringify(changes));
  } catch {
    // A phone that keeps nothing still has the page as it stands.
  }
}
