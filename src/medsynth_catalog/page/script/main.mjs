// Opens the page: unpacks its data, and shows it.

import { App } from "./app.mjs";
import { allAxes } from "./axes.mjs";
import { members } from "./bits.mjs";
import { Catalogue } from "./catalogue.mjs";
import { html, render } from "./html.mjs";
import { byRelevance, search } from "./searching.mjs";
import { Field } from "./selection.mjs";

async function open() {
  const place = document.getElementById("page");
  const catalogue = new Catalogue(await unpacked(document.getElementById("data")));
  const field = new Field(catalogue, allAxes(catalogue));
  place.replaceChildren();
  render(html`<${App} field=${field} />`, place);
  prepareInIdleTime(catalogue.wordIndex);
  // For whoever embeds the page: the keys of the papers that answer a text, the best first.
  globalThis.medsynth = { search: (text) => keys(catalogue, text), words: () => catalogue.words.words };
}

function prepareInIdleTime(words) {
  globalThis.requestIdleCallback?.((time) => words.prepare(() => time.timeRemaining() < 1) || prepareInIdleTime(words));
}

function keys(catalogue, text) {
  const answer = search(catalogue, text);
  const numbers = answer ? byRelevance(answer, members(answer.papers)) : members(catalogue.everything);
  return numbers.map((number) => catalogue.papers[number].key);
}

async function unpacked(element) {
  const packed = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  element.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

open().catch((error) => {
  const message = "This page can't be opened here: it needs a browser of 2023 or newer.";
  document.getElementById("page").append(Object.assign(document.createElement("p"), { textContent: `${message} (${error})` }));
});
