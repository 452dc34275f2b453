// The page of an entity: its neighbourhood as a graph, opened by a button. What it draws are the
// lists of the page itself, grouped as there, so that nothing is in the one and not in the other;
// a neighbour is opened by reading the lists of its own page.
import { element } from "./lib/dom.js";

for (const section of document.querySelectorAll("[data-graph]")) offer(section);

function offer(section) {
  const words = section.dataset;
  const place = element("div", { id: "neighbourhood", hidden: true });
  let drawn = null;
  const button = element(
    "button",
    { type: "button", class: "plain-button", "aria-expanded": "false", "aria-controls": place.id },
    words.open,
  );
  button.addEventListener("click", async () => {
    const opened = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(opened));
    button.textContent = opened ? words.close : words.open;
    place.hidden = !opened;
    if (!opened || drawn) return;
    place.setAttribute("aria-busy", "true");
    try {
      const { neighbourhood } = await import("./neighbourhood/tree.js");
      drawn = neighbourhood(place, document, words);
    } catch {
      place.replaceChildren(element("p", { class: "notice", role: "alert" }, words.failed));
    }
    place.removeAttribute("aria-busy");
  });
  section.append(element("p", { class: "tools" }, button), place);
}
