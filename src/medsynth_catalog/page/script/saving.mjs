// Copying to the clipboard and saving as a file, without a network.

export function bibtexOf(papers) {
  return papers.map((paper) => paper.bibtex).join("\n");
}

export function csvOf(papers, heading) {
  return heading + papers.map((paper) => paper.csv).join("");
}

export function save(text, name, type) {
  // A spreadsheet takes UTF-8 for what it is only behind a byte order mark.
  const address = URL.createObjectURL(new Blob(type === "text/csv" ? ["\ufeff", text] : [text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Whether the text was copied.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function copyOldWay(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
  // Within an open dialog nothing outside of it can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}
