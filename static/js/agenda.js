// Orders the agenda in place: the buttons without a new page, and dragging by the same POST. Without this script the
// buttons work as they are.
const status = document.querySelector("[data-status]");
const agenda = () => document.querySelector("[data-agenda]");

async function move(action, fields, focus) {
  const data = new FormData(document.getElementById("moves"));
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const response = await fetch(action, { method: "POST", body: data });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("[data-agenda]");
  if (!fresh) {
    // somebody else was quicker, or the session ran out: the answer is a page of its own
    if (response.ok) return location.assign(response.url);
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.title = page.title;
    return document.querySelector("main").focus();
  }
  agenda().replaceWith(fresh);
  prepare();
  document.dispatchEvent(new CustomEvent("agenda:fresh"));
  status.textContent = [...page.querySelectorAll(".message")].map((one) => one.textContent.trim()).join(" ");
  (fresh.querySelector(focus.button) || fresh.querySelector(focus.item))?.focus();
}

function failed(action, fields) {
  // no answer: do it the plain way, so that the browser says what is wrong
  const form = document.getElementById("moves");
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  }
  form.action = action;
  form.submit();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.line__act");
  if (!button) return;
  event.preventDefault();
  const item = `#${button.closest("[data-item]").id}`;
  const fields = { act: button.value };
  const focus = { item, button: `${item} > .line__head button[value="${button.value}"]` };
  move(button.formAction, fields, focus).catch(() => failed(button.formAction, fields));
});

let dragged = null;
let finger = null;
function prepare() {
  for (const handle of document.querySelectorAll(".line__handle")) handle.hidden = false;
}

// Where something dropped at this place of the screen would go: behind a line, first under it, first in a session.
function target(event) {
  const head = event.target.closest?.("[data-drop-session]");
  if (head) return { mark: head, side: "behind", behind: `s${head.closest("[data-session]").dataset.session}` };
  const line = event.target.closest?.("[data-item]");
  if (!line || dragged.contains(line)) return null;
  const box = line.querySelector(".line__head").getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) {
    const before = line.previousElementSibling;
    const above = line.parentElement.closest("[data-item]");
    const session = line.closest("[data-session]").dataset.session;
    if (before === dragged) return null;
    return { mark: line, side: "before", behind: before ? `i${before.dataset.item}` : above ? `u${above.dataset.item}` : `s${session}` };
  }
  const isUnder = event.clientX > box.left + 120 && !line.querySelector(":scope > .lines");
  return { mark: line, side: isUnder ? "under" : "behind", behind: `${isUnder ? "u" : "i"}${line.dataset.item}` };
}

function unmark() {
  for (const one of document.querySelectorAll("[data-drop]")) one.removeAttribute("data-drop");
}

function drop(place) {
  const { move: action } = dragged.dataset;
  const fields = { behind: place.behind };
  move(action, fields, { item: `#${dragged.id}`, button: null }).catch(() => failed(action, fields));
}

document.addEventListener("dragstart", (event) => {
  if (!event.target.classList?.contains("line__handle")) return;
  if (finger !== null) return event.preventDefault();
  dragged = event.target.closest("[data-item]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.item);
  event.dataTransfer.setDragImage(dragged, 0, 0);
});
document.addEventListener("dragover", (event) => {
  if (!dragged) return;
  unmark();
  const place = target(event);
  if (!place) return;
  event.preventDefault();
  place.mark.dataset.drop = place.side;
});
document.addEventListener("drop", (event) => {
  const place = dragged && target(event);
  if (!place) return;
  event.preventDefault();
  drop(place);
});
document.addEventListener("dragend", () => {
  unmark();
  dragged = null;
});

// A finger drags no element by itself: the same by where it lies.
function underFinger(event) {
  const there = document.elementFromPoint(event.clientX, event.clientY);
  return there && target({ target: there, clientX: event.clientX, clientY: event.clientY });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.pointerType === "touch" && event.isPrimary && event.target.closest?.(".line__handle");
  if (!handle) return;
  finger = event.pointerId;
  dragged = handle.closest("[data-item]");
});
document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== finger) return;
  unmark();
  const place = underFinger(event);
  if (place) place.mark.dataset.drop = place.side;
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, (event) => {
    if (event.pointerId !== finger) return;
    const place = end === "pointerup" ? underFinger(event) : null;
    if (place) drop(place);
    unmark();
    finger = dragged = null;
  });
}
prepare();
