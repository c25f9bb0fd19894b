// Every word of the papers and where it stands: exactly, as the beginning of a longer word, or with typing errors.

import { slips } from "./slips.mjs";

// A place is one number: the paper, the field, how many words stand before it there.
const ORDER_BITS = 7;
const FIELD_BITS = 3;
const NOWHERE = (1 << ORDER_BITS) - 1;
const END = "$";

const paperOf = (place) => place >>> (ORDER_BITS + FIELD_BITS);
const fieldOf = (place) => (place >>> ORDER_BITS) & ((1 << FIELD_BITS) - 1);
const orderOf = (place) => place & NOWHERE;

export class WordIndex {
  constructor(papers, rules, text) {
    this.rules = rules;
    this.text = text;
    this.papers = papers;
    this.next = 0;
    this.places = new Map();
    this.words = [];
    this.likenesses = new Map();
  }

  // Goes on with the papers until time is up; whether all are done.
  prepare(isTimeUp = () => false) {
    while (this.next < this.papers.length && !isTimeUp()) this.add(this.papers[this.next], this.next++);
    if (this.next < this.papers.length) return false;
    if (!this.words.length) this.words = [...this.places.keys()].sort();
    return true;
  }

  add(paper, number) {
    const { words, canonical, compounds } = this.text;
    const put = (word, place) => {
      const places = this.places.get(word);
      if (places) places.push(place);
      else this.places.set(word, [place]);
    };
    fieldTexts(paper).forEach((written, field) => {
      if (!written) return;
      const [name, , inOrder] = this.rules.fields[field];
      const form = name === "authors" || name === "key" ? (word) => word : canonical;
      const here = (number << (ORDER_BITS + FIELD_BITS)) | (field << ORDER_BITS);
      const found = words(written).map(form);
      found.forEach((word, order) => put(word, here | Math.min(order, NOWHERE)));
      for (const word of compounds(written)) put(form(word), here | NOWHERE);
      if (inOrder) put(END, here | Math.min(found.length, NOWHERE));
    });
  }

  // The papers that have a word, with how well it fits (0 to 1); a compound is found joined or by all of its parts.
  find(word) {
    const joined = this.findOne(this.text.squash(word));
    const parts = this.text.words(word);
    if (parts.length < 2) return joined;
    const together = allOf(parts.map((part) => this.findOne(part)));
    for (const [paper, score] of together) if (!joined.has(paper)) joined.set(paper, score / parts.length);
    return joined;
  }

  findOne(word) {
    const found = new Map();
    for (const [known, nearness] of this.alike(word)) {
      for (const place of this.places.get(known)) {
        const score = nearness * this.rules.fields[fieldOf(place)][1];
        if (!(found.get(paperOf(place)) >= score)) found.set(paperOf(place), score);
      }
    }
    return found;
  }

  // The known words that a word may stand for, each with how near it is (1 is the same).
  alike(word) {
    if (!this.likenesses.has(word)) this.likenesses.set(word, this.findAlike(word));
    return this.likenesses.get(word);
  }

  findAlike(word) {
    const alike = new Map();
    for (const form of [word, this.text.canonical(word)]) if (this.places.has(form)) alike.set(form, 1);
    if (word.length > 4 || (word.length === 4 && !alike.size)) {
      for (const known of this.words) {
        if (known !== word && known.startsWith(word)) alike.set(known, this.rules.begun);
      }
    }
    if (![...alike.values()].includes(1) && /^\p{L}+$/u.test(word)) {
      for (const [known, nearness] of slips(word, this.words)) alike.set(known, nearness);
    }
    return alike;
  }

  // The papers in which some words follow one another in a name of the work, and those where they are all of it.
  findPhrase(folded) {
    const phrase = folded.map(this.text.canonical);
    const isName = (place) => this.rules.fields[fieldOf(place)][2];
    const within = this.starts(phrase).filter(isName).map(paperOf);
    const whole = this.starts([...phrase, END]).filter((place) => orderOf(place) === 0).map(paperOf);
    return { within: new Set(within), whole: new Set(whole) };
  }

  // The papers in which the words of a text follow one another as they are, in any field.
  findExactly(written) {
    const found = new Map();
    for (const place of this.starts(this.text.words(written).map(this.text.canonical))) {
      const weight = this.rules.fields[fieldOf(place)][1];
      found.set(paperOf(place), Math.max(weight, found.get(paperOf(place)) ?? 0));
    }
    return found;
  }

  starts(phrase) {
    let starts = null;
    phrase.forEach((word, before) => {
      const here = (this.places.get(word) ?? [])
        .filter((place) => before <= orderOf(place) && orderOf(place) < NOWHERE)
        .map((place) => place - before);
      starts = starts === null ? new Set(here) : new Set(here.filter((place) => starts.has(place)));
    });
    return [...(starts ?? [])];
  }
}

// The papers that have every one of several words, with the sum of their scores.
export function allOf([first, ...rest]) {
  let found = first ?? new Map();
  for (const other of rest) {
    const both = [...found].filter(([paper]) => other.has(paper));
    found = new Map(both.map(([paper, score]) => [paper, score + other.get(paper)]));
  }
  return found;
}

// In the order of the fields of the rules: title, former title, method, authors, key, venue.
function fieldTexts(paper) {
  return [paper.title, paper.preprint?.title, paper.architecture, (paper.authors ?? []).join(" "), paper.key, paper.venue];
}
