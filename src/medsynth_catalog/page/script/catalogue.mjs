// The papers of the page, and the sets of papers that share a term, a year, a venue or a source.

import { all, none, of, or } from "./bits.mjs";
import { comparable } from "./identifiers.mjs";
import { wordRules } from "./text.mjs";
import { Vocabulary } from "./vocabulary.mjs";
import { WordIndex } from "./wordindex.mjs";
import { Years } from "./years.mjs";

export class Catalogue {
  constructor(data) {
    this.about = data.about;
    this.rules = data.rules;
    this.sources = data.sources;
    this.venues = data.venues;
    this.papers = data.papers;
    this.size = this.papers.length;
    this.everything = all(this.size);
    this.nothing = none(this.size);
    this.text = wordRules(data.rules);
    this.years = new Years(data.rules, this.text);
    this.vocabulary = new Vocabulary(data.facets, this.text);
    this.wordIndex = new WordIndex(this.papers, data.rules, this.text);
    this.groups = new Map();
    this.numbers = new Map();
    this.papers.forEach((paper, number) => this.name(paper, number));
  }

  name(paper, number) {
    const names = [
      ["key", paper.key], ["doi", paper.doi], ["doi", paper.preprint?.doi], ["arxiv", paper.arxiv],
      ["url", paper.url && comparable(paper.url)], ["url", paper.code && comparable(paper.code)],
    ];
    for (const [kind, value] of names) {
      if (value && !this.numbers.has(`${kind}:${value}`)) this.numbers.set(`${kind}:${value}`, number);
    }
  }

  // The number of the paper with this key, doi, arxiv id or url; undefined if there is none.
  number(kind, name) {
    return this.numbers.get(`${kind}:${name}`);
  }

  // The words are found while nothing else is done, or when a text is first looked for: a page that opens needs none.
  get words() {
    this.wordIndex.prepare();
    return this.wordIndex;
  }

  // The sets of papers that share a value, by the value.
  group(name) {
    if (!this.groups.has(name)) {
      const members = new Map();
      this.papers.forEach((paper, number) => {
        for (const value of valuesOf(paper, name)) {
          if (members.has(value)) members.get(value).push(number);
          else members.set(value, [number]);
        }
      });
      this.groups.set(name, new Map([...members].map(([value, numbers]) => [value, of(numbers, this.size)])));
    }
    return this.groups.get(name);
  }

  // The papers that have a term or a narrower one.
  withTerm(facet, id) {
    const groups = this.group(facet);
    return [...this.vocabulary.narrower(facet, id)].reduce((set, term) => or(set, groups.get(term) ?? this.nothing), this.nothing);
  }

  inYears([first, last]) {
    const years = [...this.group("year")].filter(([year]) => first <= year && year <= last);
    return years.reduce((set, [, papers]) => or(set, papers), this.nothing);
  }
}

export function valuesOf(paper, name) {
  if (name === "role") return [paper.role ?? "method"];
  if (name === "source") return paper.sources;
  if (name === "code") return paper.code ? ["yes"] : [];
  const value = paper[name] ?? [];
  return Array.isArray(value) ? [...new Set(value)] : [String(value)];
}

// A name as files have it, "Family, Given", "Family, Suffix, Given" or that of a group, in reading order.
export function readingOrder(written) {
  const { family, given, suffix } = nameParts(written);
  return `${given} ${family}`.trim() + (suffix ? `, ${suffix}` : "");
}

export function nameParts(written) {
  const [family, ...rest] = written.split(",").map((part) => part.trim());
  const suffix = rest.length > 1 ? rest.shift() : "";
  return { family, given: rest.join(", "), suffix };
}
