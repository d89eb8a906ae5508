import { visibleCells, type Column } from "../atlas/matrixModel";
import { short } from "../atlas/studyPath";
import { cellColour, gradientColour, textOn } from "./colour";
import { noteOf, scoreWord, shownScore, type Layer } from "./layer";
import { xmlText } from "./spreadsheet";

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
  line?: string;
}
interface Words {
  x: number;
  y: number;
  size: number;
  text: string;
  fill: string;
  bold?: boolean;
  end?: boolean;
}

/** What a picture is drawn on. */
interface Surface {
  rectangle(rectangle: Rectangle): void;
  words(words: Words): void;
}

const FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const COLUMN = 132;
const GAP = 4;
const MARGIN = 16;
const LINE = 12;
const INK = "#16203a";
const PAPER = "#ffffff";
const GREY = "#5a6478";

/** The width of a text of 10 px in a usual sans-serif font, within a few per cent. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if ("iljftI.,:;'|()[] ".includes(character)) width += 3.2;
    else if (/[mwMW@]/.test(character)) width += 8.4;
    else width += /[A-Z]/.test(character) ? 6.8 : 5.5;
  }
  return width;
}

function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export interface Size {
  width: number;
  height: number;
}

/** Draws the layer as the page shows it, on white, and says how large it became. */
function draw(surface: Surface, layer: Layer, columns: readonly Column[]): Size {
  const width = MARGIN * 2 + columns.length * (COLUMN + GAP) - GAP;
  surface.words({ x: MARGIN, y: 30, size: 17, text: layer.name, fill: INK, bold: true });
  surface.words({ x: MARGIN, y: 47, size: 10, text: [`ATLAS ${layer.release}`, short(layer.description.split("\n")[0] ?? "", 180)].filter(Boolean).join(" · "), fill: GREY });
  let top = drawLegend(surface, layer, 60);
  const heads = columns.map((column) => linesOf(column.tactic.name, (COLUMN - 4) / 1.1));
  const headHeight = Math.max(1, ...heads.map((lines) => lines.length)) * 13 + 6;
  let bottom = top;
  columns.forEach((column, at) => {
    const x = MARGIN + at * (COLUMN + GAP);
    (heads[at] ?? []).forEach((text, line) => surface.words({ x, y: top + 11 + line * 13, size: 11, text, fill: INK, bold: true }));
    let y = top + headHeight;
    for (const cell of visibleCells(column)) y += drawCell(surface, layer, cell, x, y) + 3;
    bottom = Math.max(bottom, y);
  });
  top = bottom + MARGIN;
  return { width, height: Math.ceil(top) };
}

function drawCell(surface: Surface, layer: Layer, cell: ReturnType<typeof visibleCells>[number], left: number, y: number): number {
  const indent = cell.sub ? 8 : 0;
  const folded = cell.unfolded ? [] : cell.subs.map((sub) => sub.key);
  const note = noteOf(layer, cell.key);
  const color = note.enabled ? cellColour(layer, cell.key, folded) : "#e2e2e2";
  const fill = color === "" ? PAPER : color;
  const ink = note.enabled ? textOn(fill) : "#595959";
  const lines = linesOf(cell.technique.name, COLUMN - indent - 10);
  const height = 14 + lines.length * LINE + 3;
  surface.rectangle({ x: left + indent, y, width: COLUMN - indent, height, fill, line: "#b9b6ab" });
  surface.words({ x: left + indent + 5, y: y + 11, size: 8, text: cell.technique.id, fill: ink });
  const score = shownScore(layer, cell.key, folded);
  if (score !== undefined) surface.words({ x: left + COLUMN - 5, y: y + 11, size: 9, text: scoreWord(score), fill: ink, bold: true, end: true });
  lines.forEach((text, at) => surface.words({ x: left + indent + 5, y: y + 23 + at * LINE, size: 10, text, fill: ink }));
  return height;
}

function drawLegend(surface: Surface, layer: Layer, y: number): number {
  const { gradient } = layer;
  let x = MARGIN;
  if (Object.values(layer.cells).some((note) => note.score !== undefined)) {
    surface.words({ x, y: y + 11, size: 10, text: scoreWord(gradient.min), fill: INK });
    x += widthOf(scoreWord(gradient.min)) + 6;
    for (let step = 0; step < 24; step += 1) {
      surface.rectangle({ x: x + step * 5, y, width: 5, height: 14, fill: gradientColour(gradient, gradient.min + ((gradient.max - gradient.min) * step) / 23) });
    }
    x += 126;
    surface.words({ x, y: y + 11, size: 10, text: scoreWord(gradient.max), fill: INK });
    x += widthOf(scoreWord(gradient.max)) + 22;
  }
  for (const item of layer.legend) {
    surface.rectangle({ x, y, width: 14, height: 14, fill: item.color, line: "#b9b6ab" });
    surface.words({ x: x + 19, y: y + 11, size: 10, text: item.label, fill: INK });
    x += 34 + widthOf(item.label);
  }
  return y + (x > MARGIN ? 30 : 8);
}

/** The picture as SVG, which no text in the layer can add an element to. */
export function svgOf(layer: Layer, columns: readonly Column[]): string {
  const parts: string[] = [];
  const size = draw(
    {
      rectangle: ({ x, y, width, height, fill, line }) =>
        parts.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${xmlText(fill)}"${line ? ` stroke="${line}" stroke-width="0.8" rx="2"` : ""}/>`),
      words: ({ x, y, size: points, text, fill, bold, end }) =>
        parts.push(`<text x="${x}" y="${y}" font-size="${points}" fill="${xmlText(fill)}"${bold ? ' font-weight="700"' : ""}${end ? ' text-anchor="end"' : ""}>${xmlText(text)}</text>`),
    },
    layer,
    columns,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="${FONT}" role="img"><title>${xmlText(layer.name)}</title><rect width="100%" height="100%" fill="${PAPER}"/>${parts.join("")}</svg>\n`;
}

const PNG_SCALE = 2;

/** The same picture in pixels, twice as fine. */
export async function pngOf(layer: Layer, columns: readonly Column[]): Promise<Blob> {
  const { width, height } = draw({ rectangle: () => {}, words: () => {} }, layer, columns);
  const canvas = document.createElement("canvas");
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw pictures.");
  context.scale(PNG_SCALE, PNG_SCALE);
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  draw(
    {
      rectangle: ({ x, y, width: wide, height: high, fill, line }) => {
        context.fillStyle = fill;
        context.fillRect(x, y, wide, high);
        if (line) {
          context.strokeStyle = line;
          context.lineWidth = 0.8;
          context.strokeRect(x, y, wide, high);
        }
      },
      words: ({ x, y, size, text, fill, bold, end }) => {
        context.font = `${bold ? "700 " : ""}${size}px ${FONT}`;
        context.fillStyle = fill;
        context.textAlign = end ? "right" : "left";
        context.fillText(text, x, y);
      },
    },
    layer,
    columns,
  );
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is larger than this browser can make."))), "image/png");
  });
}
