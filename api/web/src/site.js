// Every page: say that scripts run, so that what needs them is shown (`.needs-scripts` in site.css).
document.documentElement.dataset.scripts = "on";

// Buttons that copy what an element says.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const word = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = word), 2000);
  });
}
