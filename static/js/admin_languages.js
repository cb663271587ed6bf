// Spanish, English, or both on each form of the administration; without it, both are there.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[method=post]");
  const fields = [...(form?.querySelectorAll("[class*=field-]") ?? [])].filter((field) =>
    [...field.classList].some((name) => /^field-.+_(es|en)$/.test(name)),
  );
  if (!fields.length) return;
  for (const field of fields) {
    const name = [...field.classList].find((one) => /^field-.+_(es|en)$/.test(one));
    if (!field.classList.contains("form-row")) field.dataset.language = name.slice(-2);
  }
  const bar = document.createElement("div");
  bar.className = "language-switch";
  bar.setAttribute("role", "group");
  for (const [code, words] of [["both", "Español | English"], ["es", "Español"], ["en", "English"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-pressed", String(code === "both"));
    button.addEventListener("click", () => {
      form.dataset.shown = code;
      for (const other of bar.children) other.setAttribute("aria-pressed", String(other === button));
    });
    bar.append(button);
  }
  form.prepend(bar);
});
