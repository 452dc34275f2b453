// The tabs above the result. Charts are loaded when one is first opened.
import * as table from "./table.js";

const VIEWS = {
  table: () => Promise.resolve(table),
  chart: () => import("./chart.js"),
  map: () => import("./map.js"),
  graph: () => import("./graph.js"),
};

/** The tabs over one place; `opened` is called with the chart that is shown, or null. */
export class Views {
  constructor(tabs, place, opened) {
    this.tabs = tabs;
    this.place = place;
    this.opened = opened;
    this.result = null;
    this.turn = 0;
    this.shown = null;
    this.buttons = [...tabs.querySelectorAll("[role=tab]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.open(button.dataset.view));
      button.addEventListener("keydown", (event) => this.move(event));
    }
  }

  /** Take a new result, shown as a table first, or as it was shown last. */
  async take(result) {
    this.result = result;
    this.tabs.hidden = result.boolean !== undefined || !result.rows.length;
    const last = this.buttons.find((each) => each.getAttribute("aria-selected") === "true");
    await this.open(this.tabs.hidden ? "table" : last.dataset.view);
  }

  /** Show nothing but what is given. */
  clear(...content) {
    this.turn += 1;
    this.end();
    this.result = null;
    this.tabs.hidden = true;
    this.place.replaceChildren(...content);
  }

  async open(name) {
    const turn = (this.turn += 1);
    for (const button of this.buttons) {
      const chosen = button.dataset.view === name;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    this.end();
    const view = await VIEWS[name]();
    if (turn !== this.turn) return; // another one was opened meanwhile
    const fresh = document.createElement("div");
    this.place.replaceChildren(fresh);
    this.place.setAttribute("aria-busy", "true");
    const shown = (await view.show(fresh, this.result)) ?? null;
    if (turn !== this.turn) {
      shown?.end();
      return;
    }
    this.place.removeAttribute("aria-busy");
    this.shown = shown;
    this.opened(shown);
  }

  end() {
    this.shown?.end();
    this.shown = null;
    this.opened(null);
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = this.buttons.indexOf(event.target);
    const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length];
    next.focus();
    next.click();
  }
}
