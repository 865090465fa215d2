// Keys, the slider, copying with citation. Every page works without it.
"use strict";
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const one = (what) => document.querySelector(what);
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");

  // ---- stepping through rows, lines, marks ----
  const KINDS = [[".row", "h3 a"], [".utt", null], [".anc", null], [".item", "a"]];
  let at = -1;
  function step(by) {
    const [kind, inner] = KINDS.find(([each]) => one(each)) || [];
    if (!kind) return;
    const things = all(kind);
    const focused = things.findIndex((each) => each.contains(document.activeElement) || each === document.activeElement);
    at = Math.max(0, Math.min(things.length - 1, (focused >= 0 ? focused : at) + by));
    things.forEach((each) => each.classList.toggle("on", each === things[at]));
    const target = inner ? things[at].querySelector(inner) : things[at];
    if (target) target.focus({ preventScroll: true });
    things[at].scrollIntoView({ block: "center" });
  }

  // ---- the slider: it shows the moment while it moves, and asks when it stands ----
  function words(moment) {
    return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(new Date(moment)) + " UTC";
  }
  function slide(input, go) {
    const stops = input.dataset.stops.split(" ");
    const last = Number(input.value) >= stops.length - 1;
    const told = last ? "the present" : words(stops[Number(input.value)]);
    one("#asof-now").textContent = told;
    input.setAttribute("aria-valuetext", told);
    if (!go) return;
    const address = new URL(input.dataset.address, location.href);
    if (!last) address.searchParams.set("as_of", stops[Number(input.value)]);
    visit(address.pathname + address.search);
  }
  function visit(address) {
    window.htmx.ajax("GET", address, { target: "#board", select: "#board", swap: "outerHTML" }).then(() => history.pushState({}, "", address));
  }
  document.addEventListener("input", (event) => { if (event.target.id === "asof") slide(event.target, false); });
  document.addEventListener("change", (event) => { if (event.target.id === "asof") slide(event.target, true); });
  window.addEventListener("popstate", () => { if (one("#board")) location.reload(); });
  function nudge(by) {
    const input = one("#asof");
    if (!input) return;
    input.value = String(Number(input.value) + by);
    slide(input, true);
  }

  // ---- copying with citation ----
  async function cite(link) {
    await navigator.clipboard.writeText(`${link.dataset.cite} ${link.href}`);
    const before = link.textContent;
    link.textContent = "copied";
    setTimeout(() => { link.textContent = before; }, 1500);
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (link && navigator.clipboard) { event.preventDefault(); cite(link); }
  });

  // ---- keys ----
  const KEYS = {
    j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1),
    "[": () => nudge(-1), "]": () => nudge(1),
    "/": () => one("#seek") && one("#seek").focus(),
    f: () => one("#f-status") && one("#f-status").focus(),
    u: () => one("#undo form") && one("#undo form").requestSubmit(),
    c: () => { const link = (one(".utt.on") || document.activeElement.closest(".utt") || document).querySelector("a.cite"); if (link) cite(link); },
    m: () => { const link = one('a[href$="/merge"]'); if (link) link.click(); },
    "?": () => { location.href = "/keys"; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    const keyed = all("[data-key]").find((each) => each.dataset.key === event.key);
    if (keyed) {
      event.preventDefault();
      if (keyed.tagName === "FORM") keyed.requestSubmit(); else if (keyed.tagName === "A") keyed.click(); else keyed.focus();
      return;
    }
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // ---- the progress of what is being added ----
  const progress = one("[data-events]");
  if (progress) {
    const events = new EventSource(progress.dataset.events);
    events.addEventListener("done", (event) => {
      const told = JSON.parse(event.data);
      const line = one("#item").content.firstElementChild.cloneNode(true);
      line.querySelector("[data-words]").textContent = told.words;
      line.querySelector("use").setAttribute("href", told.failed ? "#denies" : "#asserts");
      if (told.document) { line.querySelector("a").href = `/article/${encodeURIComponent(told.document)}`; } else { line.querySelector("a").remove(); }
      one("#items").append(line);
      const bar = progress.querySelector("progress");
      bar.value = told.at;
      progress.querySelector("[data-count]").textContent = told.count;
    });
    events.addEventListener("end", (event) => {
      events.close();
      progress.querySelector("[data-count]").textContent = JSON.parse(event.data).count;
      progress.querySelector("progress").remove();
      one("#after").hidden = false;
    });
  }

  // The page one is on stays in view in a navigation that scrolls.
  const current = one(".mast nav [aria-current]");
  if (current) current.scrollIntoView({ block: "nearest", inline: "center" });
})();
