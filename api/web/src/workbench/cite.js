// The citation of the page follows the query that ran last, so that its address leads to that.

/** Let the citation name the address at which the page runs this query. */
export function cite(query) {
  const block = document.querySelector(".cite");
  if (!block) return;
  const before = block.dataset.address;
  const after = `${before.replace(/[?].*$/s, "")}?${new URLSearchParams({ query })}`;
  for (const text of block.querySelectorAll("pre")) text.textContent = text.textContent.replaceAll(before, after);
  block.dataset.address = after;
}
