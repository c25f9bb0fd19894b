// How words are compared. The same as in the command line; the tables of rules come from there.

const ASCII = /^[\x00-\x7f]*$/;
const WORDS = /[\p{L}\p{N}]+/gu;
const SEAM = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

export function strip(text, signs) {
  let start = 0;
  let end = text.length;
  while (start < end && signs.includes(text[start])) start++;
  while (end > start && signs.includes(text[end - 1])) end--;
  return text.slice(start, end);
}

export function split(text) {
  return text.split(/\s+/).filter(Boolean);
}

export function wordRules(rules) {
  const letters = new RegExp(`[${Object.keys(rules.letters).join("")}]`, "g");
  const british = rules.british.map(([ending, american]) => [new RegExp(ending, "g"), american]);

  // Lower case, without accents.
  function fold(text) {
    const lower = text.toLowerCase();
    if (ASCII.test(lower)) return lower;
    const folded = lower.replaceAll("ß", "ss").replaceAll("ς", "σ");
    return folded.replace(letters, (letter) => rules.letters[letter]).normalize("NFKD").replace(/\p{Mn}/gu, "");
  }

  const words = (text) => fold(text).match(WORDS) ?? [];
  const squash = (text) => words(text).join("");

  // What the plural and the British and American spellings of a folded word have in common.
  function canonical(word) {
    if (word.length < 4 || !ASCII.test(word)) return word;
    if (word.endsWith("s") && !/(ss|us|is|as)$/.test(word)) {
      if (word.endsWith("ies")) word = `${word.slice(0, -3)}y`;
      else word = word.slice(0, rules.sibilants.some((ending) => word.endsWith(ending)) ? -2 : -1);
    }
    if (word.length > 5) for (const [ending, american] of british) word = word.replace(ending, american);
    return word;
  }

  // Compound names joined, and split where the case changes.
  function compounds(text) {
    const found = [];
    for (const chunk of split(text)) {
      const parts = strip(chunk, ",.:;()").match(WORDS) ?? [];
      if (parts.length > 1) found.push(fold(parts.join("")));
      for (const part of parts) {
        const pieces = part.split(SEAM);
        if (pieces.length > 1) found.push(...pieces.map(fold));
      }
    }
    return found;
  }

  return { fold, words, squash, canonical, compounds };
}
