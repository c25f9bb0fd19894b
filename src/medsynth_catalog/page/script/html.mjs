// The one place where the libraries are named: templates that escape whatever they show, and what components remember.

import { h, render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import htm from "htm";

export const html = htm.bind(h);
export { render, useEffect, useMemo, useRef, useState };

export const number = new Intl.NumberFormat("en").format;

export function papers(count) {
  return `${number(count)} ${count === 1 ? "paper" : "papers"}`;
}
