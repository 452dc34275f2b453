// The result as a table: names in place of IRIs, links to their pages, a hundred rows at a time.
import { element } from "../lib/dom.js";
import { learn, nameOf } from "./names.js";
import { headings, language, number, pageOf, say } from "./page.js";
import { iris, numberOf, numeric } from "./result.js";

const ROWS = 100; // of a page

/** Show the table in an element. */
export async function show(place, result) {
  if (result.boolean !== undefined) {
    place.replaceChildren(element("p", { class: "truth" }, say(result.boolean ? "yes" : "no")));
    return;
  }
  await page(place, result, 0);
}

async function page(place, result, first) {
  const rows = result.rows.slice(first, first + ROWS);
  await learn(iris(rows, result.columns));
  const numbers = new Set(numeric(result));
  const heading = (name) =>
    element(
      "th",
      { scope: "col", title: `?${name}`, class: numbers.has(name) ? "number" : null },
      headings[name] ?? name,
    );
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden" }, say("rows", number(result.rows.length))),
    element("thead", {}, element("tr", {}, ...result.columns.map(heading))),
    element(
      "tbody",
      {},
      ...rows.map((row) => element("tr", {}, ...result.columns.map((name) => cell(row[name])))),
    ),
  );
  const frame = { class: "wide", role: "region", tabindex: 0, "aria-labelledby": "result-heading" };
  place.replaceChildren(element("div", frame, table));
  if (result.rows.length > ROWS) place.append(pager(place, result, first));
}

function cell(term) {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", {}, link(term.value));
  const isNumber = numberOf(term) !== null;
  const lang = term["xml:lang"];
  return element(
    "td",
    { class: isNumber ? "number" : null, lang: lang && lang !== language ? lang : null },
    term.type === "bnode" ? `_:${term.value}` : term.value,
  );
}

/** An IRI by its name, as a link where it has a page here. */
export function link(iri) {
  const { text, lang } = nameOf(iri);
  const href = pageOf(iri);
  return element(href ? "a" : "span", { href, lang, title: iri }, text);
}

function pager(place, result, first) {
  const last = Math.min(first + ROWS, result.rows.length);
  const button = (words, to, able) =>
    element(
      "button",
      { type: "button", class: "button quiet-button", disabled: !able, onclick: () => page(place, result, to) },
      words,
    );
  return element(
    "p",
    { class: "turn" },
    button(say("previous"), first - ROWS, first > 0),
    element("span", {}, say("page_of", number(first + 1), number(last), number(result.rows.length))),
    button(say("next"), last, last < result.rows.length),
  );
}
