// The names of IRIs, asked for in one request for all that a view shows.
import { rowsOf } from "./ask.js";
import { language, pageOf, prefixes, short } from "./page.js";

const known = new Map();
const MOST = 2000; // of one request

/** Learn the names of these IRIs; a service that does not answer leaves them as they are. */
export async function learn(iris) {
  const missing = [...iris].filter((iri) => !known.has(iri) && /^[^<>"{}|^`\\\s]+$/.test(iri));
  if (!missing.length) return;
  const asked = missing.slice(0, MOST);
  const list = asked.map((iri) => `<${iri}>`).join(" ");
  const query =
    `SELECT ?iri ?label WHERE { VALUES ?iri { ${list} } ` +
    `?iri <${prefixes.rdfs}label>|<${prefixes.schema}headline>|<${prefixes.cdo}describedAs> ?label }`;
  let rows;
  try {
    rows = await rowsOf(query);
  } catch {
    return; // the rows are there all the same
  }
  for (const iri of asked) known.set(iri, {});
  for (const { iri, label } of rows) {
    const lang = (label["xml:lang"] ?? "").split("-")[0];
    known.get(iri.value)[lang] ??= label.value;
  }
}

/** What an IRI is called: its text, and the language of that where it is not the page's. */
export function nameOf(iri) {
  const names = known.get(iri) ?? {};
  if (names[language]) return { text: names[language] };
  const [lang, text] = Object.entries(names)[0] ?? [];
  if (text) return { text, lang };
  const page = pageOf(iri);
  return { text: page && !iri.startsWith(prefixes.cdo) ? iri.split("/").slice(-1)[0] : short(iri) };
}

/** A term as plain text. */
export function plain(term) {
  if (!term) return "";
  return term.type === "uri" ? nameOf(term.value).text : term.value;
}
