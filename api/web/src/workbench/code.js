// A query as code for those who go on in a program.
import { endpoint } from "./page.js";

/** The code for a query, by language. */
export function code(query) {
  const graph = /^\s*(?:(?:PREFIX|BASE)\b[^\n]*\n\s*|#[^\n]*\n\s*)*(?:CONSTRUCT|DESCRIBE)\b/i.test(query);
  const text = query.trimEnd();
  return { Python: python(text, graph), R: r(text, graph), curl: curl(text, graph) };
}

function python(text, graph) {
  const literal = `"""\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"')}\n"""`;
  return graph
    ? `import rdflib
import requests

query = ${literal}
answer = requests.post("${endpoint}", data={"query": query}, headers={"Accept": "text/turtle"})
answer.raise_for_status()
graph = rdflib.Graph().parse(data=answer.text, format="turtle")
print(len(graph), "triples")
`
    : `import io

import pandas
import requests

query = ${literal}
answer = requests.post("${endpoint}", data={"query": query}, headers={"Accept": "text/csv"})
answer.raise_for_status()
table = pandas.read_csv(io.StringIO(answer.text))
print(table)
`;
}

function r(text, graph) {
  let dashes = "---";
  while (text.includes(`)${dashes}"`)) dashes += "-";
  const type = graph ? "text/turtle" : "text/csv";
  const end = graph
    ? `writeLines(resp_body_string(answer))`
    : `table <- read.csv(text = resp_body_string(answer), fileEncoding = "UTF-8")\nprint(table)`;
  return `library(httr2)

query <- r"${dashes}(
${text}
)${dashes}"
answer <- request("${endpoint}") |>
  req_headers(Accept = "${type}") |>
  req_body_form(query = query) |>
  req_perform()
${end}
`;
}

function curl(text, graph) {
  let mark = "SPARQL";
  while (text.split("\n").includes(mark)) mark += "_";
  return `curl --fail-with-body -H 'Accept: ${graph ? "text/turtle" : "text/csv"}' \\
  --data-urlencode query@- ${endpoint} <<'${mark}'
${text}
${mark}
`;
}
