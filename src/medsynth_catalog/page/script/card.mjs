// Everything that the page knows of one paper, in a dialog.

import { html, useEffect, useRef, useState } from "./html.mjs";
import { valuesOf } from "./catalogue.mjs";
import { copy } from "./saving.mjs";
import { choosing, START } from "./selection.mjs";
import { authors, isAddress } from "./table.mjs";

const FACETS = ["modality", "type", "application", "evaluation", "scenario", "anatomy", "role", "data", "source"];

export function Card({ paper, field, choose, close }) {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
    dialog.current.scrollTop = 0;
  }, [paper.key]);
  return html`<dialog ref=${dialog} aria-labelledby="card-title" onClose=${close}>
    <form method="dialog"><button class="close" aria-label="Close">×</button></form>
    <h2 id="card-title">${paper.title ?? "title unknown"}</h2>
    <p>${authors(paper) || "authors unknown"}</p>
    <p>${published(paper)}</p>
    ${paper.summary && html`<p class="summary">${paper.summary}</p>`}
    <ul class="links">${links(paper).map(([label, address]) => html`<li><a href=${address}>${label}</a></li>`)}</ul>
    <dl>
      ${paper.architecture && html`<dt>Method</dt><dd>${paper.architecture}</dd>`}
      ${FACETS.map((axis) => html`<${Facts} key=${axis} axis=${field.axes.get(axis)} ...${{ paper, choose }} />`)}
      <dt>Record</dt><dd>${paper.key}, ${paper.status === "partial" ? "partial: some facts were found in no source" : "verified"}</dd>
    </dl>
    <h3>BibTeX</h3>
    <pre tabindex="0" role="group" aria-label="BibTeX entry">${paper.bibtex}</pre>
    <p class="controls"><${Copy} label="Copy BibTeX" text=${() => paper.bibtex} /> <${Copy} label="Copy link" text=${() => location.href} /></p>
  </dialog>`;
}

function Facts({ axis, paper, choose }) {
  const values = valuesOf(paper, axis.id);
  if (!values.length && axis.id !== "evaluation") return null;
  const show = (id) => {
    choose(choosing(START, axis.id, [id]));
    document.getElementById("papers").focus();
  };
  const shown = values.length ? values : ["unknown"];
  return html`<dt>${axis.label}</dt><dd>${shown.map((id) => html`<button class="term" title="Show all papers with this" onClick=${() => show(id)}>
    ${axis.byId.get(id)?.label ?? id}</button> `)}</dd>`;
}

// A button that copies and says so.
export function Copy({ label, text }) {
  const [said, setSaid] = useState("");
  const press = async () => {
    setSaid((await copy(text())) ? "Copied" : "Copying isn't allowed here");
    setTimeout(() => setSaid(""), 3000);
  };
  return html`<span><button onClick=${press}>${label}</button> <span role="status">${said}</span></span>`;
}

function published(paper) {
  const volume = paper.number ? `${paper.volume ?? ""}(${paper.number})` : paper.volume;
  const year = paper.year ?? "year unknown";
  const facts = [paper.venue ?? "venue unknown", volume, paper.pages, year].filter(Boolean).join(", ");
  const former = paper.preprint?.year && paper.preprint.year !== paper.year ? `, as a preprint ${paper.preprint.year}` : "";
  return `${facts} (${paper.kind}${former})`;
}

function links(paper) {
  const found = [
    ["DOI", paper.doi && `https://doi.org/${paper.doi}`],
    ["arXiv", paper.arxiv && `https://arxiv.org/abs/${paper.arxiv}`],
    ["Page", paper.url],
    ["Code", paper.code],
  ];
  return found.filter(([, address]) => isAddress(address));
}
