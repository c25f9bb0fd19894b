// Sets of papers, a bit for each: what filters and counts are made of.

const WORD = 32;

export function none(size) {
  return new Uint32Array(Math.ceil(size / WORD));
}

export function all(size) {
  return of(Array.from({ length: size }, (_, number) => number), size);
}

export function of(numbers, size) {
  const bits = none(size);
  for (const number of numbers) add(bits, number);
  return bits;
}

export function add(bits, number) {
  bits[number >>> 5] |= 1 << (number & 31);
}

export function has(bits, number) {
  return (bits[number >>> 5] >>> (number & 31)) & 1;
}

export function and(one, other) {
  return one.map((word, place) => word & other[place]);
}

export function or(one, other) {
  return one.map((word, place) => word | other[place]);
}

export function without(one, other) {
  return one.map((word, place) => word & ~other[place]);
}

function ones(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function count(bits) {
  let sum = 0;
  for (const word of bits) sum += ones(word);
  return sum;
}

export function countBoth(one, other) {
  let sum = 0;
  for (let place = 0; place < one.length; place++) sum += ones(one[place] & other[place]);
  return sum;
}

export function members(bits) {
  const numbers = [];
  bits.forEach((word, place) => {
    for (let rest = word; rest; rest &= rest - 1) numbers.push(place * WORD + 31 - Math.clz32(rest & -rest));
  });
  return numbers;
}
