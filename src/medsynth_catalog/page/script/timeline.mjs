// Papers by year, each bar a button that filters. The oldest years share a bar, so that it fits a telephone.

import { html, number, papers } from "./html.mjs";
import { choosing } from "./selection.mjs";

const BARS = 12;

export function Timeline({ field, selection, selected, choose }) {
  const axis = field.axes.get("year");
  const counts = field.counts("year", selected);
  const known = axis.values.map((value, place) => ({ id: value.id, count: counts[place] })).filter((year) => /^\d+$/.test(year.id));
  if (!known.length) return null;
  const chosen = selection.chosen.year ?? [];
  const bars = [...merged(known), ...unknownYears()];
  const highest = Math.max(1, ...bars.map((bar) => bar.count));
  const partial = field.catalogue.about.date?.slice(0, 4);
  return html`<section class="timeline" aria-label="Papers by year">
    <div class="heading"><h2>By year</h2>${range()}</div>
    <div class="bars">${bars.map(bar)}</div>
    ${known.at(-1).id === partial && html`<p class="note">${partial} is incomplete: the records are as of ${field.catalogue.about.date}.</p>`}
  </section>`;

  function unknownYears() {
    const place = axis.values.findIndex((value) => value.id === "unknown");
    return place < 0 ? [] : [{ label: "?", said: "year unknown", ids: ["unknown"], count: counts[place] }];
  }

  function bar({ label, said, ids, count }) {
    const isChosen = ids.every((id) => chosen.includes(id));
    const press = () => choose(choosing(selection, "year", isChosen ? chosen.filter((id) => !ids.includes(id)) : [...new Set([...chosen, ...ids])]));
    return html`<button key=${label} class="bar" aria-pressed=${isChosen} data-dimmed=${chosen.length > 0 && !isChosen}
      aria-label=${`${said}: ${papers(count)}`} title=${`${said}: ${papers(count)}`} onClick=${press}>
      <span class="count">${number(count)}</span>
      <span class="column" style=${{ height: `${(count / highest) * 64}px` }} data-partial=${count > 0 && label === partial}></span>
      <span class="label" data-short=${label.replace("to 20", "–’").replace("20", "’")}><span>${label}</span></span>
    </button>`;
  }

  function range() {
    const years = known.map((year) => year.id);
    const within = chosen.filter((id) => id !== "unknown").sort();
    const select = (label, value, change) => html`<label>${label}
      <select value=${value} onChange=${(event) => change(event.target.value)}>
        <option value="">any</option>${years.map((year) => html`<option value=${year}>${year}</option>`)}
      </select></label>`;
    const set = (first, last) => {
      const all = !first && !last;
      choose(choosing(selection, "year", all ? [] : years.filter((year) => (!first || first <= year) && (!last || year <= last))));
    };
    const first = within[0] ?? "";
    const last = within.at(-1) ?? "";
    return html`<span class="range">${select("from", first, (year) => set(year, last && last < year ? year : last))}
      ${select("to", last, (year) => set(first && first > year && year ? year : first, year))}</span>`;
  }
}

function merged(years) {
  const recent = years.slice(-(BARS - 1)).map(({ id, count }) => ({ label: id, said: id, ids: [id], count }));
  const older = years.slice(0, -(BARS - 1));
  if (!older.length) return recent;
  const last = older.at(-1).id;
  const count = older.reduce((sum, year) => sum + year.count, 0);
  return [{ label: `to ${last}`, said: `${last} and before`, ids: older.map((year) => year.id), count }, ...recent];
}
