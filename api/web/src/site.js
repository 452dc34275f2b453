// Every page: say that scripts run, so that what needs them is shown (`.needs-scripts` in site.css).
document.documentElement.dataset.scripts = "on";
