// The result as nodes and links: triples, columns named like their parts, or the first two columns
// of IRIs.
import { element } from "../lib/dom.js";
import { draw, tooltip } from "../lib/echarts.js";
import { learn, nameOf } from "./names.js";
import { entities, number, say } from "./page.js";
import { iris } from "./result.js";

const NODES = 200;
const PARTS = [/^(s|subject|主语)$/i, /^(p|predicate|property|谓语)$/i, /^(o|object|宾语)$/i];

/** Draw the graph in an element; returns what ends it, or null where nothing is linked. */
export async function show(place, result) {
  const [from, by, to] = ends(result);
  const links = [];
  const nodes = new Map();
  let left = false;
  for (const row of from && to ? result.rows : []) {
    const both = [row[from], row[to]];
    if (both.some((term) => term?.type !== "uri" && term?.type !== "bnode")) continue;
    const added = both.filter((term) => !nodes.has(term.value));
    if (nodes.size + added.length > NODES) {
      left = true;
      continue;
    }
    for (const term of both) nodes.set(term.value, (nodes.get(term.value) ?? 0) + 1);
    links.push({ source: row[from].value, target: row[to].value, by: by && row[by]?.value });
  }
  if (!links.length) {
    place.replaceChildren(element("p", {}, say("no_links")));
    return null;
  }
  await learn(iris(result.rows, [from, by, to].filter(Boolean)));
  const canvas = element("div", { class: "canvas map" });
  let zoom = 1;
  const zoomed = (sign, words, by) =>
    element("button", { type: "button", class: "button quiet-button", "aria-label": words, onclick: () => {
      zoom *= by;
      drawn.chart.setOption({ series: [{ zoom }] });
    } }, sign);
  const forms = element("p", { class: "forms" }, zoomed("+", say("closer"), 1.4), zoomed("−", say("farther"), 1 / 1.4));
  place.replaceChildren(forms, canvas);
  if (left) place.append(element("p", { class: "note" }, say("graph_part", NODES)));
  const drawn = net(canvas, nodes, links);
  return { end: drawn.end, chart: () => drawn.chart };
}

function ends({ columns, rows }) {
  const named = PARTS.map((form) => columns.find((name) => form.test(name)));
  if (named[0] && named[2]) return named;
  const linked = columns.filter((name) => rows.some((row) => row[name]?.type === "uri"));
  return linked.length > 1 ? [linked[0], undefined, linked[1]] : [];
}

function net(canvas, nodes, links) {
  const most = Math.max(...nodes.values());
  return draw(canvas, say("graph_of", number(nodes.size), number(links.length)), (now) => ({
    tooltip: tooltip(now, {
      formatter: ({ dataType, data }) =>
        dataType === "edge" ? (data.by ? nameOf(data.by).text : "") : data.words,
    }),
    series: [
      {
        type: "graph",
        layout: "force",
        roam: "move", // the wheel goes on through the page
        draggable: true,
        force: { repulsion: 110, edgeLength: [30, 90], gravity: 0.15, layoutAnimation: false },
        edgeSymbol: ["none", "arrow"],
        edgeSymbolSize: 6,
        lineStyle: { color: now.quiet, opacity: 0.5, curveness: 0.08 },
        label: { show: true, position: "right", color: now.ink, width: 120, overflow: "truncate", formatter: ({ data }) => data.words },
        labelLayout: { hideOverlap: true },
        emphasis: { focus: "adjacency" },
        data: [...nodes].map(([iri, count]) => ({
          id: iri,
          name: iri,
          words: nameOf(iri).text,
          symbolSize: 8 + 22 * Math.sqrt(count / most),
          // Facts have no names: they are the knots between what has.
          ...(iri.startsWith(`${entities}fact/`)
            ? { symbolSize: 6, label: { show: false }, itemStyle: { color: now.quiet } }
            : {}),
        })),
        links,
      },
    ],
  }));
}
