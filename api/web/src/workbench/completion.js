// What can be written next: prefixes, and the classes, properties and codes that this graph has.
import { language, prefixes, root, say } from "./page.js";

const KEYWORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES GROUP ORDER HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX FROM NAMED EXISTS NOT COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT LANG STR REGEX CONTAINS STRSTARTS COALESCE IF YEAR DESC ASC AS IN".split(
    " ",
  );
let words = null;

/** The words of the snapshot, loaded once when first needed. */
async function vocabulary() {
  words ??= fetch(new URL("query/vocabulary.json", root))
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .then(options)
    .catch(() => {
      words = null; // ask again next time
      return { terms: [], prefixes: [] };
    });
  return words;
}

function options(found) {
  const term = (kind, rank) => (each) => {
    const [own, other] = language === "zh" ? [each.zh, each.en] : [each.en, each.zh];
    const labels = [own, other].filter(Boolean).join(" · ");
    const uses = each.number === undefined ? "" : ` · ${say("uses", each.number.toLocaleString("en"))}`;
    return {
      label: each.name,
      // Found by its names too: what is typed is compared with all of it.
      text: `${each.name} ${labels}`.toLowerCase(),
      detail: labels || say(kind),
      info: `${say(kind)}${uses}`,
      rank: rank + Math.log10(1 + (each.number ?? 0)),
    };
  };
  return {
    terms: [
      ...found.properties.map(term("property", 2)),
      ...found.classes.map(term("class", 1)),
      ...found.codes.map(term("code_word", 0)),
    ],
    prefixes: Object.entries(found.prefixes),
  };
}

/** A source for CodeMirror's autocompletion. */
export async function complete(context) {
  const text = context.state.doc.toString();
  const declaring = context.matchBefore(/PREFIX\s+[\w-]*:?\s*<?$/i) ?? context.matchBefore(/PREFIX\s+[\w-]*$/i);
  if (declaring) return declarations(declaring, (await vocabulary()).prefixes);
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) return variables(variable, text);
  const word = context.matchBefore(/(?:[A-Za-z][\w-]*:)?[\w\u3400-\u9fff-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const { terms } = await vocabulary();
  const typed = word.text.toLowerCase();
  const fitting = terms
    .filter((term) => term.text.includes(typed.replace(/^cdo:(?=.)/, "")) || term.text.includes(typed))
    .sort((one, other) => starts(other, typed) - starts(one, typed) || other.rank - one.rank)
    .slice(0, 60)
    .map((term, at) => ({ label: term.label, detail: term.detail, info: term.info, boost: -at, apply: applied(text) }));
  const keywords = typed.includes(":")
    ? []
    : KEYWORDS.filter((each) => each.toLowerCase().startsWith(typed) && typed).map((label) => ({ label }));
  return { from: word.from, options: [...keywords.slice(0, 8), ...fitting], filter: false };
}

const starts = (term, typed) =>
  Number(term.label.toLowerCase().startsWith(typed)) + Number(term.label.split(":")[1].toLowerCase().startsWith(typed));

/** Put a term in, and declare its prefix where the query does not yet. */
const applied = (before) => (view, completion, from, to) => {
  const prefix = completion.label.split(":")[0];
  const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(before);
  const line = declared ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
  view.dispatch({
    changes: [...(line ? [{ from: 0, insert: line }] : []), { from, to, insert: completion.label }],
    selection: { anchor: from + completion.label.length + line.length },
    userEvent: "input.complete",
  });
};

function declarations(found, known) {
  const from = found.from + found.text.search(/[\w-]*:?\s*<?$/);
  return {
    from,
    options: known.map(([prefix, namespace]) => ({
      label: `${prefix}:`,
      detail: namespace,
      apply: `${prefix}: <${namespace}>`,
    })),
  };
}

function variables(found, text) {
  const names = [...new Set(text.match(/[?$]\w+/g) ?? [])].filter((name) => name !== found.text);
  return names.length ? { from: found.from, options: names.map((label) => ({ label })) } : null;
}
