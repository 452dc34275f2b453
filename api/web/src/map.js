// The map: the points of the list, to zoom and move, in place of the drawing of the page.
import { element } from "./lib/dom.js";

for (const figure of document.querySelectorAll("figure.map")) offer(figure);

function offer(figure) {
  const words = figure.dataset;
  const still = figure.querySelector("svg.plane");
  const canvas = element("div", { class: "canvas", hidden: true });
  const button = element("button", { type: "button", class: "plain-button", "aria-pressed": "false" }, words.zoom);
  const state = element("p", { class: "note", role: "status" });
  let drawn = null;
  button.addEventListener("click", async () => {
    const zoomed = canvas.hidden;
    canvas.hidden = !zoomed;
    still.toggleAttribute("hidden", zoomed);
    button.setAttribute("aria-pressed", String(zoomed));
    if (!zoomed || drawn) return;
    try {
      const { points } = await import("./map/points.js");
      drawn = points(canvas, document.querySelectorAll("table.spots tbody tr"), words);
    } catch {
      canvas.hidden = true;
      still.removeAttribute("hidden");
      state.textContent = words.failed;
    }
  });
  still.before(element("p", { class: "tools" }, button), canvas);
  still.after(state);
}
