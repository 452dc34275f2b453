// The search box: suggestions as one types (the combobox pattern of ARIA, with a list box).
// What comes from the server is shown as text only.

const WAIT = 120; // milliseconds after the last key
const MOST = 8;

for (const form of document.querySelectorAll("form.search")) enhance(form);

/** @param {HTMLFormElement} form */
function enhance(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const words = form.dataset;
  let timer = 0;
  let asking = new AbortController();
  let active = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function choose(position) {
    const options = list.querySelectorAll("[role=option]");
    active = options.length ? (position + options.length) % options.length : -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return;
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function message(text) {
    const line = document.createElement("li");
    line.className = "message";
    line.setAttribute("role", "presentation");
    line.textContent = text;
    list.replaceChildren(line);
    status.textContent = text;
    open();
  }

  function show(results) {
    if (!results.length) return message(words.none);
    list.replaceChildren(...results.map((result, at) => option(result, at, words)));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    status.textContent = words.some.replace("{}", String(results.length));
    open();
  }

  async function suggest() {
    asking.abort();
    asking = new AbortController();
    const q = input.value.trim();
    if (!q) {
      status.textContent = "";
      return close();
    }
    const asked = new URLSearchParams({ q, prefix: "true", limit: String(MOST), lang: words.lang });
    try {
      const answer = await fetch(`${words.lookup}?${asked}`, {
        signal: asking.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") message(words.unavailable);
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the keys belong to the input method
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // what is typed stays
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggest();
      else choose(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.querySelectorAll("[role=option]")[active].dataset.href);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150)); // a click on an option comes first
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.href);
  });
}

/** One suggestion: its name, its kind, where it is. */
function option(result, at, words) {
  const line = document.createElement("li");
  line.id = `suggestion-${at}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const path = new URL(result.id).pathname.split("/id/").slice(1).join("/id/");
  line.dataset.href = `${words.root}doc/${path}?lang=${words.lang}`;
  const other = words.lang === "zh" ? "en" : "zh";
  line.append(
    part("name", result.text ?? result.label[words.lang] ?? result.label[other] ?? path),
    part("kind", kindOf(result, words)),
    part("place", placeOf(result, words)),
  );
  return line;
}

function part(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}

function kindOf(result, words) {
  const name = result.type.label[words.lang] ?? "";
  return result.current ? name : `${name} (${words.former})`;
}

function placeOf(result, words) {
  const names = result.within.map((place) => place.label[words.lang] ?? place.label.zh);
  return words.lang === "zh" ? names.reverse().join(" ") : names.join(", ");
}
