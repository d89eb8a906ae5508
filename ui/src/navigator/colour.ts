import { shownScore, type Gradient, type Layer } from "./layer";

type Rgb = readonly [number, number, number];

/** The parts of `#rgb`, `#rrggbb` or `#rrggbbaa` (whose transparency is left out). */
export function rgbOf(color: string): Rgb | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(color)?.[1];
  if (hex === undefined) return undefined;
  const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

export function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** The colour of a score: scores beyond the ends take the ends' colours. */
export function gradientColour(gradient: Gradient, score: number): string {
  const colors = gradient.colors.map(rgbOf).filter((each) => each !== undefined);
  const [first] = colors;
  const last = colors.at(-1);
  if (!first || !last) return "";
  const span = gradient.max - gradient.min;
  const share = span === 0 ? (score >= gradient.max ? 1 : 0) : Math.min(1, Math.max(0, (score - gradient.min) / span));
  const place = share * (colors.length - 1);
  const from = colors[Math.floor(place)] ?? last;
  const to = colors[Math.ceil(place)] ?? last;
  const part = place - Math.floor(place);
  return hexOf([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part]);
}

const linear = (part: number): number => (part / 255 <= 0.040_45 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);

/** Relative luminance as WCAG 2 defines it. */
function luminance(rgb: Rgb): number {
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

export function contrast(a: string, b: string): number {
  const [one, two] = [rgbOf(a), rgbOf(b)];
  if (!one || !two) return 1;
  const [dark, light] = [luminance(one), luminance(two)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever can be read better on the colour: at least 4.5 to 1 on any. */
export function textOn(color: string): string {
  return contrast(color, "#000000") >= contrast(color, "#ffffff") ? "#000000" : "#ffffff";
}

/** The colour of a box; empty when it has none. */
export function cellColour(layer: Layer, key: string, folded: readonly string[]): string {
  const note = layer.cells[key];
  if (note && note.color !== "") return note.color;
  const score = shownScore(layer, key, folded);
  return score === undefined ? "" : gradientColour(layer.gradient, score);
}
