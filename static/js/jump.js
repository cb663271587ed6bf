// The jump box: opened by its link, by Ctrl+K, or by "/" (which the reader can turn off) when no field has the focus.
// Without this file its link leads to a page that does the same.
const box = document.querySelector("[data-jump-box]");
const field = box?.querySelector("[role=combobox]");
const list = box?.querySelector("[role=listbox]");
const said = box?.querySelector("[data-jump-said]");
const slash = box?.querySelector("[data-jump-key]");
const KEPT = "jump-key-off";
const PAUSE = 150;
let asking = null;
let waiting = 0;
let active = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

function choose(place) {
  const all = options();
  all[active]?.setAttribute("aria-selected", "false");
  active = all.length ? (place + all.length) % all.length : -1;
  if (active < 0) return field.removeAttribute("aria-activedescendant");
  all[active].setAttribute("aria-selected", "true");
  all[active].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", all[active].id);
}

function show(markup) {
  list.innerHTML = markup;
  active = -1;
  field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-expanded", String(options().length > 0));
  const words = list.querySelector("[data-said]");
  said.textContent = words ? words.textContent : "";
  words?.remove();
}

async function ask() {
  asking?.abort();
  const question = field.value.trim();
  if (question.length < 2) return show("");
  asking = new AbortController();
  const address = `${field.form.action}?${new URLSearchParams({ q: question, part: "list" })}`;
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (answer.ok && !answer.redirected) show(await answer.text());
  } catch {
    // another letter was typed, or the network is away: Enter still leads to the page
  }
}

function open() {
  if (box.open) return;
  box.showModal();
  field.select();
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function onField(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    location.assign(options()[active].dataset.url);
  }
}

if (box) {
  slash.checked = localStorage.getItem(KEPT) === null;
  slash.addEventListener("change", () => (slash.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, "1")));
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", onField);
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  box.querySelector("[data-jump-close]").addEventListener("click", () => box.close());
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const byControl = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const bySlash = event.key === "/" && slash.checked && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (box.open || isTyping(event.target) || !(byControl || bySlash)) return;
    event.preventDefault();
    open();
  });
}
