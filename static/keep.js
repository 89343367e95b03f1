// Nothing typed is lost: a form with `data-keep` says when something in it is not saved yet, and a page warns before it is
// left. What was saved is said once more to those who listen rather than look.

/** Long enough for a screen reader to have finished with the page itself. */
const AFTER_THE_PAGE = 700;

const differs = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return field.value !== ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
  return field.defaultValue !== undefined && field.type !== "hidden" && field.value !== field.defaultValue;
};

for (const form of document.querySelectorAll("form[data-keep]")) {
  const unsaved = form.querySelector("[data-unsaved]");
  let leaving = false;
  const changed = () => [...form.elements].some(differs);
  form.addEventListener("input", () => unsaved?.toggleAttribute("hidden", !changed()));
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && changed()) event.preventDefault();
  });
}

const said = document.querySelector(".banner[role=status] p");
if (said) {
  const words = said.textContent;
  setTimeout(() => { said.textContent = ""; said.textContent = words; }, AFTER_THE_PAGE);
}
