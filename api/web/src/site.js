// Every page: say that scripts run, so that what needs them is shown (`.needs-scripts` in site.css).
document.documentElement.dataset.scripts = "on";

// Buttons that copy what an element says.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const word = button.textContent;
  button.addEventListener("click", async () => {
    const copied = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(copied.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = word), 2000);
    } catch {
      getSelection().selectAllChildren(copied); // to be copied by hand
    }
  });
}
