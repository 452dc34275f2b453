// The page lists every operation without this. Whoever wants to try them opens Swagger UI, which
// then takes the place of the list; it is large, so nobody else loads it.
"use strict";
const place = document.getElementById("swagger-ui");
const button = document.getElementById("try");

function load(name, of) {
  return new Promise((resolve, reject) => {
    const made = document.createElement(name);
    Object.assign(made, of, { onload: resolve, onerror: reject });
    document.head.append(made);
  });
}

button.addEventListener("click", async () => {
  button.disabled = true;
  const folder = place.dataset.folder;
  await load("link", { rel: "stylesheet", href: `${folder}swagger-ui.css` });
  await load("script", { src: `${folder}swagger-ui-bundle.js` });
  window.SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    validatorUrl: null, // else each look at the page would be told to another host
    deepLinking: true,
    docExpansion: "list",
    onComplete: () => {
      document.getElementById("listed").hidden = true;
      button.hidden = true;
    },
  });
});
