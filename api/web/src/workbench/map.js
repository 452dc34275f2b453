// The result as points by longitude and latitude: from columns that hold them, from divisions
// that are named by their IRI, or by a name that only one division has. No outlines, no tiles.
import { element } from "../lib/dom.js";
import { axis, draw, tooltip } from "../lib/echarts.js";
import { rowsOf } from "./ask.js";
import { choice } from "./choice.js";
import { learn, plain } from "./names.js";
import { number, prefixes, say } from "./page.js";
import { iris, numberOf, numeric } from "./result.js";

const LONGITUDE = /^(lon|long|lng|longitude|经度)$/i;
const LATITUDE = /^(lat|latitude|纬度)$/i;
const MOST = 1000; // names that are looked up

/** Draw the map in an element; returns what ends it, or null where nothing has a place. */
export async function show(place, result) {
  await learn(iris(result.rows.slice(0, MOST), result.columns));
  const located = await locate(result);
  if (!located.points.length) {
    place.replaceChildren(element("p", {}, say("no_places")));
    return null;
  }
  const numbers = numeric(result).filter((name) => !LONGITUDE.test(name) && !LATITUDE.test(name));
  const canvas = element("div", { class: "canvas map" });
  const forms = element("p", { class: "forms" });
  place.replaceChildren(forms, canvas);
  const left = result.rows.length - located.points.length;
  if (left) place.append(element("p", { class: "note" }, say("places_left", number(left))));
  let by = numbers[0] ?? "";
  let drawn = null;
  const again = () => {
    drawn?.end();
    drawn = points(canvas, located.points, by);
  };
  const options = [["", say("none")], ...numbers.map((name) => [name, name])];
  if (numbers.length) {
    forms.append(
      choice("size", say("size"), options, by, (value) => {
        by = value;
        again();
      }),
    );
  }
  again();
  return { end: () => drawn.end(), chart: () => drawn.chart };
}

async function locate(result) {
  const { columns, rows } = result;
  const [lon, lat] = [LONGITUDE, LATITUDE].map((form) => columns.find((name) => form.test(name)));
  if (lon && lat) {
    const label = columns.find((name) => name !== lon && name !== lat) ?? lon;
    return { points: rows.filter((row) => numberOf(row[lon]) !== null && numberOf(row[lat]) !== null)
      .map((row) => ({ row, at: [numberOf(row[lon]), numberOf(row[lat])], name: plain(row[label]) })) };
  }
  const places = await coordinates(rows.slice(0, MOST), columns);
  const of = (row, name) => row[name] && places.get(row[name].value);
  const hits = columns.map((name) => [name, rows.filter((row) => of(row, name)).length]);
  const [best] = hits.sort((one, other) => other[1] - one[1])[0] ?? [];
  return { points: rows.filter((row) => of(row, best))
    .map((row) => ({ row, at: of(row, best), name: plain(row[best]) })) };
}

/** The coordinates of divisions, by IRI or by a name that means one division only. */
async function coordinates(rows, columns) {
  const named = [...iris(rows, columns)].filter((iri) => /\/id\/division\/[0-9]+$/.test(iri));
  const texts = new Map();
  for (const row of rows) {
    for (const name of columns) {
      const term = row[name];
      if (term?.type === "literal" && term["xml:lang"]) texts.set(JSON.stringify([term.value, term["xml:lang"]]), term);
    }
  }
  const literals = [...texts.values()].map((t) => `${JSON.stringify(t.value)}@${t["xml:lang"]}`);
  const where = `?iri <${prefixes.cdo}longitude> ?lon ; <${prefixes.cdo}latitude> ?lat`;
  const parts = [];
  if (named.length) parts.push(`{ VALUES ?iri { ${named.map((iri) => `<${iri}>`).join(" ")} } ${where} }`);
  if (literals.length) {
    parts.push(`{ VALUES ?name { ${literals.slice(0, MOST).join(" ")} } ?iri <${prefixes.rdfs}label> ?name . ${where} }`);
  }
  const found = new Map();
  if (!parts.length) return found;
  const several = new Set();
  const of = new Map();
  for (const { iri, name, lon, lat } of await rowsOf(`SELECT DISTINCT ?iri ?name ?lon ?lat WHERE { ${parts.join(" UNION ")} }`)) {
    const key = name ? name.value : iri.value;
    if (of.has(key) && of.get(key) !== iri.value) several.add(key);
    of.set(key, iri.value);
    found.set(key, [Number(lon.value), Number(lat.value)]);
  }
  for (const key of several) found.delete(key);
  return found;
}

function points(canvas, found, by) {
  const values = found.map(({ row }) => (by ? (numberOf(row[by]) ?? 0) : 1));
  const largest = Math.max(...values.map(Math.abs), Number.EPSILON);
  const extent = (index) => {
    const all = found.map(({ at }) => at[index]);
    const middle = (Math.min(...all) + Math.max(...all)) / 2;
    return [middle, (Math.max(...all) - Math.min(...all)) / 2];
  };
  const [[lon, halfLon], [lat, halfLat]] = [extent(0), extent(1)];
  // A degree is as long in both directions as on the ground, near enough.
  const squeeze = Math.cos((lat * Math.PI) / 180);
  const ratio = canvas.clientWidth / Math.max(canvas.clientHeight, 1);
  const half = Math.max(0.5, halfLat * 1.2, (halfLon * squeeze * 1.2) / ratio);
  const range = (middle, by_) => ({ min: +(middle - by_).toFixed(2), max: +(middle + by_).toFixed(2) });
  const inner = { showMinLabel: false, showMaxLabel: false };
  return draw(canvas, say("map_of", number(found.length)), (now) => ({
    grid: { left: 16, right: 24, top: 40, bottom: 24, containLabel: true },
    tooltip: tooltip(now, { formatter: ({ data }) => data.words }),
    xAxis: axis(now, { type: "value", name: say("longitude"), nameLocation: "middle", nameGap: 26, axisLabel: { color: now.quiet, ...inner }, ...range(lon, (half * ratio) / squeeze) }),
    yAxis: axis(now, { type: "value", name: say("latitude"), axisLabel: { color: now.quiet, ...inner }, ...range(lat, half) }),
    series: [
      {
        type: "scatter",
        data: found.map(({ at, name }, index) => ({
          value: at,
          words: by ? `${name}  ${by} ${number(values[index], 6)}` : name,
          name,
          symbolSize: by ? 8 + 28 * Math.sqrt(Math.abs(values[index]) / largest) : 11,
        })),
        itemStyle: { opacity: 0.75, borderColor: now.paper, borderWidth: 1 },
        label: { show: found.length <= 40, formatter: ({ data }) => data.name, position: "right", color: now.ink },
        labelLayout: { hideOverlap: true },
      },
    ],
  }));
}
