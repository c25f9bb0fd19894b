// The papers that answer a text, and how well. The words of one thing asked for count together; rarer things count more.

import { has, members, none, of, without } from "./bits.mjs";
import { interpret, isEmpty, readAs } from "./interpreting.mjs";
import { split } from "./text.mjs";
import { allOf } from "./wordindex.mjs";

// papers: the set of answers; scores: by paper, from 0 to 1; readAs: how words were read; matched of asked: how many of the
// things asked for the papers have, where none has all. Null for an empty text.
export function search(catalogue, text) {
  if (isEmpty(text)) return null;
  const asked = interpret(catalogue, text);
  let there = catalogue.everything;
  for (const one of asked.unwanted) {
    there = without(there, one.options.length ? one.papers : of(fitting(catalogue, [one]).keys(), catalogue.size));
  }
  const places = asked.wanted.map((place) => fitting(catalogue, place));
  const [papers, matched] = meetingMost(catalogue, there, places);
  const scores = combined(catalogue, asked.words, places, papers);
  return { papers, scores, readAs: readAs(asked), matched, asked: places.length };
}

// The papers that are in the most of some sets, and in how many; none if they are in no set of several.
function meetingMost(catalogue, there, places) {
  if (!places.length) return [there, 0];
  const sums = new Uint8Array(catalogue.size);
  for (const found of places) for (const paper of found.keys()) if (has(there, paper)) sums[paper]++;
  const most = sums.reduce((one, other) => Math.max(one, other), 0);
  const numbers = [...sums.keys()].filter((paper) => sums[paper] === most);
  return [most ? of(numbers, catalogue.size) : none(catalogue.size), most];
}

function combined(catalogue, words, places, papers) {
  const { rules, size } = catalogue;
  const weights = places.map((found) => (found.size ? Math.log(1 + size / found.size) : 0));
  const { within, whole } = catalogue.words.findPhrase(words);
  const scores = new Map();
  places.forEach((found, place) => {
    for (const [paper, score] of found) {
      if (has(papers, paper)) scores.set(paper, (scores.get(paper) ?? 0) + weights[place] * score);
    }
  });
  const most = weights.reduce((one, other) => one + other, 0) || 1;
  for (const [paper, sum] of scores) {
    const apart = sum / most;
    const score = whole.has(paper) ? rules.whole + (1 - rules.whole) * apart : apart * (within.has(paper) ? rules.within : rules.apart);
    scores.set(paper, Number(score.toFixed(4)));
  }
  return scores;
}

function fitting(catalogue, place) {
  const best = new Map();
  for (const one of place) {
    for (const [paper, score] of fittingOne(catalogue, one)) if (!(best.get(paper) >= score)) best.set(paper, score);
  }
  return best;
}

function fittingOne(catalogue, one) {
  if (one.exact) return catalogue.words.findExactly(one.text);
  const having = (score) => new Map(members(one.papers).map((paper) => [paper, score]));
  if (one.certain) return having(1);
  const words = split(one.text);
  const found = allOf(words.map((word) => catalogue.words.find(word)));
  if (!one.options.length) return new Map([...found].map(([paper, score]) => [paper, score / words.length]));
  const { meant, written } = catalogue.rules;
  const fits = having(meant);
  for (const [paper, score] of found) fits.set(paper, (fits.get(paper) ?? 0) + (written * score) / words.length);
  return fits;
}

// Papers in the order of their fitness, those that fit alike as they come.
export function byRelevance(answer, numbers) {
  return [...numbers].sort((one, other) => (answer.scores.get(other) ?? 0) - (answer.scores.get(one) ?? 0));
}
