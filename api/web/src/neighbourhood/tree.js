// A neighbourhood as a graph that stays readable: the entity, its relations, and behind each what
// stands in it. Each leaf has a line of its own, so that no name covers another.
import { element } from "../lib/dom.js";
import { draw, tooltip } from "../lib/echarts.js";
import { read } from "./reading.js";

const LINE = 26; // pixels
const MOST = 30; // entries of a group that are drawn
const NARROW = 560;

/** Draw the neighbourhood of the entity of `page` in an element; returns what ends it. */
export function neighbourhood(place, page, words) {
  const root = entity(read(page));
  root.open = true;
  const canvas = element("div", { class: "canvas neighbourhood" });
  const state = element("p", { class: "note", role: "status" });
  place.replaceChildren(element("p", { class: "note" }, words.lead), canvas, state);
  if (root.more) state.textContent = words.more;
  let drawn = null;
  const nodes = []; // ECharts keeps copies of what it is given; the number of a node leads back

  const show = () => {
    canvas.classList.toggle("narrow", canvas.clientWidth < NARROW);
    // No inline style stands in a page, but a script may set one.
    canvas.style.height = `${Math.max(8, leaves(root)) * LINE + 40}px`;
    if (!drawn) drawn = draw(canvas, words.label, (now) => option(now, root, canvas.clientWidth, nodes));
    else {
      drawn.chart.resize();
      drawn.show();
    }
  };

  show();
  drawn.chart.on("click", async ({ data }) => {
    const node = nodes[data.number];
    if (!node || node === root) return;
    if (!node.children && node.href) {
      try {
        node.children = await groupsOf(node.href, words);
      } catch {
        state.textContent = words.failed;
        return;
      }
    }
    node.open = !node.open;
    if (node.group) state.textContent = node.open ? node.children.map((child) => child.name).join(words.comma) : "";
    else if (node.href) state.replaceChildren(element("a", { href: address(node.href, words) }, words.page.replace("{}", node.name)));
    show();
  });
  return drawn;
}

function entity({ name, href, groups, more }) {
  return { name, href, more, children: groups.map(group) };
}

function group({ name, items }) {
  const drawn = items.slice(0, MOST).map((item) => ({ ...item, children: null }));
  const left = items.length - drawn.length;
  if (left > 0) drawn.push({ name: `+ ${left}`, children: [] });
  return { name: `${name} (${items.length})`, children: drawn, group: true };
}

/** Read the page of a neighbour; its groups become the children of its node. */
async function groupsOf(href, words) {
  const answer = await fetch(address(href, words), { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return entity(read(page)).children;
}

const address = (href, words) => `${words.root}doc/${href}?lang=${words.lang}`;

function leaves(node) {
  return node.open && node.children?.length ? node.children.map(leaves).reduce((sum, each) => sum + each, 0) : 1;
}

function option(now, root, width, nodes) {
  nodes.length = 0;
  const depth = deep(root);
  const narrow = width < NARROW;
  const column = width / (depth + 0.6);
  return {
    tooltip: tooltip(now, { trigger: "item", triggerOn: "mousemove", formatter: ({ data }) => data.name }),
    series: [
      {
        type: "tree",
        data: [shown(root, now, nodes)],
        layout: "orthogonal",
        orient: "LR",
        top: 16,
        bottom: 16,
        left: 12,
        right: Math.round(column * 1.15),
        expandAndCollapse: false,
        initialTreeDepth: -1,
        symbol: "circle",
        lineStyle: { color: now.rule, width: 1.2, curveness: 0.5 },
        label: {
          position: "right",
          distance: 6,
          color: now.ink,
          fontSize: narrow ? 11 : 13,
          backgroundColor: now.paper, // the lines go on behind the names
          formatter: ({ data }) => clipped(data.name, column - 24, narrow ? 11 : 13),
        },
      },
    ],
  };
}

/** The part of the tree that is open, as ECharts has it; what may be opened is filled. */
function shown(node, now, nodes) {
  const closed = !node.open && (node.children === null || node.children.length > 0);
  return {
    name: node.name,
    number: nodes.push(node) - 1,
    symbolSize: node.group ? 9 : 7,
    itemStyle: { color: closed ? now.accent : now.paper, borderColor: now.accent, borderWidth: 1.5 },
    label: node.group ? { fontWeight: 600 } : {},
    children: node.open ? (node.children ?? []).map((child) => shown(child, now, nodes)) : [],
  };
}

/** A name as far as it has room; a Chinese character is as wide as it is high. */
function clipped(name, room, size) {
  let wide = 0;
  for (let at = 0; at < name.length; at += 1) {
    wide += size * (name.charCodeAt(at) > 0x2e7f ? 1 : 0.58);
    if (wide > room) return `${name.slice(0, Math.max(at - 1, 1))}…`;
  }
  return name;
}

function deep(node) {
  return node.open && node.children?.length ? 1 + Math.max(...node.children.map(deep)) : 1;
}
