// The evidence gap map: papers by two axes. Each cell is a button that shows its papers.

import { html, number, papers } from "./html.mjs";
import { choosing } from "./selection.mjs";

const MOST = 40;
const LEVELS = 5;

export function GapMap({ field, selection, selected, choose }) {
  const rows = field.axes.get(selection.rows);
  const cols = field.axes.get(selection.cols);
  const table = field.table(rows.id, cols.id, selected);
  const shown = table.map((row, place) => ({ ...row, value: rows.values[place] })).filter((row) => row.total);
  const columns = cols.values.map((value, place) => ({ value, place })).filter(({ place }) => table.some((row) => row.cells[place]));
  const highest = Math.max(1, ...shown.flatMap((row) => columns.map(({ place }) => row.cells[place])));
  const axes = [...field.axes.values()].filter((axis) => axis.values.length);
  return html`<section class="map" aria-label="Gap map">
    <p class="controls">${chooser("Rows", "rows", selection.cols)} ${chooser("Columns", "cols", selection.rows)}
      <button onClick=${() => choose({ ...selection, rows: cols.id, cols: rows.id })}>Swap</button></p>
    <p class="note">Counts follow all filters but those of the two axes. A paper with several terms is counted under each, and a group counts its
      narrower terms, so rows and columns don't add up. What nobody stated is counted apart (${unknownLabel()}): unknown is not none.
      ${tooMany() && ` Only the first ${MOST} rows and columns are shown.`} Press a cell to select its papers.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Table of the gap map, may be scrolled">
    <table><thead><tr><th scope="col">${rows.label}</th><th scope="col" class="total">all</th>
      ${columns.slice(0, MOST).map(({ value }) => html`<th scope="col" title=${value.definition}>${value.label}</th>`)}</tr></thead>
    <tbody>${shown.slice(0, MOST).map(line)}</tbody></table></div>
  </section>`;

  function unknownLabel() {
    const named = [cols, rows].map((axis) => axis.byId.get("unknown")?.label).filter(Boolean);
    return `“${[...new Set(named)].join("” and “") || "unknown"}”`;
  }

  function tooMany() {
    return shown.length > MOST || columns.length > MOST;
  }

  function chooser(label, name, other) {
    return html`<label>${label} <select value=${selection[name]} onChange=${(event) => choose({ ...selection, [name]: event.target.value })}>
      ${axes.map((axis) => html`<option value=${axis.id} disabled=${axis.id === other}>${axis.label}</option>`)}</select></label>`;
  }

  function line({ value, total, cells }) {
    return html`<tr key=${value.id}><th scope="row" data-depth=${value.depth} title=${value.definition}>${value.label}</th>
      <td class="total">${number(total)}</td>
      ${columns.slice(0, MOST).map((column) => cell(value, column.value, cells[column.place], total))}</tr>`;
  }

  function cell(row, column, count, total) {
    const isChosen = only(rows.id, row.id) && only(cols.id, column.id);
    const said = `${row.label}, ${column.label}: ${papers(count)} of ${number(total)}`;
    const press = () => {
      const both = [[rows.id, isChosen ? [] : [row.id]], [cols.id, isChosen ? [] : [column.id]]];
      choose(both.reduce((so, [axis, values]) => choosing(so, axis, values), selection));
    };
    return html`<td key=${column.id}><button class="cell" data-level=${level(count)} aria-pressed=${isChosen} aria-label=${said} title=${said}
      onClick=${press}>${number(count)}</button></td>`;
  }

  function only(axis, value) {
    const chosen = selection.chosen[axis] ?? [];
    return chosen.length === 1 && chosen[0] === value;
  }

  // By the square root, so that thin cells differ from each other beside very full ones.
  function level(count) {
    return Math.ceil(LEVELS * Math.sqrt(count / highest));
  }
}
