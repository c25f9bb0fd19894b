// The papers of the selection, page by page.

import { html, number } from "./html.mjs";
import { readingOrder } from "./catalogue.mjs";
import { SORTS } from "./selection.mjs";

const COLUMNS = ["modality", "type", "evaluation"];
const SIZES = [[50, "50"], [200, "200"], [0, "all"]];

export function Papers({ field, selection, selected, choose, ordered }) {
  const size = selection.size || Math.max(1, ordered.length);
  const pages = Math.max(1, Math.ceil(ordered.length / size));
  const page = Math.min(selection.page, pages - 1);
  const shown = ordered.slice(page * size, (page + 1) * size).map((number) => field.catalogue.papers[number]);
  const sort = selection.sort || (selected.answer ? "relevance" : "newest");
  if (!shown.length) return html`<p>No paper has all of this. Leave out a filter, or a word.</p>`;
  const turn = (to) => {
    choose({ ...selection, page: to });
    document.getElementById("papers").scrollIntoView();
  };
  return html`<section aria-label="List of papers">
    <p class="controls">
      <label>Sort by <select value=${sort} onChange=${(event) => choose({ ...selection, sort: event.target.value, page: 0 })}>
        ${Object.entries(SORTS).map(([id, label]) => html`<option value=${id} disabled=${id === "relevance" && !selected.answer}>${label}</option>`)}
      </select></label>
      <label>Papers a page <select value=${selection.size} onChange=${(event) => choose({ ...selection, size: Number(event.target.value), page: 0 })}>
        ${SIZES.map(([value, label]) => html`<option value=${value}>${label}</option>`)}
      </select></label>
    </p>
    <table class="papers"><caption class="unseen">Papers ${page * size + 1} to ${page * size + shown.length} of ${ordered.length}</caption>
      <colgroup><col class="year" /><col />${COLUMNS.map(() => html`<col class="wide terms" />`)}<col class="wide code" /></colgroup>
      <thead><tr><th scope="col">Year</th><th scope="col">Paper</th>
        ${COLUMNS.map((axis) => html`<th scope="col" class="wide">${field.axes.get(axis).label}</th>`)}<th scope="col" class="wide">Code</th></tr></thead>
      <tbody>${shown.map((paper) => html`<${Row} key=${paper.key} ...${{ paper, field, open: () => choose({ ...selection, paper: paper.key }) }} />`)}</tbody>
    </table>
    ${pages > 1 && html`<nav class="pages" aria-label="Pages of the list">
      <button disabled=${page === 0} onClick=${() => turn(page - 1)}>Previous</button>
      <span>Page ${number(page + 1)} of ${number(pages)}</span>
      <button disabled=${page === pages - 1} onClick=${() => turn(page + 1)}>Next</button></nav>`}
  </section>`;
}

function Row({ paper, field, open }) {
  return html`<tr>
    <td>${paper.year ?? "?"}</td>
    <td><button class="title" onClick=${open}>${paper.title ?? "title unknown"}</button>
      <div class="by">${authors(paper, 3)}${paper.venue && html`${paper.authors?.length ? " · " : ""}<i>${paper.venue}</i>`}</div>
      ${paper.architecture && html`<div class="by">${paper.architecture}</div>`}
      <div class="narrow">${COLUMNS.map((axis) => html`<span>${terms(paper, axis, field.axes.get(axis).label.toLowerCase())}</span>`)}</div></td>
    ${COLUMNS.map((axis) => html`<td class="wide">${terms(paper, axis)}</td>`)}
    <td class="wide">${isAddress(paper.code) && html`<a href=${paper.code} aria-label=${`Code of ${paper.title ?? paper.key}`}>code</a>`}</td>
  </tr>`;

  // The labels of the terms; where they don't stand under a heading, what is unknown is named.
  function terms(one, axis, name = "") {
    const { byId } = field.axes.get(axis);
    const labels = (one[axis] ?? []).map((id) => byId.get(id)?.label ?? id);
    const unknown = byId.get("unknown")?.label ?? "unknown";
    return labels.length ? labels.join(", ") : html`<span class="none">${unknown === "unknown" ? `${name} unknown` : unknown}</span>`;
  }
}

// The names of the authors; of more than `most` the first and "et al."
export function authors(paper, most = Infinity) {
  const names = (paper.authors ?? []).map(readingOrder);
  const isCut = names.length > most || paper.authors_complete === false;
  return names.slice(0, names.length > most ? most - 1 : most).join(", ") + (isCut ? ", et al." : "");
}

export function isAddress(text) {
  return /^https?:\/\//i.test(text ?? "");
}
