// Ranges of years as people write them.

export class Years {
  constructor(rules, text) {
    this.rules = rules;
    this.text = text;
    this.patterns = rules.years.map((pattern) => new RegExp(`^(?:${pattern})$`));
  }

  // The first and the last year that a text names as a whole, or null.
  read(written) {
    const text = this.text.fold(written).trim();
    for (const pattern of this.patterns) {
      const found = pattern.exec(text)?.groups;
      if (found) {
        const year = (name, other) => (found[name] === undefined ? other : Number(found[name]));
        if (found.only) return [year("only"), year("only")];
        const first = year("first", year("after", this.rules.oldest - 1) + 1);
        return [first, year("last", year("before", this.rules.newest + 1) - 1)];
      }
    }
    return null;
  }

  write([first, last]) {
    if (first === last) return String(first);
    return `${first > this.rules.oldest ? first : ""}..${last < this.rules.newest ? last : ""}`;
  }
}
