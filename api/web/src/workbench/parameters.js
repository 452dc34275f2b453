// The parameters of an example: a field that changes changes its line `VALUES ?name { … }`.

const FORMS = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  integer: /^[+-]?\d{1,18}$/,
  decimal: /^[+-]?\d{1,18}(\.\d{1,9})?$/,
  code: /^(?:cdo:)?[a-z]+(-[a-z]+)+$/,
};
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** Watch the fields; `changed` gets a function from the old text to the new one. */
export function watch(form, changed) {
  for (const field of form.querySelectorAll("input[data-type]")) {
    field.addEventListener("input", () => {
      const good = (FORMS[field.dataset.type] ?? /\S/).test(field.value);
      field.setCustomValidity(good ? "" : field.title);
      if (good) changed((text) => bind(text, field.name, term(field.value, field.dataset.type)));
    });
  }
}

/** The text with another term for a parameter. */
export function bind(text, name, value) {
  const line = new RegExp(`(?<=\\s)VALUES \\?${name} \\{ .+ \\}(?=\\s*\\n)`);
  return text.replace(line, () => `VALUES ?${name} { ${value} }`);
}

function term(value, type) {
  switch (type) {
    case "label":
      return `${JSON.stringify(value)}@${/[\u3400-\u9fff]/.test(value) ? "zh" : "en"}`;
    case "string":
      return JSON.stringify(value);
    case "date":
      return `"${value}"^^<${XSD}date>`;
    case "code":
      return `cdo:${value.replace(/^cdo:/, "")}`;
    default:
      return value;
  }
}
