// Typing errors: the known words that a word may be, with one error in four letters or more, two in eight or more.

// Rows of the table of distances, used again for each pair: a slip is looked for among all words.
const LONGEST = 256;
const rows = [0, 1, 2].map(() => new Uint16Array(LONGEST + 1));

// The optimal string alignment distance (a swap of two letters is one error); more than `most` is told as `most + 1`.
export function distance(one, other, most) {
  const width = other.length;
  if (Math.abs(one.length - width) > most) return most + 1;
  let beforeLast = rows[0];
  let last = rows[1];
  let now = rows[2];
  for (let column = 0; column <= width; column++) last[column] = column;
  for (let row = 1; row <= one.length; row++) {
    const letter = one.charCodeAt(row - 1);
    now[0] = row;
    let least = row;
    for (let column = 1; column <= width; column++) {
      const there = other.charCodeAt(column - 1);
      let cost = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter === there ? 0 : 1));
      if (row > 1 && column > 1 && letter === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === there) {
        cost = Math.min(cost, beforeLast[column - 2] + 1);
      }
      now[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [beforeLast, last, now] = [last, now, beforeLast];
  }
  return last[width];
}

// Known words by how near they are, from 0 to 1, the nearest first.
export function slips(word, known) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (!most || word.length + most > LONGEST) return new Map();
  const found = [];
  for (const name of known) {
    const errors = distance(word, name, most);
    if (errors <= most) found.push([name, errors]);
  }
  found.sort((one, other) => one[1] - other[1]);
  return new Map(found.map(([name, errors]) => [name, 1 - errors / (2 * word.length)]));
}
