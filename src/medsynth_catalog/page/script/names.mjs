// Names of people, venues and sources as a reader types them.

import { none, of } from "./bits.mjs";
import { nameParts, readingOrder } from "./catalogue.mjs";

// The papers with an author whose name contains this one, as "Given Family" or "Family, Given".
export function withAuthor(catalogue, name) {
  const { fold, words } = catalogue.text;
  const parts = words(name);
  const wanted = fold(name).trim();
  const has = (written) => {
    if (parts.length === 1) return words(written).some((word) => word.includes(parts[0]));
    const { family, given } = nameParts(written);
    return [readingOrder(written), `${family}, ${given}`].some((form) => fold(form).includes(wanted));
  };
  const numbers = catalogue.papers.flatMap((paper, number) => ((paper.authors ?? []).some(has) ? [number] : []));
  return of(numbers, catalogue.size);
}

// The source or venue that a text names, as what it was read as and its papers; null if it names none.
export function venueOrSource(catalogue, text, single) {
  const { squash } = catalogue.text;
  const source = catalogue.sources.find(({ id, title }) => [id, title].map(squash).includes(squash(text)));
  if (source) return { option: `source ${source.id}`, papers: catalogue.group("source").get(source.id) ?? none(catalogue.size) };
  if (text.split(" ").some((word) => catalogue.years.read(word))) return null;
  const venue = resolveVenue(catalogue, text);
  // A journal may be called by a common word, such as Sensors; a venue of one word is meant by its acronym alone.
  const isAcronym = (name) => name === name.toUpperCase() && name !== name.toLowerCase() && squash(name) === squash(text);
  if (!venue || (single && ![venue.name, venue.short, ...venue.aliases].some(isAcronym))) return null;
  return { option: `venue ${venue.short}`, papers: catalogue.group("venue").get(venue.name) ?? none(catalogue.size) };
}

function resolveVenue(catalogue, text) {
  if (!catalogue.venueSpellings) {
    catalogue.venueSpellings = new Map();
    for (const venue of catalogue.venues) {
      for (const name of [venue.name, venue.short, ...venue.aliases]) {
        for (const form of spellings(catalogue, name)) catalogue.venueSpellings.set(form, venue);
      }
    }
  }
  const form = spellings(catalogue, text).find((one) => catalogue.venueSpellings.has(one));
  return form === undefined ? null : catalogue.venueSpellings.get(form);
}

// The forms in which the name of a venue is compared: with and without an acronym in brackets at its end.
function spellings(catalogue, text) {
  const { fold, squash } = catalogue.text;
  const whole = fold(text).replace(new RegExp(catalogue.rules.edition, "g"), " ");
  return [squash(whole), squash(whole.replace(new RegExp(catalogue.rules.brackets), ""))].filter(Boolean);
}
