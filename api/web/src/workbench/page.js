// What the page of the workbench brings: its words, its language, where the service stands.

const given = JSON.parse(document.getElementById("words").textContent);

/** zh or en. */
export const language = given.language;
/** The address of the endpoint as users know it; for code, not for requests. */
export const endpoint = given.endpoint;
/** Where this page's own service stands: the files are below `static/built`. */
export const root = new URL("../../", import.meta.url);
export const entities = given.entities;
export const prefixes = given.prefixes;
/** What the columns of the example are called. */
export const headings = given.headings;

/** The words of a key with its gaps `{}` filled. */
export function say(key, ...values) {
  let at = 0;
  return given.words[key].replaceAll("{}", () => String(values[at++]));
}

const byLength = Object.entries(prefixes).sort((one, other) => other[1].length - one[1].length);

/** A prefixed name where a prefix fits, else the IRI: `cdo:Conferral`. */
export function short(iri) {
  const found = byLength.find(([, namespace]) => iri.startsWith(namespace) && iri !== namespace);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/** The page of an IRI on this service; null for what has none here. */
export function pageOf(iri) {
  if (iri.startsWith(entities)) {
    const path = iri.slice(entities.length).split("/").map(encodeURIComponent).join("/");
    return new URL(`doc/${path}?lang=${language}`, root).href;
  }
  if (iri.startsWith(prefixes.cdo)) {
    return new URL(`ontology?lang=${language}#${iri.slice(prefixes.cdo.length)}`, root).href;
  }
  return null;
}

/** A number as people of this language write it. */
export const number = (value, digits = 2) =>
  value.toLocaleString(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits });

/** Bytes in words. */
export const size = (bytes) =>
  bytes < 1e6 ? `${number(bytes / 1e3, 0)} kB` : `${number(bytes / 1e6, 1)} MB`;
