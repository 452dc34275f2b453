// An answer as the views read it: columns, and rows of terms as SPARQL 1.1 Query Results JSON has
// them (`{type, value, "xml:lang", datatype}`; absent where unbound).

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"].map((n) => XSD + n),
);
const LINE =
  /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?) \.$/;
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** What the formats are asked for in: tables as JSON, graphs as N-Triples. */
export const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

/** Read an answer in one of these formats. `graph` says that the rows are triples. */
export function read(type, text) {
  if (type !== "application/n-triples") {
    const { head, boolean, results } = JSON.parse(text);
    if (boolean !== undefined) return { columns: [], rows: [], graph: false, boolean };
    return { columns: head.vars ?? [], rows: results.bindings, graph: false };
  }
  const columns = ["subject", "predicate", "object"];
  const rows = [];
  for (const line of text.split("\n")) {
    const found = LINE.exec(line);
    if (found) {
      rows.push(Object.fromEntries(columns.map((name, at) => [name, term(found[at + 1])])));
    } else if (line.trim()) {
      rows.push({ subject: { type: "literal", value: line } }); // a triple in a triple, as it is
    }
  }
  return { columns, rows, graph: true };
}

/** The number of a term, or null. */
export function numberOf(term) {
  if (term?.type !== "literal" || !NUMBERS.has(term.datatype)) return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

/** The columns that have numbers. */
export const numeric = ({ columns, rows }) =>
  columns.filter((name) => rows.some((row) => numberOf(row[name]) !== null));

/** The distinct IRIs of some columns of some rows. */
export function iris(rows, columns) {
  const found = new Set();
  for (const row of rows) {
    for (const name of columns) if (row[name]?.type === "uri") found.add(row[name].value);
  }
  return found;
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  const made = { type: "literal", value: unescaped(text.slice(1, end)) };
  const rest = text.slice(end + 1);
  if (rest.startsWith("@")) made["xml:lang"] = rest.slice(1);
  if (rest.startsWith("^^")) made.datatype = unescaped(rest.slice(3, -1));
  return made;
}

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[one] ?? one),
  );
}
