// The result as bars or a line. Figures of several units or measures are never put on one axis:
// where a column tells them apart, one is drawn at a time.
import { element } from "../lib/dom.js";
import { axis, draw, tooltip } from "../lib/echarts.js";
import { choice } from "./choice.js";
import { learn, plain } from "./names.js";
import { number, say } from "./page.js";
import { iris, numberOf, numeric } from "./result.js";

const POINTS = 500;
const APART = /^(unit|measure|unitText|bound)$|unit|measure|单位|口径/i;
const TIME = /year|period|date|time|年|期/i;

/** Draw the chart in an element; returns what ends it, or null where there are no numbers. */
export async function show(place, result) {
  const numbers = numeric(result);
  if (!numbers.length) {
    place.replaceChildren(element("p", {}, say("no_numbers")));
    return null;
  }
  await learn(iris(result.rows, result.columns));
  const others = result.columns.filter((name) => !numbers.includes(name));
  const along = others.find((name) => TIME.test(name));
  const state = {
    x: along ?? others[0] ?? numbers[0],
    y: numbers[0],
    kind: along ? "line" : "bar",
    apart: others.find((name) => APART.test(name) && distinct(result, name).length > 1),
    part: null,
  };
  if (state.apart) state.part = distinct(result, state.apart)[0];
  const canvas = element("div", { class: "canvas" });
  const forms = element("p", { class: "forms" });
  place.replaceChildren(forms, canvas);
  let drawn = null;
  const again = () => {
    drawn?.end();
    drawn = bars(canvas, result, state);
  };
  const set = (name) => (value) => {
    state[name] = value;
    again();
  };
  const names = (list) => list.map((name) => [name, name]);
  forms.append(
    choice("kind", say("kind"), [["bar", say("bar")], ["line", say("lines")]], state.kind, set("kind")),
    choice("x", say("x_axis"), names(result.columns), state.x, set("x")),
    choice("y", say("y_axis"), names(numbers), state.y, set("y")),
  );
  if (state.apart) {
    const parts = distinct(result, state.apart);
    forms.append(choice("part", state.apart, names(parts), state.part, set("part")));
  }
  again();
  return { end: () => drawn.end(), chart: () => drawn.chart };
}

function bars(canvas, result, { x, y, kind, apart, part }) {
  const rows = result.rows
    .filter((row) => numberOf(row[y]) !== null && (!apart || plain(row[apart]) === part))
    .slice(0, POINTS);
  const labels = rows.map((row) => plain(row[x]));
  const values = rows.map((row) => numberOf(row[y]));
  const wide = labels.join("").length * 13 > canvas.clientWidth * 0.8;
  const title = apart ? `${y}（${part}）` : y;
  return draw(canvas, say("chart_of", title, x), (now) => ({
    grid: { left: 8, right: 24, top: 40, bottom: labels.length > 40 ? 56 : 16, containLabel: true },
    tooltip: tooltip(now, { trigger: "axis", valueFormatter: (value) => number(value, 6) }),
    dataZoom: labels.length > 40 ? [{ type: "slider", height: 20 }] : [],
    xAxis: axis(now, {
      type: "category",
      data: labels,
      axisLabel: { color: now.quiet, rotate: wide ? 40 : 0, width: 120, overflow: "truncate", hideOverlap: true },
    }),
    yAxis: axis(now, { type: "value", name: title, scale: kind === "line" }),
    series: [
      kind === "line"
        ? { type: "line", data: values, symbolSize: 7, lineStyle: { width: 2 } }
        : { type: "bar", data: values, barMaxWidth: 36 },
    ],
  }));
}

const distinct = (result, name) => [...new Set(result.rows.map((row) => plain(row[name])))].filter(Boolean);
