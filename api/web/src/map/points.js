// The rows of the list as points on a plane that can be zoomed and moved: no outlines, no tiles.
import { axis, draw, tooltip } from "../lib/echarts.js";

const MANY = 60; // points whose names would cover each other
const LEAST = 3; // degrees around the points

/** Draw the rows in an element; returns what ends it. */
export function points(canvas, rows, words) {
  const found = [...rows].map((row) => ({
    at: [Number(row.dataset.longitude), Number(row.dataset.latitude)],
    size: Number(row.dataset.size),
    exact: row.dataset.exact === "yes",
    name: row.querySelector("th").textContent.trim(),
    value: row.querySelector("td.value").textContent.trim(),
    href: row.querySelector("th a").href,
  }));
  const [west, east] = extent(found.map(({ at }) => at[0]));
  const [south, north] = extent(found.map(({ at }) => at[1]));
  const narrow = Math.cos(((south + north) / 2) * (Math.PI / 180));
  // A degree of longitude is as long as it is there, whatever the shape of the canvas.
  const ratio = canvas.clientWidth / canvas.clientHeight;
  const high = Math.max(north - south, ((east - west) * narrow) / ratio);
  const wide = (high * ratio) / narrow;
  const range = (low, above, all) => ({ min: (low + above - all) / 2, max: (low + above + all) / 2 });
  const drawn = draw(canvas, words.label, (now) => ({
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    tooltip: tooltip(now, { formatter: ({ data }) => [data.name, data.told].filter(Boolean).join("\n") }),
    xAxis: axis(now, { type: "value", ...range(west, east, wide), axisLabel: label(now, "E", "W") }),
    yAxis: axis(now, { type: "value", ...range(south, north, high), axisLabel: label(now, "N", "S") }),
    dataZoom: [
      { type: "inside", xAxisIndex: 0, filterMode: "none" },
      { type: "inside", yAxisIndex: 0, filterMode: "none" },
    ],
    series: [
      {
        type: "scatter",
        data: found.map((each) => ({
          value: each.at,
          name: each.name,
          told: each.value,
          href: each.href,
          symbolSize: 8 + 24 * each.size,
          itemStyle: each.exact
            ? { color: now.accent, opacity: 0.75 }
            : { color: now.panel, borderColor: now.accent, borderWidth: 1.5, borderType: "dashed" },
        })),
        label: { show: found.length <= MANY, position: "right", formatter: "{b}", color: now.ink },
        labelLayout: { hideOverlap: true },
      },
    ],
  }));
  drawn.chart.on("click", ({ data }) => location.assign(data.href));
  return drawn;
}

function extent(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * 0.15, (LEAST - (high - low)) / 2);
  return [low - room, high + room];
}

const label = (now, positive, negative) => ({
  color: now.quiet,
  showMinLabel: false,
  showMaxLabel: false,
  formatter: (value) => `${Math.abs(Math.round(value * 100) / 100)}°${value < 0 ? negative : positive}`,
});
