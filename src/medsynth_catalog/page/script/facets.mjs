// The filters: a list of values for each axis, with how many papers each would select.

import { html, number, useState } from "./html.mjs";
import { toggled } from "./selection.mjs";

const FEW = 12;
const OPEN = ["modality", "type", "evaluation"];

export function Facets({ field, selection, selected, choose, isWide }) {
  const axes = [...field.axes.values()].filter((axis) => axis.values.length && axis.id !== "year");
  return html`<section class="facets" aria-label="Filters">
    ${axes.map((axis) => html`<${Facet} key=${axis.id} ...${{ axis, field, selection, selected, choose, isWide }} />`)}
  </section>`;
}

function Facet({ axis, field, selection, selected, choose, isWide }) {
  const [isOpen, setOpen] = useState(isWide && OPEN.includes(axis.id));
  const [showsAll, setShowsAll] = useState(false);
  const chosen = selection.chosen[axis.id] ?? [];
  return html`<details open=${isOpen} onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary title=${axis.meaning}>${axis.label}${chosen.length > 0 && html`<span class="mark">${chosen.length}</span>`}</summary>
    ${isOpen && html`<fieldset><legend class="unseen">${axis.label}: ${axis.meaning}</legend>
      ${shownValues().map(([value, count]) => html`<${Choice} key=${value.id} ...${{ axis, value, count, chosen, selection, choose }} />`)}
    </fieldset>`}
    ${isOpen && isLong() && html`<button class="plain" onClick=${() => setShowsAll(!showsAll)}>
      ${showsAll ? "Show fewer" : `Show all ${number(axis.values.length)}`}<span class="unseen"> values of ${axis.label}</span>
    </button>`}
  </details>`;

  function isLong() {
    return !axis.isFacet && axis.values.length > FEW;
  }

  // Terms stay in the order of the vocabulary, what has no order comes by its number of papers.
  function shownValues() {
    const counts = field.counts(axis.id, selected);
    const pairs = axis.values.map((value, place) => [value, counts[place]]);
    if (!isLong()) return pairs;
    const sorted = [...pairs].sort((one, other) => other[1] - one[1]);
    return showsAll ? sorted : sorted.filter(([value], place) => place < FEW || chosen.includes(value.id));
  }
}

function Choice({ axis, value, count, chosen, selection, choose }) {
  return html`<label class="choice" data-depth=${value.depth} data-none=${count === 0} title=${value.definition}>
    <input type="checkbox" checked=${chosen.includes(value.id)} onChange=${() => choose(toggled(selection, axis.id, value.id))} />
    <span class="name">${value.label}</span> <span class="count">${number(count)}</span>
  </label>`;
}
