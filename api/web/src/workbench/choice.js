// The small forms above charts: one of several, named.
import { element } from "../lib/dom.js";

/** A choice: `options` are `[value, words]`; `chosen` is called with the value that is chosen. */
export function choice(name, words, options, value, chosen) {
  const id = `choice-${name}`;
  const select = element(
    "select",
    { id, onchange: () => chosen(select.value) },
    ...options.map(([each, text]) => element("option", { value: each, selected: each === value }, text)),
  );
  return element("span", { class: "choice" }, element("label", { for: id }, words), select);
}
