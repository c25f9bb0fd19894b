// What the free words of a text may mean: terms, years, venues, identifiers, code, or words to look for.

import { none, of, or, without } from "./bits.mjs";
import { parseIdentifier, readAddress } from "./identifiers.mjs";
import { venueOrSource, withAuthor } from "./names.mjs";
import { split, strip } from "./text.mjs";

const TOKEN = /(-?)"([^"]*)"|(\S+)/g;
const OPERATORS = ["AND", "OR", "NOT", "or"];

// What every answer must have (of several in one place any), what none may have, and all words that ask for something.
// One thing asked for: text, options (what it was read as), papers, near (known words), certain, namesPaper, exact.
export function interpret(catalogue, text) {
  const wanted = [];
  const unwanted = [];
  const plain = [];
  let joined = false;
  let denied = false;
  for (const [kind, value] of items(catalogue, text)) {
    if (kind === "operator") {
      joined ||= value[0] === "OR";
      denied ||= value[0] === "NOT";
      continue;
    }
    let found = kind.endsWith("phrase") ? [thing(value[0], { exact: true })] : understood(catalogue, value);
    if (kind.startsWith("without") || denied) {
      unwanted.push(...found.slice(0, 1));
      found = found.slice(1);
    } else plain.push(...catalogue.text.words(value.join(" ")));
    for (const one of found) {
      const last = wanted.at(-1);
      // Several papers are named to have them all, not one that is them all.
      if (last && (joined || (one.namesPaper && last.at(-1).namesPaper))) last.push(one);
      else wanted.push([one]);
      joined = false;
    }
    denied = false;
  }
  return { wanted, unwanted, words: plain };
}

function thing(text, more = {}) {
  return { text, options: [], papers: null, near: [], certain: false, namesPaper: false, exact: false, ...more };
}

// The parts of a text: operators, phrases in quotation marks, and runs of words; the last two also behind a minus.
function items(catalogue, text) {
  const found = [];
  let run = [];
  const endRun = () => {
    if (run.length) found.push(["words", run]);
    run = [];
  };
  for (const [, minus, phrase, word] of text.matchAll(TOKEN)) {
    let item = null;
    if (phrase) item = [minus ? "without phrase" : "phrase", [phrase]];
    else if (OPERATORS.includes(word)) item = ["operator", [word.toUpperCase()]];
    else if (word?.startsWith("-") && catalogue.text.squash(word) && !catalogue.years.read(word)) item = ["without", [word.slice(1)]];
    if (item) {
      endRun();
      found.push(item);
    } else if (word) run.push(word);
  }
  endRun();
  return found;
}

// What the words of a run mean, the longest name first; words that ask for nothing are left out if others do.
function understood(catalogue, run) {
  const { rules, text } = catalogue;
  const found = [];
  for (let start = 0, size; start < run.length; start += Math.max(size, 1)) {
    for (size = Math.min(rules.longest, run.length - start); size > 0; size--) {
      const words = run.slice(start, start + size);
      if (size === 1 && rules.empty.includes(strip(text.fold(words[0]), ".,;:?!"))) break;
      const meant = meaning(catalogue, words);
      found.push(...meant);
      if (meant.length) break;
    }
    if (size === 0 && text.squash(run[start])) found.push(word(catalogue, run[start]));
  }
  return found.length ? found : run.map((one) => thing(one));
}

// What some words mean together, or nothing.
function meaning(catalogue, run) {
  const text = run.join(" ");
  const years = catalogue.years.read(strip(text, ",;()"));
  if (years) {
    return [thing(text, { options: [`year ${catalogue.years.write(years)}`], papers: catalogue.inYears(years), certain: years[0] < years[1] })];
  }
  const plain = catalogue.text.words(text).join(" ");
  if (Object.hasOwn(catalogue.rules.code, plain)) {
    const withCode = catalogue.group("code").get("yes") ?? none(catalogue.size);
    const has = catalogue.rules.code[plain];
    const papers = has ? withCode : without(catalogue.everything, withCode);
    return [thing(text, { options: [has ? "with code" : "without code"], papers, certain: true })];
  }
  if (plain.endsWith(" et al")) {
    const name = strip(run.slice(0, -2).join(" "), ",(");
    return [thing(text, { options: [`author ${name}`], papers: withAuthor(catalogue, name), certain: true })];
  }
  const number = run.length === 1 ? namedPaper(catalogue, text) : undefined;
  if (number !== undefined) {
    const papers = of([number], catalogue.size);
    return [thing(text, { options: [catalogue.papers[number].key], papers, certain: true, namesPaper: true })];
  }
  const terms = termsOf(catalogue, run);
  if (terms.length) return terms;
  const named = venueOrSource(catalogue, text, run.length === 1);
  return named ? [thing(text, { options: [named.option], papers: named.papers })] : [];
}

// The number of the paper with this key, DOI, arXiv id or address.
function namedPaper(catalogue, written) {
  const text = strip(written, "<>,;.");
  const identifier = parseIdentifier(text) ?? (text.includes(".") && text.includes("/") ? readAddress(text) : null);
  return catalogue.number(...(identifier ?? ["key", text.toLowerCase()]));
}

// The terms that some words name; where the words name terms one by one that say as much or more, these.
function termsOf(catalogue, run) {
  const named = catalogue.vocabulary.meanings(run.join(" "));
  if (!named.length) return [];
  if (run.length > 1) {
    const rest = run.filter((one) => !catalogue.rules.empty.includes(catalogue.text.fold(one)));
    const single = rest.map((one) => [one, catalogue.vocabulary.meanings(one)]);
    const same = ([, meanings]) => meanings.some(([facet, id]) => named.some((pair) => pair[0] === facet && pair[1] === id));
    if (single.every(([, meanings]) => meanings.length) && single.some(same)) {
      return single.map(([one, meanings]) => asTerms(catalogue, one, meanings));
    }
  }
  return [asTerms(catalogue, run.join(" "), named)];
}

function asTerms(catalogue, text, named) {
  const papers = named.map(([facet, id]) => catalogue.withTerm(facet, id)).reduce(or);
  return thing(text, { options: named.map((pair) => pair.join(" ")), papers });
}

// A word that means nothing by itself; with a slip in it, perhaps a term.
function word(catalogue, written) {
  const near = catalogue.words.alike(catalogue.text.squash(written));
  if (near.size && ![...near.values()].includes(1)) {
    for (const facet of catalogue.vocabulary.facets) {
      const id = catalogue.vocabulary.misspelt(facet, written);
      if (id) return asTerms(catalogue, written, [[facet, id]]);
    }
  }
  const slipped = [...near].filter(([, nearness]) => nearness < catalogue.rules.begun).sort((one, other) => other[1] - one[1]);
  const known = slipped.slice(0, catalogue.rules.shown).map(([name]) => name);
  return thing(written, { near: slipped.length < near.size ? [] : known });
}

// What a text was read as, for its reader; empty where its words are only looked for.
export function readAs({ wanted, unwanted }) {
  const every = [...wanted, unwanted].flat();
  if (!every.some(({ text, options, near }) => near.length || (options.length && options.join() !== text))) return "";
  const said = ({ text, options, near, exact }) =>
    exact ? `“${text}”` : options.join(" or ") || (near.length ? `${text} (as ${near.join(" or ")})` : text);
  return [...wanted.map((place) => place.map(said).join(" or ")), ...unwanted.map((one) => `not ${said(one)}`)].join(" · ");
}

export function isEmpty(text) {
  return split(text).length === 0;
}
