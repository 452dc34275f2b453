// The page lists every operation without this. Where Swagger UI could be loaded, it takes the place
// of the list: the same operations, with forms to try them.
"use strict";
const place = document.getElementById("swagger-ui");
if (place && window.SwaggerUIBundle) {
  window.SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    validatorUrl: null, // else each look at the page would be told to another host
    deepLinking: true,
    docExpansion: "list",
    onComplete: () => {
      document.getElementById("listed").hidden = true;
    },
  });
}
