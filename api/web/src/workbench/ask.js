// Asking the endpoint: whole answers or plain failures, never a part that looks like the whole.
import { language, root } from "./page.js";

/**
 * Why there is no answer. `kind`: `cancelled`, `unreachable`, `broken`, `too_large`, or `problem`
 * with the server's own words (RFC 9457).
 */
export class Failure extends Error {
  constructor(kind, problem = null) {
    super(problem?.detail ?? kind);
    this.kind = kind;
    this.problem = problem;
  }
}

/**
 * Send a form and read the whole answer.
 * @param {string} path relative to the service
 * @param {Record<string, string>} fields
 * @param {{accept: string, signal?: AbortSignal, progress?: (bytes: number) => void, limit?: number}} how
 * @returns {Promise<{blob: Blob, type: string, version: string, seconds: number}>}
 */
export async function send(path, fields, { accept, signal, progress, limit = Infinity }) {
  const began = performance.now();
  const response = await failing(signal, "unreachable", () =>
    fetch(new URL(path, root), {
      method: "POST",
      headers: { Accept: accept, "Accept-Language": language },
      body: new URLSearchParams(fields),
      signal,
    }),
  );
  if (!response.ok) {
    const problem = await response.json().catch(() => ({ detail: `HTTP ${response.status}` }));
    throw new Failure("problem", problem);
  }
  const chunks = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await failing(signal, "broken", () => reader.read());
    if (done) break;
    chunks.push(value);
    bytes += value.length;
    if (bytes > limit) {
      await reader.cancel();
      throw new Failure("too_large");
    }
    progress?.(bytes);
  }
  const type = (response.headers.get("Content-Type") ?? "").split(";")[0];
  return {
    blob: new Blob(chunks, { type }),
    type,
    version: response.headers.get("KG-Snapshot") ?? "",
    seconds: (performance.now() - began) / 1000,
  };
}

/** Ask a small question of the page's own; the rows as objects of terms. */
export async function rowsOf(query) {
  const { blob } = await send("sparql", { query }, { accept: "application/sparql-results+json" });
  return JSON.parse(await blob.text()).results.bindings;
}

async function failing(signal, kind, work) {
  try {
    return await work();
  } catch {
    throw new Failure(signal?.aborted ? "cancelled" : kind);
  }
}
