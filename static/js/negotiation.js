// Says who is writing in which paragraph, and that one is writing oneself. Nothing depends on it: a stale save is asked
// about by the server. It falls silent when nobody has touched the page for ten minutes, so that no session is kept alive.
const room = document.querySelector("[data-presence-url]");
const EVERY = 20000;
const PATIENCE = 600000;
let touched = Date.now();

function show(told) {
  for (const place of document.querySelectorAll("[data-uid] [data-presence]")) {
    const words = told[place.closest("[data-uid]").dataset.uid] || "";
    if (place.textContent !== words) place.textContent = words;
  }
}

function said(uid, state) {
  const data = new FormData();
  data.set("uid", uid);
  data.set("state", state);
  data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
  return data;
}

async function ask() {
  if (document.hidden || Date.now() - touched > PATIENCE) return;
  const form = document.querySelector("[data-presence-form]");
  const sent = form ? { method: "POST", body: said(form.dataset.presenceForm, "open") } : {};
  try {
    const answer = await fetch(room.dataset.presenceUrl, sent);
    if (answer.ok && !answer.redirected) show(await answer.json());
  } catch {
    // the next time may succeed
  }
}

if (room) {
  ask();
  setInterval(ask, EVERY);
  for (const sign of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
  }
  addEventListener("pagehide", () => {
    const form = document.querySelector("[data-presence-form]");
    if (form) navigator.sendBeacon(room.dataset.presenceUrl, said(form.dataset.presenceForm, "left"));
  });
}
