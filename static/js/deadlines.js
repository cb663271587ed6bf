// Beside a deadline, the same by the reader's own clock, where that shows another day or hour than those named already.
// The page is complete without: it names the clock of the consultation, and that of the reader's capital.
{
  const language = document.documentElement.lang || "es";
  const wall = (moment, timeZone) => new Intl.DateTimeFormat("en", {
    timeZone, day: "numeric", month: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23",
  }).format(moment);

  function addOwn(place) {
    const moment = new Date(place.querySelector("time").dateTime);
    place.dataset.own = "done";
    if (place.dataset.zones.split(" ").some((zone) => wall(moment, zone) === wall(moment))) return;
    const words = document.createElement("span");
    words.className = "deadline__own";
    const own = new Intl.DateTimeFormat(language, {
      weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    });
    words.textContent = `${place.dataset.deadline}: ${own.format(moment)}`;
    place.append("; ", words);
  }

  const addAll = () => document.querySelectorAll("[data-deadline]:not([data-own])").forEach(addOwn);
  addAll();
  document.addEventListener("htmx:afterSettle", addAll);
}
