// A selection in the address of the page, so that a link shares a view: "#q=ecg&type=gan&year=2020..2023&view=map".

import { SORTS, START } from "./selection.mjs";

const VIEWS = ["papers", "map"];
const SIZES = [50, 200, 0];

export function toHash(selection, axes) {
  const parts = new URLSearchParams();
  if (selection.text) parts.set("q", selection.text);
  for (const [axis, values] of Object.entries(selection.chosen)) {
    const run = axis === "year" ? yearRun(values, axes) : null;
    if (run) parts.set("year", run);
    else for (const value of values) parts.append(axis, value);
  }
  for (const name of ["sort", "size", "page", "view", "rows", "cols", "paper"]) {
    if (selection[name] !== START[name]) parts.set(name, selection[name]);
  }
  const written = String(parts);
  return written && `#${written}`;
}

// The selection that an address holds, and what of it isn't known here.
export function fromHash(hash, axes, catalogue) {
  const unknown = [];
  const selection = { ...START, chosen: {} };
  const accept = {
    q: (value) => (selection.text = value),
    sort: (value) => Object.hasOwn(SORTS, value) && (selection.sort = value),
    size: (value) => SIZES.includes(Number(value)) && ((selection.size = Number(value)), true),
    page: (value) => /^\d{1,5}$/.test(value) && ((selection.page = Number(value)), true),
    view: (value) => VIEWS.includes(value) && (selection.view = value),
    rows: (value) => axes.has(value) && (selection.rows = value),
    cols: (value) => axes.has(value) && (selection.cols = value),
    paper: (value) => catalogue.number("key", value) !== undefined && (selection.paper = value),
  };
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const values = name === "year" ? years(value, axes) : [value];
    const known = axes.has(name) && values.length && values.every((one) => axes.get(name).byId.has(one));
    if (known) selection.chosen[name] = [...new Set([...(selection.chosen[name] ?? []), ...values])];
    else if (value && !(Object.hasOwn(accept, name) && accept[name](value))) unknown.push(`${name} ${value}`);
  }
  if (selection.rows === selection.cols) selection.cols = selection.rows === "evaluation" ? "modality" : "evaluation";
  return { selection, unknown };
}

// Years that follow one another, as "2020..2023".
function yearRun(values, axes) {
  const chosen = values.map(String).sort();
  const between = years(`${chosen[0]}..${chosen.at(-1)}`, axes);
  return chosen.length > 1 && between.length === chosen.length ? `${chosen[0]}..${chosen.at(-1)}` : null;
}

function years(written, axes) {
  const found = /^(\d{4})\.\.(\d{4})$/.exec(written);
  if (!found) return [written];
  const known = axes.get("year").values.map((value) => value.id);
  return known.filter((year) => found[1] <= year && year <= found[2]);
}
