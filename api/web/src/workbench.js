// The query workbench: the form of the page, made into a place to work at.
import { download, element } from "./lib/dom.js";
import { Failure, send } from "./workbench/ask.js";
import { cite } from "./workbench/cite.js";
import { code } from "./workbench/code.js";
import { language, number, root, say, size } from "./workbench/page.js";
import { watch } from "./workbench/parameters.js";
import { ACCEPT, read } from "./workbench/result.js";
import { Views } from "./workbench/views.js";

const LIMIT = 40e6; // bytes of a result that a page still handles
const at = (id) => document.getElementById(id);
const area = at("query");
const state = at("state");
const ran = !at("result").hidden; // the server has answered in the page already
let editor = null;
let running = null;

const views = new Views(at("views"), at("shown"), (shown) => {
  at("png").hidden = !shown;
});

const text = () => area.value;
function write(whole) {
  area.value = whole;
  editor?.set(whole);
  told();
}
function told() {
  for (const [name, lines] of Object.entries(code(text()))) at(`code-${name}`).textContent = lines;
}

/** Do something with the server that can be cancelled, and say what comes of it. */
async function attempt(words, work) {
  running?.abort();
  const mine = (running = new AbortController());
  at("run").disabled = true;
  at("cancel").disabled = false;
  at("result").hidden = false;
  state.textContent = say(words);
  const progress = (bytes) => {
    state.textContent = say("received", size(bytes));
  };
  try {
    await work({ signal: mine.signal, progress });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (running === mine) refused(error);
  } finally {
    if (running === mine) {
      running = null;
      at("run").disabled = false;
      at("cancel").disabled = true;
    }
  }
}

function run() {
  const query = text();
  return attempt("running", async (how) => {
    views.clear();
    const answer = await send("sparql", { query }, { accept: ACCEPT, limit: LIMIT, ...how });
    const result = read(answer.type, await answer.blob.text());
    state.textContent = summary(result, answer);
    cite(query);
    if (result.boolean === undefined && !result.rows.length) views.clear(element("p", {}, say("nothing")));
    else await views.take(result);
  });
}

function summary(result, { seconds, version }) {
  const rows = say(result.graph ? "triples" : "rows", number(result.rows.length));
  const first = result.boolean === undefined ? [rows, say("complete")] : [say("complete")];
  return [...first, say("seconds", number(seconds, 2)), say("snapshot", version)].join(" · ");
}

/** Say why there is no result; a syntax error also at its line. */
function refused({ kind, problem }) {
  if (kind !== "problem") {
    state.textContent = "";
    const words = kind === "too_large" ? say(kind, size(LIMIT)) : say(kind);
    views.clear(element("div", { class: "notice", "data-kind": kind }, element("p", {}, words)));
    return;
  }
  state.textContent = say("failed");
  const parts = [element("p", {}, problem.detail ?? "")];
  if (problem.mend) parts.push(element("p", {}, problem.mend));
  if (problem.line) {
    parts.push(around(problem.line));
    editor?.mark(problem.line, problem.column ?? 1, problem.detail);
  }
  if (problem.code) {
    const href = new URL(`errors?lang=${language}#${problem.code}`, root).href;
    const link = element("a", { href }, element("code", { translate: "no" }, problem.code));
    parts.push(element("p", { class: "note" }, link));
  }
  views.clear(element("div", { class: "notice", "data-kind": kind }, ...parts));
}

/** The line at fault with those around it. */
function around(line) {
  const lines = text().split("\n");
  const first = Math.max(0, line - 3);
  const items = lines.slice(first, line + 2).map((each, index) => {
    const here = first + index + 1 === line;
    const code = element("code", { translate: "no" }, each);
    return element("li", { value: first + index + 1, class: here ? "here" : null, "aria-current": here ? "true" : null }, code);
  });
  return element("ol", { class: "faults" }, ...items);
}

const FILES = {
  csv: ["sparql", "text/csv"],
  json: ["sparql", "application/sparql-results+json"],
  ttl: ["sparql", "text/turtle"],
  xlsx: ["query", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/problem+json"],
};

function keep(format) {
  const [path, accept] = FILES[format];
  const fields = { query: text(), ...(path === "query" ? { format } : {}) };
  const before = state.textContent;
  return attempt("downloading", async (how) => {
    const { blob } = await send(path, fields, { accept, ...how });
    download(blob, `county-kg.${format}`);
    state.textContent = [before, say("downloaded", `county-kg.${format}`)].filter(Boolean).join(" · ");
  });
}

async function share() {
  const address = new URL(`query?lang=${language}#query=${encodeURIComponent(text())}`, root).href;
  history.replaceState(null, "", address);
  at("result").hidden = false;
  try {
    await navigator.clipboard.writeText(address);
    state.textContent = say("copied");
  } catch {
    state.replaceChildren(element("a", { href: address }, say("link_is")));
  }
}

function shared() {
  const found = /^#query=(.*)$/s.exec(location.hash);
  if (!found) return false;
  try {
    write(decodeURIComponent(found[1]));
  } catch {
    return false; // no link of ours
  }
  run();
  return true;
}

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const format = event.submitter?.value;
  if (format) keep(format);
  else run();
});
at("cancel").addEventListener("click", () => running?.abort());
at("share").addEventListener("click", share);
at("png").addEventListener("click", () => {
  const drawn = views.shown?.chart();
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  const canvas = drawn?.renderToCanvas({ pixelRatio: 2, backgroundColor: paper });
  canvas?.toBlob((blob) => download(blob, "county-kg.png"));
});
at("find").addEventListener("input", () => {
  const wanted = at("find").value.trim().toLowerCase();
  for (const part of document.querySelectorAll(".choices section")) {
    const items = [...part.querySelectorAll("li")];
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
    part.hidden = items.every((item) => item.hidden);
  }
});
const params = at("params");
if (params) {
  watch(params, (change) => write(change(text())));
  params.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
}
area.addEventListener("input", told);
addEventListener("hashchange", shared);

// Beside the desk on wide screens; above it on narrow ones, where it would be in the way.
const busy = ran || params || location.hash;
if (busy && !matchMedia("(min-width: 60rem)").matches) document.querySelector(".choices").open = false;

told();
if (!shared() && ran) run();
const { open } = await import("./workbench/editor.js");
editor = open(at("editor"), text(), {
  run,
  changed(whole) {
    area.value = whole;
    told();
  },
});
area.hidden = true;
document.querySelector("label[for=query]").addEventListener("click", () => at("editor").shadowRoot.querySelector(".cm-content").focus());
