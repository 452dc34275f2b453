// The SPARQL editor: CodeMirror in a shadow root, where its styles need no `<style>` element.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { linter, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { complete } from "./completion.js";
import { say } from "./page.js";

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", border: "1px solid var(--rule)", borderRadius: "4px", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", minHeight: "14rem", maxHeight: "34rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)", padding: "0.75rem 0" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--ink) 4%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 22%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", opacity: "0.8", marginLeft: "1em" },
  // In place of CodeMirror's own pictures, which are `data:` addresses.
  ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy var(--accent) 1px", textUnderlineOffset: "4px" },
  ".cm-lintRange-active": { backgroundColor: "color-mix(in srgb, var(--accent) 14%, transparent)" },
  ".cm-lint-marker": { width: "0.6em", height: "0.6em", marginTop: "0.5em" },
  ".cm-lint-marker-error, .cm-lint-marker-warning": { content: "''", borderRadius: "50%", backgroundColor: "var(--accent)" },
  ".cm-lint-marker-warning": { backgroundColor: "transparent", border: "2px solid var(--accent)" },
  ".cm-diagnostic-error, .cm-diagnostic-warning": { borderLeft: "3px solid var(--accent)" },
  ".cm-lintPoint::after": { display: "none" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "0.25rem 0.75rem" },
  ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)" },
});
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--ink)", fontWeight: "600" },
  { tag: [tags.string, tags.literal, tags.number, tags.bool], color: "var(--string, var(--quiet))" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.propertyName, tags.url, tags.atom], color: "var(--link, var(--ink))" },
]);
/** SPARQL 1.1 functions that the grammar of the editor does not know; the engine does. */
const UNKNOWN = /\b(?:MD5|SHA1|SHA256|SHA384|SHA512)\s*\(/i;

/**
 * Put typed text in the place of a selection. A browser that does this itself keeps the look of
 * what was there by an inline style, which the policy of the pages refuses.
 */
function replace(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
  event.preventDefault();
  const put = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, put));
  if (!taken) view.dispatch(put());
  return true;
}

/**
 * Open the editor.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {{changed: (text: string) => void, run: () => void}} on
 */
export function open(place, text, on) {
  const shadow = place.attachShadow({ mode: "open" });
  const parent = document.createElement("div");
  shadow.append(parent);
  let fault = null; // what the engine said, until the text changes
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      autocompletion({ override: [complete], icons: false }),
      sparql(),
      syntaxHighlighting(colours),
      look,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": say("editor"), "aria-describedby": "hint", translate: "no", spellcheck: "false" }),
      linter((view) => [...(fault ? [fault] : mistakes(view.state))], { delay: 500 }),
      EditorView.domEventHandlers({ beforeinput: replace }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (on.run(), true) }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        fault = null;
        on.changed(update.state.doc.toString());
      }),
    ],
  });
  const view = new EditorView({ state, parent, root: shadow });
  view.scrollDOM.tabIndex = 0; // a long line or query is scrolled by the keyboard too
  return {
    set(whole) {
      if (whole === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: whole } });
    },
    /** Show what the engine said at its line (from 1) and column (from 1). */
    mark(line, column, message) {
      const at = view.state.doc.line(Math.min(line, view.state.doc.lines));
      const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
      fault = { from: from === at.to ? at.from : from, to: at.to, severity: "error", message };
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true }, setDiagnostics(view.state, [fault]));
      view.focus();
    },
  };
}

/** Where the text is no SPARQL: the places where the parser had to recover. */
function mistakes(state) {
  const found = [];
  syntaxTree(state).iterate({
    enter(node) {
      if (!node.type.isError || found.length) return;
      const line = state.doc.lineAt(node.from);
      if (UNKNOWN.test(line.text)) return;
      const to = Math.max(node.to, Math.min(node.from + 1, state.doc.length));
      const from = node.from === to ? Math.max(0, to - 1) : node.from;
      found.push({ from, to, severity: "warning", message: say("syntax") });
    },
  });
  return found;
}
