"""Hands on a keyboard, and nothing else: tab, type, press.

Whoever uses only the keyboard must see where they are, so every stop on the way has to show its focus.
"""

from dataclasses import dataclass

MOST_STOPS = 600
FIELDS = frozenset({"input", "select", "textarea"})
DOORS = frozenset({"a", "button", "summary"})
PATIENCE = 25

STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const said = (node) => (node.getAttribute('aria-label') || node.innerText || node.textContent || '').replace(/\\s+/g, ' ').trim();
  const labelled = (element.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)).filter(Boolean).map(said).join(' ');
  const labels = element.labels ? Array.from(element.labels).map(said).join(' ') : '';
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const places = [];
  for (let node = element; node; node = node.parentElement) {
    places.push(...Array.from(node.classList || []));
    if (node.id) places.push('#' + node.id);
    if (node.tagName === 'MAIN' || node.tagName === 'TABLE') places.push(node.tagName.toLowerCase());
  }
  return {
    kind: element.tagName.toLowerCase(),
    name: element.getAttribute('aria-label') || labelled || labels || said(element) || element.title || element.value || '',
    places,
    shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has focus: its kind, its name, the classes and ids around it, whether focus shows and lies in view."""

    kind: str
    name: str
    places: tuple[str, ...]
    shown: bool
    seen: bool

    def is_called(self, name, kinds, inside):
        return self.kind in kinds and (self.name == name or self.name.startswith(f"{name} ")) and (not inside or inside in self.places)


class Keyboard:
    """One person at one window."""

    def __init__(self, window):
        self.window = window
        self.page = window.page

    def focus(self):
        """Return what has focus, or nothing."""
        for _try in range(PATIENCE):
            found = self.page.evaluate(STOP)
            if not found or found["seen"]:
                break
            self.page.wait_for_timeout(20)  # the browser scrolls with its next picture
        return found and Stop(**{**found, "places": tuple(found["places"])})

    def go_to(self, name, *, kinds=FIELDS | DOORS, inside="", back=False):
        """Tab until what is called like this has focus; every stop on the way shows its focus."""
        passed, rounds = [], 0
        for _press in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            stop = self.focus()
            if stop is None:
                rounds += 1
                if rounds > 1:
                    break
                continue
            passed.append(f"{stop.kind}: {stop.name[:70]}")
            assert stop.shown, f"{self.page.url}: no focus to be seen on {stop}"
            assert stop.seen, f"{self.page.url}: focus lies outside the window on {stop}"
            if stop.is_called(name, kinds, inside):
                return stop
        raise AssertionError(f"{self.page.url}: the keyboard never reached „{name}“ {inside}. It passed:\n  " + "\n  ".join(passed))

    def press(self, key):
        self.page.keyboard.press(key)

    def follow(self, name, *, inside="", back=False):
        """Go to a link or button and press Enter; the next page is there."""
        self.go_to(name, kinds=DOORS, inside=inside, back=back)
        with self.page.expect_navigation():
            self.press("Enter")
        return self.page.url

    def fill(self, name, text, *, inside=""):
        """Go to a field, empty it and type."""
        self.go_to(name, kinds=FIELDS, inside=inside)
        if self.page.evaluate("() => document.activeElement.type") == "date":
            self._type_day(text)
            return
        self.press("Control+A")
        self.press("Delete")
        self.page.keyboard.type(text)

    def _type_day(self, text):
        """Type a day part by part; whether the day or the month comes first is the browser's own language."""
        day, month, year = text.split(".")
        self.page.keyboard.type(day + month + year)
        if self.page.evaluate("() => document.activeElement.value") != f"{year}-{month}-{day}":
            for _part in range(2):
                self.press("Shift+Tab")
            self.page.keyboard.type(month + day + year)
        assert self.page.evaluate("() => document.activeElement.value") == f"{year}-{month}-{day}"

    def choose(self, name, option, *, inside=""):
        """Go to a list of choices and move with the arrow keys until the option is chosen."""
        self.go_to(name, kinds=FIELDS, inside=inside)
        chosen = "() => document.activeElement.selectedOptions[0].text.trim()"
        self.press("Home")
        seen = []
        while option not in (now := self.page.evaluate(chosen)):
            assert now not in seen[-1:], f"{self.page.url}: „{name}“ offers no „{option}“, only {seen}"
            seen.append(now)
            self.press("ArrowDown")

    def open_paper(self, name, *, inside=""):
        """Press Enter on a link to a document and return what the server sent."""
        self.go_to(name, kinds=DOORS, inside=inside)
        address = self.page.evaluate("() => document.activeElement.href")
        with self.window.context.expect_event("request", lambda request: request.url == address):
            self.press("Enter")
        answer = self.window.context.request.get(address)
        if self.page.url == address:
            self.page.go_back()
        return answer

    def text(self):
        """Return the words of the main part, with plain blanks."""
        return " ".join(self.page.inner_text("main").split())
