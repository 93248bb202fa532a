"use strict";

// What the page does beyond being read: filters over its lists, a search, and a focus that follows the view.

/** Return the lower-case words that a row can be found by; read once, kept with the row. */
const wordsOf = (row) => {
  row.found ??= `${row.textContent} ${row.dataset.words ?? ""} ${row.dataset.codes ?? ""}`.toLowerCase();
  return row.found;
};

/** Return whether a row passes what a form asks for. */
const passes = (row, asked) => {
  const day = row.dataset.date ?? "";
  return (
    asked.words.every((word) => wordsOf(row).includes(word)) &&
    (!asked.outlet || row.dataset.outlet.includes(`|${asked.outlet}|`)) &&
    (!asked.code || row.dataset.codes.includes(`|${asked.code}|`)) &&
    (!asked.from || day >= asked.from) &&
    (!asked.to || (day !== "" && day <= asked.to))
  );
};

/** Hide the rows of a form's list that do not pass, and say how many are left. */
const applyFilters = (form) => {
  const fields = form.elements;
  const asked = {
    words: fields.words.value.toLowerCase().split(/\s+/u).filter(Boolean),
    outlet: fields.outlet?.value,
    code: fields.code?.value,
    from: fields.from?.value,
    to: fields.to?.value,
  };
  const rows = document.querySelectorAll(`table[data-rows="${form.dataset.filters}"] > tbody > tr`);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !passes(row, asked);
    shown += row.hidden ? 0 : 1;
  }
  form.querySelector("output").value = shown === rows.length ? `${rows.length} shown` : `${shown} of ${rows.length} shown`;
};

/** Return the view that the address names, or the first one. */
const currentView = () => document.querySelector(".view:target") ?? document.querySelector(".view");

/** Tell the navigation and the title which view is open. */
const announce = () => {
  const view = currentView();
  for (const link of document.querySelectorAll(".masthead nav a")) {
    const name = link.hash.slice(1);
    if (view.id === name || view.id.startsWith(`${name}/`)) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  document.title = `${view.getAttribute("aria-label")} – copydesk report`;
};

/** Move the focus to the heading of the view that was opened. */
const follow = () => {
  announce();
  const view = document.querySelector(".view:target");
  view?.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
  if (view) {
    window.scrollTo(0, 0);
  }
};

const search = document.querySelector("[data-search]");
const items = document.querySelector("form[data-filters='items1']");

for (const form of document.querySelectorAll("form[data-filters]")) {
  form.hidden = false;
  form.addEventListener("input", () => applyFilters(form));
  form.addEventListener("submit", (event) => event.preventDefault());
  applyFilters(form);
}

if (search && items) {
  search.hidden = false;
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    items.elements.words.value = search.querySelector("input").value;
    applyFilters(items);
    window.location.hash = "sourcing";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      search.querySelector("input").focus();
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.activeElement?.blur();
  }
});
window.addEventListener("hashchange", follow);
// Only when all is loaded is the view of the address known.
window.addEventListener("load", announce);
