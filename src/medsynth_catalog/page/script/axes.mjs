// What papers are filtered and counted by: each axis with its values and the set of papers of each.

import { count, none, or, without } from "./bits.mjs";

export const UNKNOWN = "unknown";

const LABELS = {
  modality: ["Modality", "What is synthesised"],
  type: ["Model family", "The family of generative models"],
  application: ["Application", "How synthesis is conditioned, or its purpose"],
  evaluation: ["Evaluation", "What the synthetic data were judged on"],
  scenario: ["Training scenario", "The training data at hand"],
  anatomy: ["Anatomy", "The part of the body that the data show"],
  role: ["Role", "What the work is"],
  year: ["Year", "The year of publication"],
  code: ["Code", "Whether an address of its code is known"],
  venue: ["Venue", "Where the work appeared"],
  data: ["Data set", "The data that it is trained or judged on"],
  source: ["Named by", "The reviews and lists that name the work"],
};

// Unknown is not none: nobody found or assessed the fact.
const UNKNOWN_LABELS = { evaluation: "not assessed", code: "no code known" };

export function allAxes(catalogue) {
  return new Map(Object.keys(LABELS).map((id) => [id, axis(catalogue, id)]));
}

// An axis: id, label, what it means, whether its terms include narrower ones, and values of id, label, depth, definition, papers.
function axis(catalogue, id) {
  const [label, meaning] = LABELS[id];
  const isFacet = catalogue.vocabulary.facets.includes(id);
  const known = (isFacet ? termValues : plainValues)(catalogue, id).filter((value) => count(value.papers));
  const papers = without(catalogue.everything, known.reduce((set, value) => or(set, value.papers), none(catalogue.size)));
  const unknown = { id: UNKNOWN, label: UNKNOWN_LABELS[id] ?? "unknown", depth: 0, papers };
  const values = count(papers) ? [...known, unknown] : known;
  return { id, label, meaning, isFacet, values, byId: new Map(values.map((value) => [value.id, value])) };
}

function termValues(catalogue, id) {
  return catalogue.vocabulary.tree(id).map(([term, depth]) => ({
    id: term.id, label: term.label, depth, definition: term.definition, papers: catalogue.withTerm(id, term.id),
  }));
}

function plainValues(catalogue, id) {
  const labels = { source: sourceLabel, data: dataLabel, code: () => "with code" };
  const values = [...catalogue.group(id)].map(([value, papers]) => ({ id: value, label: (labels[id] ?? String)(value), depth: 0, papers }));
  if (id === "year") return values.sort((one, other) => Number(one.id) - Number(other.id));
  return values.sort((one, other) => count(other.papers) - count(one.papers) || (one.label < other.label ? -1 : 1));

  function sourceLabel(value) {
    return catalogue.sources.find((source) => source.id === value)?.title ?? value;
  }

  // A data set by the name of its method or title, where its own record is in the page.
  function dataLabel(value) {
    const record = catalogue.papers[catalogue.number("key", value)];
    return record?.architecture ?? record?.title ?? value;
  }
}
