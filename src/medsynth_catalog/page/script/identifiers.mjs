// DOIs, arXiv ids and addresses as a reader types or pastes them.

const ARXIV_DOI = "10.48550/arxiv.";
const ID = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})`;
const DOI = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)?(10\.\d{4,9}\/\S+)$/i;
const ARXIV = new RegExp(`^(?:https?://(?:www\\.)?arxiv\\.org/(?:abs|pdf)/|arxiv:)?${ID}(?:v\\d+)?(?:\\.pdf)?$`, "i");
const DOI_WITHIN = /\b10\.\d{4,9}\/[^\s"<>{}|\\^`]{1,300}/i;
const ARXIV_WITHIN = new RegExp(
  `(?:arxiv(?:\\.org/(?:abs|pdf|html)/|[:.\\s]\\s*)|ar5iv(?:\\.labs\\.arxiv)?\\.org/(?:abs|html)/)(?:arxiv:)?${ID}(?!\\d)`,
  "i",
);
// What publishers put behind a DOI in the address of a page.
const VIEW = /(?:[?#].*|[.,;:'*]+|\/(?:full|abstract|pdf|epdf|html|meta|xml|summary)|(?:v\d+)?\.full(?:-text)?|\.pdf)$/;
const UNTOLD = /^https?:\/\/(?:www\.)?|#.*$|\/+(?=$|#)/gi;

// The kind and the identifier that a text is as a whole, or null.
export function parseIdentifier(text) {
  const doi = DOI.exec(text)?.[1].toLowerCase();
  if (doi && !doi.startsWith(ARXIV_DOI)) return ["doi", doi];
  const arxiv = ARXIV.exec(doi ? doi.slice(ARXIV_DOI.length) : text);
  return arxiv ? ["arxiv", arxiv[1]] : null;
}

// The kind and the identifier in the address of a page; an address that has none names itself.
export function readAddress(address) {
  const doi = DOI_WITHIN.exec(address.replace(/%2f/gi, "/"))?.[0].toLowerCase();
  if (doi && !doi.startsWith(ARXIV_DOI)) return ["doi", bare(doi)];
  const arxiv = ARXIV_WITHIN.exec(address.replace(/10\.48550\/arxiv\./i, "arXiv:"));
  return arxiv ? ["arxiv", arxiv[1]] : ["url", comparable(address)];
}

export function comparable(address) {
  return address.trim().replace(UNTOLD, "");
}

function bare(doi) {
  for (;;) {
    const shorter = balanced(doi).replace(VIEW, "");
    if (shorter === doi) return doi;
    doi = shorter;
  }
}

function balanced(text) {
  text = text.replace(/[.,;:'*]+$/, "");
  for (const [opening, closing] of ["()", "[]"]) {
    while (text.endsWith(closing) && text.split(closing).length > text.split(opening).length) {
      text = text.slice(0, -1).replace(/[.,;:'*]+$/, "");
    }
  }
  return text;
}
