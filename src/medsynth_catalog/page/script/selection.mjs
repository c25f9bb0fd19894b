// What a reader has chosen, as a value, and what it selects. Any of the values of an axis, and all axes.

import { and, count, countBoth, members, none, or } from "./bits.mjs";
import { byRelevance, search } from "./searching.mjs";

export const START = {
  text: "", chosen: {}, sort: "", size: 50, page: 0, view: "papers", rows: "modality", cols: "evaluation", paper: null,
};

export const SORTS = {
  relevance: "best match", newest: "newest", oldest: "oldest", title: "title", author: "first author",
};

export function toggled(selection, axis, value) {
  const before = selection.chosen[axis] ?? [];
  return choosing(selection, axis, before.includes(value) ? before.filter((one) => one !== value) : [...before, value]);
}

export function choosing(selection, axis, values) {
  const { [axis]: _, ...others } = selection.chosen;
  return { ...selection, page: 0, chosen: values.length ? { ...others, [axis]: values } : others };
}

export class Field {
  constructor(catalogue, axes) {
    this.catalogue = catalogue;
    this.axes = axes;
    this.answers = { text: null, answer: null };
  }

  // What a selection selects: papers, the answer to its text, and for each axis the papers that all other axes leave.
  select(selection) {
    const answer = this.answer(selection.text);
    const start = answer ? answer.papers : this.catalogue.everything;
    const sets = Object.entries(selection.chosen).map(([axis, values]) => [axis, this.any(axis, values)]);
    const allBut = (...left) => sets.filter(([axis]) => !left.includes(axis)).reduce((set, [, papers]) => and(set, papers), start);
    return { papers: allBut(), answer, allBut };
  }

  any(axis, values) {
    const { byId } = this.axes.get(axis);
    return values.reduce((set, value) => or(set, byId.get(value).papers), none(this.catalogue.size));
  }

  answer(text) {
    if (this.answers.text !== text) this.answers = { text, answer: search(this.catalogue, text) };
    return this.answers.answer;
  }

  // How many papers each value of an axis would select with all other axes as they are: a choice within an axis adds papers, so
  // its own choice doesn't lower the counts beside it.
  counts(axis, { allBut }) {
    const papers = allBut(axis);
    return this.axes.get(axis).values.map((value) => countBoth(value.papers, papers));
  }

  // The cells of a table of two axes, by rows, with totals that count each paper once; their own choices don't narrow it.
  table(rows, cols, { allBut }) {
    const papers = allBut(rows, cols);
    const columns = this.axes.get(cols).values;
    return this.axes.get(rows).values.map((row) => {
      const there = and(row.papers, papers);
      return { total: count(there), cells: columns.map((column) => countBoth(there, column.papers)) };
    });
  }

  ordered(selection, { papers, answer }) {
    const numbers = members(papers);
    const sort = selection.sort || (answer ? "relevance" : "newest");
    if (sort === "relevance" && answer) return byRelevance(answer, numbers);
    if (sort === "oldest") return numbers.reverse();
    if (sort === "title" || sort === "author") return this.sortedBy(sort, numbers);
    return numbers;
  }

  // Papers without the fact come last.
  sortedBy(sort, numbers) {
    this.ranks ??= {};
    const { papers, text } = this.catalogue;
    const name = (paper) => text.fold((sort === "title" ? paper.title : paper.authors?.[0]) ?? "\uffff");
    this.ranks[sort] ??= papers.map(name);
    const names = this.ranks[sort];
    return [...numbers].sort((one, other) => (names[one] < names[other] ? -1 : names[one] > names[other] ? 1 : 0));
  }
}
