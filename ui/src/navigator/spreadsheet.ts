import { zip } from "../page/zip";
import { rgbOf, textOn } from "./colour";

/** A cell of a sheet: a text is never a formula. */
export interface SheetCell {
  value: string | number;
  fill?: string;
  bold?: boolean;
}

export interface Sheet {
  name: string;
  rows: readonly (readonly SheetCell[])[];
  /** width of each column, in characters */
  widths: readonly number[];
}

const LONGEST = 32_000;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const argb = (color: string): string => `FF${color.slice(1, 7).toUpperCase()}`;
const relation = (id: number, kind: string, target: string): string => `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
const override = (part: string, kind: string): string => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;

/** Text for XML 1.0: characters that it cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The styles that cells of a workbook use, each once. */
class Styles {
  readonly #known = new Map<string, number>([["", 0]]);

  of(cell: SheetCell): number {
    const color = rgbOf(cell.fill ?? "") ? (cell.fill ?? "") : "";
    const key = color === "" && !cell.bold ? "" : `${color}|${cell.bold ? "b" : ""}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#known.size);
    return this.#known.size - 1;
  }

  xml(): string {
    const keys = [...this.#known.keys()].map((key) => key.split("|"));
    const fonts = keys.map(([color = "", bold]) => `<font>${bold ? "<b/>" : ""}<sz val="10"/><color rgb="${argb(color === "" ? "#000000" : textOn(color))}"/><name val="Calibri"/></font>`);
    const fills = keys.map(([color = ""]) => (color === "" ? '<fill><patternFill patternType="none"/></fill>' : `<fill><patternFill patternType="solid"><fgColor rgb="${argb(color)}"/></patternFill></fill>`));
    const formats = keys.map((_, at) => `<xf numFmtId="0" fontId="${at}" fillId="${at + 2}" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`);
    return `${XML}<styleSheet xmlns="${MAIN}"><fonts count="${fonts.length}">${fonts.join("")}</fonts><fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.join("")}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join("")}</cellXfs></styleSheet>`;
  }
}

function columnName(at: number): string {
  return at < 26 ? String.fromCodePoint(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26);
}

function sheetXml(sheet: Sheet, styles: Styles): string {
  const widths = sheet.widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("");
  const rows = sheet.rows.map((row, y) => {
    const cells = row.map((cell, x) => {
      if (cell.value === "" && !cell.fill) return "";
      const start = `<c r="${columnName(x)}${y + 1}" s="${styles.of(cell)}"`;
      if (typeof cell.value === "number") return `${start}><v>${cell.value}</v></c>`;
      return `${start} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell.value.slice(0, LONGEST))}</t></is></c>`;
    });
    return `<row r="${y + 1}">${cells.join("")}</row>`;
  });
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths === "" ? "" : `<cols>${widths}</cols>`}<sheetData>${rows.join("")}</sheetData></worksheet>`;
}

/** Names as Excel takes them: 31 characters, none of `[]:*?/\`, no two alike. */
function sheetNames(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map((sheet) => {
    const plain = sheet.name.replaceAll(/[[\]:*?/\\]/g, " ").replaceAll(/^'+|'+$/g, "").trim().slice(0, 27) || "Sheet";
    let name = plain;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${plain} ${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** An Excel workbook (ECMA-376). */
export function workbook(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  const styles = new Styles();
  const contents = sheets.map((sheet) => sheetXml(sheet, styles));
  const names = sheetNames(sheets);
  return zip([
    {
      name: "[Content_Types].xml",
      text: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("/xl/workbook.xml", "sheet.main")}${override("/xl/styles.xml", "styles")}${names.map((_, at) => override(`/xl/worksheets/sheet${at + 1}.xml`, "worksheet")).join("")}</Types>`,
    },
    { name: "_rels/.rels", text: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation(1, "officeDocument", "xl/workbook.xml")}</Relationships>` },
    {
      name: "xl/workbook.xml",
      text: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, at) => relation(at + 1, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("")}${relation(names.length + 1, "styles", "styles.xml")}</Relationships>`,
    },
    { name: "xl/styles.xml", text: styles.xml() },
    ...contents.map((text, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, text })),
  ]);
}
