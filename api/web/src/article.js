// The reader of an article: what stands in the address after `#` is lit on both sides, the fact with
// every run of the text that it rests on, or the run with every fact that rests on it.

const runs = [...document.querySelectorAll("[data-facts]")];
const factsOf = (run) => run.dataset.facts.split(" ");

function light(id) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const target = id && document.getElementById(id);
  if (!target) return;
  const facts = target.dataset.facts ? factsOf(target) : [id];
  for (const fact of facts) document.getElementById(fact)?.classList.add("lit");
  for (const run of runs) {
    if (target.dataset.facts ? run === target : factsOf(run).includes(id)) run.classList.add("lit");
  }
}

// A click on a run leads to its first fact; all facts that rest on it are lit.
document.addEventListener("click", (event) => {
  const run = event.target.closest?.("a[data-facts]");
  if (!run) return;
  setTimeout(() => {
    for (const fact of factsOf(run)) document.getElementById(fact)?.classList.add("lit");
  });
});
const follow = () => light(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", follow);
follow();
