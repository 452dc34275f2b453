// The picker of counties: a box that searches as one types, in place of the plain fields. What it
// finds becomes a box to tick, like those that are there. Combobox pattern of ARIA 1.2.
import { element } from "./lib/dom.js";

const WAIT = 120; // milliseconds after the last key

for (const form of document.querySelectorAll("form.picker")) enhance(form);

function enhance(form) {
  const words = form.dataset;
  const counties = form.querySelector(".counties");
  const others = form.querySelector(".others");
  const most = Number(words.most);
  limit();
  counties.addEventListener("change", limit);
  if (!others) return;

  const list = element("ul", { id: "found-counties", role: "listbox", "aria-label": words.found, hidden: true });
  const input = element("input", {
    id: "search-counties",
    type: "search",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
  });
  const state = element("p", { class: "state", role: "status" });
  const box = element("div", { class: "search" }, element("label", { for: input.id }, words.search), input, list, state);
  others.replaceWith(box);

  let asked = null;
  let timer = 0;
  let active = -1;

  /** Six at most: the other boxes can be ticked again when one is not. */
  function limit() {
    const boxes = [...counties.querySelectorAll("input")];
    const full = boxes.filter((each) => each.checked).length >= most;
    for (const each of boxes) each.disabled = full && !each.checked;
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(position) {
    const options = [...list.children];
    if (!options.length) return;
    active = (position + options.length) % options.length;
    options.forEach((each, number) => each.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function take(option) {
    const { code, name, above } = option.dataset;
    const there = counties.querySelector(`input[value="${CSS.escape(code)}"]`);
    const ticked = there ?? element("input", { type: "checkbox", name: "division", value: code });
    if (!there) {
      counties.append(element("label", {}, ticked, ` ${name} `, element("span", { class: "beside" }, above)));
    }
    if (!ticked.disabled) ticked.checked = true;
    input.value = "";
    close();
    limit();
  }

  async function search() {
    asked?.abort();
    const text = input.value.trim();
    if (!text) {
      state.textContent = "";
      close();
      return;
    }
    asked = new AbortController();
    const lang = document.documentElement.lang.slice(0, 2);
    const query = new URLSearchParams({ q: text, type: "county", prefix: "true", limit: "8", lang });
    try {
      const answer = await fetch(`${words.lookup}?${query}`, { signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show((await answer.json()).results, lang);
    } catch (error) {
      if (error.name === "AbortError") return;
      // Without the search the plain fields do: the server knows names as well.
      box.replaceWith(others);
      const field = others.querySelector("input");
      field.value = text;
      field.focus();
    }
  }

  function show(results, lang) {
    const options = results.map((found, number) => {
      const name = found.text ?? found.label[lang] ?? found.id;
      const above = (found.within ?? []).map((place) => place.label?.[lang] ?? "").filter(Boolean)[0] ?? "";
      return element(
        "li",
        { id: `county-${number}`, role: "option", "aria-selected": "false", "data-code": found.id.split("/").pop(), "data-name": name, "data-above": above },
        `${name} `,
        element("span", { class: "beside" }, above),
      );
    });
    list.replaceChildren(...options);
    state.textContent = options.length ? "" : words.nothing;
    active = -1;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      take(list.children[Math.max(active, 0)]);
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
}
