// The parts of ECharts that the pages use, and their look: colours and type of the page itself.
//
// Heavy: load it with `await import("./lib/echarts.js")` when a chart is opened. Tooltips are drawn
// on the canvas (`renderMode: "richText"`), since the policy of the pages allows no inline style.
import { BarChart, GraphChart, LineChart, ScatterChart, TreeChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import * as core from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

core.use([
  BarChart,
  LineChart,
  ScatterChart,
  GraphChart,
  TreeChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  DataZoomComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
]);

/** The colours of the page as they are now (light, dark, print) and its face. */
export function look() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: of("paper"),
    panel: of("panel"),
    ink: of("ink"),
    quiet: of("quiet"),
    rule: of("rule"),
    accent: of("accent"),
    family: getComputedStyle(document.body).fontFamily,
    series: [of("accent"), "#4a7fa7", "#7d8f3f", "#b07d2b", "#7a5c99", "#4c9a8b"],
  };
}

/**
 * Begin a chart in an element; `option` is a function of the look, asked again when that changes.
 * @param {HTMLElement} element with a height of its own
 * @param {string} name what a screen reader calls it; the table beside it has the figures
 * @param {(look: ReturnType<typeof look>) => object} option
 */
export function draw(element, name, option) {
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", name);
  const chart = core.init(element, null, { renderer: "canvas" });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = () => {
    const now = look();
    chart.setOption(
      {
        animation: !still,
        color: now.series,
        backgroundColor: "transparent",
        textStyle: { fontFamily: now.family, color: now.ink },
        ...option(now),
      },
      true,
    );
  };
  show();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", show);
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(element);
  return {
    chart,
    show,
    end() {
      dark.removeEventListener("change", show);
      resized.disconnect();
      chart.dispose();
    },
  };
}

/** What axes and tooltips have in common. */
export const axis = (now, more = {}) => ({
  axisLine: { lineStyle: { color: now.rule } },
  axisTick: { show: false },
  axisLabel: { color: now.quiet },
  nameTextStyle: { color: now.quiet },
  splitLine: { lineStyle: { color: now.rule } },
  ...more,
});
export const tooltip = (now, more = {}) => ({
  renderMode: "richText",
  confine: true,
  backgroundColor: now.panel,
  borderColor: now.rule,
  textStyle: { color: now.ink, fontFamily: now.family },
  ...more,
});
