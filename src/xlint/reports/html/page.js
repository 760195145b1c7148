"use strict";
// Everything is there without this script; it adds steps, filters and the list of files.
(function () {
  const all = (query, within) => Array.from((within || document).querySelectorAll(query));
  const get = (id) => document.getElementById(id);
  const findings = all("li[data-f]"), tools = get("tools"), top = get("top"), files = get("files");
  const keys = (node, name) => (node.dataset[name] || "").split(" ").filter(Boolean);
  const gather = (query, name) => {
    const found = new Map();
    for (const node of all(query))
      for (const key of keys(node, name)) found.has(key) ? found.get(key).push(node) : found.set(key, [node]);
    return found;
  };
  const marks = gather("mark", "f"), notes = gather("[data-r]", "r");
  const items = new Map(findings.map((item) => [item.dataset.f, item]));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = null;

  // What comes last in the page is first for the reader, and so for the keyboard.
  document.body.prepend(top, files);

  function bring(node) {
    if (node) node.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  function bringItem(item) {
    const aside = item.closest("aside");
    if (getComputedStyle(aside).position !== "sticky") return bring(item);
    const lead = (aside.clientHeight - item.offsetHeight) / 2;
    aside.scrollTop = item.offsetTop - Math.max(0, lead);
  }

  function paint(item, on) {
    const key = item.dataset.f;
    item.classList.toggle("on", on);
    on ? item.setAttribute("aria-current", "true") : item.removeAttribute("aria-current");
    for (const mark of marks.get(key) || []) mark.classList.toggle("on", on);
    for (const note of notes.get(key) || []) note.classList.toggle(note.matches("mark") ? "also" : "on", on);
  }

  function choose(item, toText) {
    if (chosen) paint(chosen, false);
    chosen = item;
    if (!item) return count();
    paint(item, true);
    if (toText) bring((marks.get(item.dataset.f) || [item])[0]);
    if (!toText || getComputedStyle(item.closest("aside")).position === "sticky") bringItem(item);
    count();
  }

  const shown = () => findings.filter((item) => !item.hidden);

  function count() {
    const list = shown();
    const at = chosen ? list.indexOf(chosen) + 1 : 0;
    get("at").textContent = (at || "\u2013") + " / " + list.length;
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = chosen ? list.indexOf(chosen) : -1;
    choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length], true);
  }

  function filter() {
    const off = (name) => new Set(all("input[data-" + name + "]", tools).filter((box) => !box.checked).map((box) => box.dataset[name]));
    const levels = off("level"), rules = off("rule");
    for (const item of findings) item.hidden = levels.has(item.dataset.level) || rules.has(item.dataset.rule);
    for (const mark of all("mark")) {
      const left = keys(mark, "f").map((key) => items.get(key)).filter((item) => !item.hidden);
      const grave = ["error", "warning", "info"].find((level) => left.some((item) => item.dataset.level === level));
      mark.classList.remove("error", "warning", "info", "off");
      mark.classList.add(grave || "off");
      const link = mark.querySelector("a");
      left.length ? (link.href = "#" + left[0].id) : link.removeAttribute("href");
    }
    for (const number of all("sup[data-f]")) number.hidden = items.get(number.dataset.f).hidden;
    if (chosen && chosen.hidden) choose(null);
    count();
  }

  function clicked(event) {
    const link = event.target.closest && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = link.closest("mark"), item = link.closest("li[data-f]");
    if (mark) {
      const list = keys(mark, "f").filter((key) => !items.get(key).hidden);
      const at = chosen ? list.indexOf(chosen.dataset.f) : -1;
      const first = at < 0 ? link.hash.slice(2) : list[(at + 1) % list.length];
      if (!items.has(first)) return;
      event.preventDefault();
      choose(items.get(first), false);
    } else if (item && link.matches(".go")) {
      event.preventDefault();
      choose(item, true);
    } else if (item && link.closest(".related")) {
      event.preventDefault();
      choose(item, false);
      const place = get(link.hash.slice(1));
      if (place) bring(place.parentElement);
    }
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "Escape") all("details.rules[open]").forEach((menu) => { menu.open = false; });
  }

  function listFiles() {
    const sections = all(".file");
    if (sections.length < 2) return;
    const rows = sections.map((section) => {
      const row = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + section.id;
      link.textContent = section.querySelector("h2").textContent;
      row.append(link, ...all(":scope > header .count, :scope summary > .fine, :scope > p.error", section).map((node) => node.cloneNode(true)));
      return row;
    });
    files.querySelector("ol").append(...rows);
    files.hidden = false;
  }

  listFiles();
  if (tools) {
    tools.hidden = false;
    tools.addEventListener("change", filter);
    get("next").addEventListener("click", () => step(1));
    get("previous").addEventListener("click", () => step(-1));
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", (event) => {
      for (const menu of all("details.rules[open]")) if (!menu.contains(event.target)) menu.open = false;
    });
    filter();
  }
  const named = items.get(location.hash.slice(2));
  if (named && /^#[fm]/.test(location.hash)) choose(named, true);
})();
