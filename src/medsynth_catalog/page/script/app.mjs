// The page as a whole: what is chosen, and the views of what that selects, all of which follow it.

import { count } from "./bits.mjs";
import { fromHash, toHash } from "./address.mjs";
import { Card, Copy } from "./card.mjs";
import { Facets } from "./facets.mjs";
import { GapMap } from "./gapmap.mjs";
import { html, number, papers, useEffect, useMemo, useRef, useState } from "./html.mjs";
import { bibtexOf, csvOf, save } from "./saving.mjs";
import { choosing, START } from "./selection.mjs";
import { Papers } from "./table.mjs";
import { Timeline } from "./timeline.mjs";

const WIDE = "(min-width: 60rem)";
const PAUSE = 150; // milliseconds without a key before a text is looked for
const VIEWS = [["papers", "Papers"], ["map", "Gap map"]];

export function App({ field }) {
  const { catalogue, axes } = field;
  const [{ selection, unknown }, setState] = useState(() => fromHash(location.hash, axes, catalogue));
  const isWide = useMemo(() => matchMedia(WIDE).matches, []);
  const selected = useMemo(() => field.select(selection), [selection.text, selection.chosen]);
  const ordered = useMemo(() => field.ordered(selection, selected), [selected, selection.sort]);
  useEffect(() => {
    const follow = () => setState(fromHash(location.hash, axes, catalogue));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  // A step of typing isn't worth a step back.
  const choose = (next, isTyping = false) => {
    remember(toHash(next, axes) || location.pathname + location.search, isTyping);
    setState({ selection: next, unknown: [] });
  };
  const shown = { field, selection, selected, choose, isWide };
  const chosen = selection.paper === null ? null : catalogue.papers[catalogue.number("key", selection.paper)];
  return html`<header><h1>${catalogue.about.title}</h1>
      <p class="about">${papers(catalogue.size)}${catalogue.about.selection && html`, selected with <code>${catalogue.about.selection}</code>`}</p></header>
    <${Search} ...${shown} />
    ${unknown.length > 0 && html`<p class="warning" role="status">Not known in this page, and left out: ${unknown.join(", ")}</p>`}
    <div class="columns">
      <details class="filters" open=${isWide}><summary>Filters</summary><${Facets} ...${shown} /></details>
      <main id="papers" tabindex="-1">
        <${Chosen} ...${shown} />
        <${Timeline} ...${shown} />
        <${Tabs} ...${shown} />
        <div role="tabpanel" id="panel" aria-labelledby=${`tab-${selection.view}`}>
          ${selection.view === "map" ? html`<${GapMap} ...${shown} />` : html`<${Papers} ...${shown} ordered=${ordered} />`}
        </div>
        <${Saving} catalogue=${catalogue} ordered=${ordered} />
      </main>
    </div>
    ${chosen && html`<${Card} paper=${chosen} field=${field} choose=${choose} close=${() => choose({ ...selection, paper: null })} />`}`;
}

function remember(address, isTyping) {
  try {
    history[isTyping ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // A browser that finds the address changed too often refuses; the page is right without.
  }
}

function Search({ selection, selected, choose }) {
  const waiting = useRef(0);
  const latest = useRef(null);
  latest.current = (text) => choose({ ...selection, text, page: 0, sort: "" }, true);
  const typed = (event) => {
    const text = event.target.value;
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => latest.current(text), PAUSE);
  };
  const { answer } = selected;
  return html`<div role="search" class="search"><label for="words">Search</label>
    <input id="words" type="search" value=${selection.text} onInput=${typed} autocomplete="off" spellcheck=${false}
      placeholder="ecg diffusion 2023, author, title, DOI ..." />
    ${answer?.readAs && html`<p class="note">read as: ${answer.readAs}</p>`}
    ${answer && answer.matched < answer.asked && count(selected.papers) > 0 &&
    html`<p class="note">No paper has all of it: these have ${answer.matched} of ${answer.asked} things asked for.</p>`}
  </div>`;
}

function Chosen({ field, selection, selected, choose }) {
  const found = count(selected.papers);
  const all = Object.entries(selection.chosen);
  return html`<div class="chosen"><p role="status" class="found"><strong>${number(found)}</strong> of ${papers(field.catalogue.size)}</p>
    ${all.flatMap(([axis, values]) => parts(axis, values))}
    ${(all.length > 0 || selection.text) && html`<button class="plain" onClick=${() => choose({ ...START, view: selection.view })}>Clear all</button>`}
  </div>`;

  function parts(axis, values) {
    const { label, byId } = field.axes.get(axis);
    const drop = (gone) => {
      choose(choosing(selection, axis, values.filter((value) => !gone.includes(value))));
      document.getElementById("papers").focus({ preventScroll: true }); // the button is gone
    };
    const chip = (text, gone) => html`<button class="chip" onClick=${() => drop(gone)}>
      <span class="unseen">Remove </span>${label}: ${text} <span aria-hidden="true">×</span></button>`;
    if (axis === "year" && values.length > 2) return [chip(`${values.length} years, ${[...values].sort()[0]} to ${[...values].sort().at(-1)}`, values)];
    return values.map((value) => chip(byId.get(value).label, [value]));
  }
}

function Tabs({ selection, choose }) {
  const show = (view) => choose({ ...selection, view });
  const move = (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = VIEWS.find(([id]) => id !== selection.view)[0];
    show(other);
    document.getElementById(`tab-${other}`).focus();
  };
  return html`<div role="tablist" class="tabs" aria-label="Views of the selection" onKeyDown=${move}>
    ${VIEWS.map(([id, label]) => html`<button role="tab" id=${`tab-${id}`} aria-controls="panel" aria-selected=${selection.view === id}
      tabindex=${selection.view === id ? 0 : -1} onClick=${() => show(id)}>${label}</button>`)}
  </div>`;
}

function Saving({ catalogue, ordered }) {
  const chosen = () => ordered.map((place) => catalogue.papers[place]);
  return html`<section class="saving" aria-label="Take along"><h2>Take along</h2>
    <p class="controls">
      <button onClick=${() => save(bibtexOf(chosen()), "papers.bib", "application/x-bibtex")}>Download BibTeX</button>
      <button onClick=${() => save(csvOf(chosen(), catalogue.about.csv), "papers.csv", "text/csv")}>Download CSV</button>
      <${Copy} label="Copy link to this view" text=${() => location.href} />
      <button onClick=${() => print()}>Print</button>
    </p><p class="note">${papers(ordered.length)}. What is printed is what is shown: choose how many papers a page has above.</p></section>`;
}
