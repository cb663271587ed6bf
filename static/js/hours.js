// Beside the hours of a meeting, or a moment, the same by the reader's own clock, with the name of its zone. The page is
// complete without: it says them by the clocks of the place.
const language = document.documentElement.lang || "es";
const clock = (options) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...options });
const own = clock({});

function zoneName(moment) {
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: "long" }).formatToParts(moment);
  return parts.find((part) => part.type === "timeZoneName").value;
}

function addOwnHours(place) {
  const [begins, ends] = [...place.querySelectorAll("time")].slice(0, 2).map((time) => new Date(time.dateTime));
  const day = { day: "numeric", month: "numeric" };
  const there = clock({ timeZone: place.dataset.zone, ...day });
  if (there.format(begins) === clock(day).format(begins)) return;
  const isSameDay = new Intl.DateTimeFormat(language, { timeZone: place.dataset.zone, ...day }).format(begins)
    === new Intl.DateTimeFormat(language, day).format(begins);
  const date = isSameDay ? "" : `${new Intl.DateTimeFormat(language, { weekday: "long", ...day }).format(begins)} `;
  const words = document.createElement("span");
  words.className = "hours__own";
  const hours = ends ? `${own.format(begins)}–${own.format(ends)}` : own.format(begins);
  words.textContent = `${place.dataset.hours}: ${date}${hours} (${zoneName(begins)})`;
  place.append(" ", words);
}

function addAll(root) {
  for (const place of root.querySelectorAll("[data-hours]")) {
    if (!place.querySelector(".hours__own")) addOwnHours(place);
  }
}
addAll(document);
document.addEventListener("agenda:fresh", () => addAll(document));
