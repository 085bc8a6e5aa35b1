// Everything works without this file. It only closes an open popover on Escape and on a click elsewhere.
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
