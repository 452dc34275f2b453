// From the page of an entity to its neighbourhood: groups as the page has sections, in each the
// things that its facts or entries name.

const APART = /\/doc\/(period|unit|fact|article|passage|paragraph)\//;
const SHORT = 60; // characters of a fact that names nothing else

/**
 * Read a page.
 * @param {Document} page
 * @returns {{ name: string, href: string, groups: { name: string, items: { name: string, href: string }[] }[], more: boolean }}
 */
export function read(page) {
  const own = page.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? "";
  const path = own.split("/doc/").slice(1).join("/doc/");
  const groups = [];
  const above = things(page.querySelectorAll(".crumbs a"), path);
  if (above.length) groups.push({ name: page.querySelector(".crumbs")?.getAttribute("aria-label") ?? "", items: above });
  for (const section of page.querySelectorAll(".sections > section:not(.drawn), .sections > section.drawn.named")) {
    const heading = section.querySelector("h2");
    const name = heading?.firstChild?.textContent.trim() ?? "";
    const items = unique([...entries(section, path), ...facts(section, path)]);
    if (items.length) groups.push({ name, items });
  }
  return {
    name: page.querySelector("h1")?.textContent.trim() ?? "",
    href: path,
    groups,
    more: Boolean(page.querySelector(".pager")),
  };
}

function entries(section, path) {
  return things(section.querySelectorAll("ul.entries a, .divisions th a, .tree a:not(.id), .people a:not(.id)"), path);
}

/** What the facts of a section name; a fact that names nothing stands for itself. */
function facts(section, path) {
  const found = [];
  for (const fact of section.querySelectorAll("li.fact, tr.fact")) {
    const group = fact.closest("tbody")?.querySelector("th.group");
    const said = fact.querySelector(".says > p") ?? fact.querySelector("th");
    const named = things([...(group?.querySelectorAll("a") ?? []), ...fact.querySelectorAll(".says > p a, th a")], path);
    const id = fact.querySelector("a.id");
    if (named.length) found.push(...named);
    else if (id && said) found.push({ name: shortened(said.textContent.replace(id.textContent, "")), href: key(id) });
  }
  return found;
}

function things(links, path) {
  return [...links]
    .filter((link) => !link.classList.contains("id") && /\/doc\//.test(link.getAttribute("href") ?? ""))
    .filter((link) => !APART.test(link.getAttribute("href")) && key(link) !== path)
    .map((link) => ({ name: link.textContent.trim(), href: key(link) }));
}

/** The end of the address of a page of an entity, by which it is the same from every page. */
function key(link) {
  return (link.getAttribute("href") ?? "").split("/doc/").slice(1).join("/doc/").split(/[?#]/)[0];
}

function unique(items) {
  return [...new Map(items.map((item) => [item.href, item])).values()];
}

function shortened(text) {
  const clean = text.replace(/\s+/g, " ").trim();
  return clean.length > SHORT ? `${clean.slice(0, SHORT)}…` : clean;
}
