// Everything works without this file. It closes an open popover on Escape and on a click elsewhere, and watches the session.
const POPOVER = "details.qw-herkunft[open]";

function closeAll(except) {
  for (const popover of document.querySelectorAll(POPOVER)) {
    if (popover !== except) popover.open = false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const around = event.target instanceof Element ? event.target.closest(POPOVER) : null;
  closeAll();
  around?.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  closeAll(event.target instanceof Element ? event.target.closest(POPOVER) : null);
});

// Says five minutes before a session ends that it will, and keeps it alive on request without leaving the page.
const BEFORE = 5 * 60 * 1000;

function watch(notice) {
  const part = (name) => notice.querySelector(`[data-${name}]`);
  const show = (before) => {
    notice.hidden = false;
    part("before").hidden = !before;
    part("after").hidden = before;
    notice.querySelector("button").hidden = !before;
  };
  let timers = [];
  const begin = (seconds) => {
    timers.forEach(clearTimeout);
    notice.hidden = true;
    const left = seconds * 1000;
    timers = [setTimeout(show, Math.max(0, left - BEFORE), true), setTimeout(show, left, false)];
  };
  notice.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(notice.action, { method: "POST", body: new FormData(notice), redirect: "manual" });
    if (answer.ok) begin(Number(answer.headers.get("Session-Seconds")));
    else show(false);
  });
  begin(Number(notice.dataset.endsIn));
}

document.querySelectorAll("form[data-ends-in]").forEach(watch);
