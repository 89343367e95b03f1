// The pad to sign on with a finger, a pen or a mouse. Without this script the pad and its choice stay hidden, and the other
// ways to sign remain. What is drawn goes into a hidden field, in the pad's own units, as the server reads it.

const pad = document.querySelector("[data-pad]");
if (pad) {
  const board = pad.querySelector("#f-drawn");
  const field = pad.querySelector("input");
  const path = board.querySelector("path");
  const [, , width, height] = board.getAttribute("viewBox").split(" ").map(Number);
  let strokes = read(field.value);
  let drawing = null;

  for (const hidden of document.querySelectorAll("[data-drawn], [data-pad]")) hidden.hidden = false;
  show();

  board.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    board.setPointerCapture(event.pointerId);
    drawing = [place(event)];
    strokes.push(drawing);
    show();
  });
  board.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const [x, y] = place(event);
    const [lastX, lastY] = drawing.at(-1);
    if (Math.hypot(x - lastX, y - lastY) < 4) return;
    drawing.push([x, y]);
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) board.addEventListener(end, () => (drawing = null));
  pad.querySelector("button").addEventListener("click", () => {
    strokes = [];
    show();
  });

  /** Where on the pad, in its own units. */
  function place(event) {
    const box = board.getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return [within(((event.clientX - box.left) / box.width) * width, width), within(((event.clientY - box.top) / box.height) * height, height)];
  }

  function show() {
    field.value = strokes.length ? JSON.stringify(strokes) : "";
    path.setAttribute("d", strokes.map((points) => `M${points[0].join(" ")}L${points.slice(points.length > 1 ? 1 : 0).map((point) => point.join(" ")).join(" ")}`).join(""));
  }
}

function read(kept) {
  try {
    return JSON.parse(kept) || [];
  } catch {
    return [];
  }
}
