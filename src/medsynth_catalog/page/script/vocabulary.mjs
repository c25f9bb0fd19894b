// The terms of each facet: their names, and which terms each includes.

import { slips } from "./slips.mjs";

export class Vocabulary {
  constructor(facets, text) {
    this.text = text;
    this.facets = facets.map((facet) => facet.id);
    this.terms = new Map(facets.map((facet) => [facet.id, facet.terms]));
    this.spellings = new Map();
    for (const { id, terms } of facets) {
      const forms = new Map();
      for (const term of terms) {
        for (const name of [term.id, term.label, ...(term.aliases ?? [])]) forms.set(this.spelling(name), term.id);
      }
      this.spellings.set(id, forms);
    }
  }

  spelling(name) {
    const { words, canonical } = this.text;
    return canonical(words(name).map(canonical).join(""));
  }

  // The terms of any facet that a text names, as [facet, id]; a single letter names none.
  meanings(text) {
    const form = this.spelling(text);
    if (form.length < 2) return [];
    return this.facets.flatMap((facet) => {
      const id = this.spellings.get(facet).get(form);
      return id ? [[facet, id]] : [];
    });
  }

  misspelt(facet, word) {
    const forms = this.spellings.get(facet);
    const [nearest] = slips(this.spelling(word), forms.keys()).keys();
    return nearest === undefined ? null : forms.get(nearest);
  }

  // The terms of a facet, each before its narrower ones, with its depth.
  tree(facet) {
    const found = [];
    const below = (broader, depth) => {
      for (const term of this.terms.get(facet)) {
        if ((term.broader ?? null) === broader) {
          found.push([term, depth]);
          below(term.id, depth + 1);
        }
      }
    };
    below(null, 0);
    return found;
  }

  // The ids that a term includes: its own and those of all narrower terms.
  narrower(facet, id) {
    const included = new Set([id]);
    for (const [term] of this.tree(facet)) if (included.has(term.broader)) included.add(term.id);
    return included;
  }
}
