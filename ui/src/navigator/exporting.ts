import type { Matrix } from "../api/schema";
import { columnsOf, type Column } from "../atlas/matrixModel";
import { csvText } from "../page/csv";
import { download, fileName } from "../page/download";
import type { Layer } from "./layer";
import { writeLayer } from "./layerFile";
import { pngOf, svgOf } from "./picture";
import { packed } from "./share";
import { workbook } from "./spreadsheet";
import { layerRows, layerSheets } from "./tables";
import { matrixViewOf, NAVIGATOR_VIEW, type NavigatorView } from "./view";

const EVERYTHING = matrixViewOf({ ...NAVIGATOR_VIEW.read(new URLSearchParams()), unfolded: "all" });

/** Every cell of the matrix, whatever the page shows. */
export function allColumns(matrix: Matrix): Column[] {
  return columnsOf(matrix, new Map(), EVERYTHING);
}

const isUnfolded = (view: NavigatorView) => (technique: string) => view.unfolded === "all" || view.unfolded.includes(technique);
const jsonText = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

export function exportJson(layer: Layer, matrix: Matrix, view: NavigatorView): void {
  download(fileName(layer.name, "json"), "application/json", jsonText(writeLayer(layer, matrix, isUnfolded(view))));
}

/** Pictures and sheets show what the page shows; tables hold every cell. */
export function exportSvg(layer: Layer, columns: readonly Column[]): void {
  download(fileName(layer.name, "svg"), "image/svg+xml", svgOf(layer, columns));
}

export async function exportPng(layer: Layer, columns: readonly Column[]): Promise<void> {
  download(fileName(layer.name, "png"), "image/png", await pngOf(layer, columns));
}

export function exportCsv(layer: Layer, matrix: Matrix): void {
  download(fileName(layer.name, "csv"), "text/csv", csvText(layerRows(layer, allColumns(matrix))));
}

export function exportAllJson(layers: readonly { layer: Layer; matrix: Matrix }[], view: NavigatorView): void {
  download("layers.json", "application/json", jsonText(layers.map(({ layer, matrix }) => writeLayer(layer, matrix, isUnfolded(view)))));
}

export function exportXlsx(layers: readonly { layer: Layer; matrix: Matrix }[]): void {
  const sheets = layers.flatMap(({ layer, matrix }) => layerSheets(layer, allColumns(matrix), matrix));
  const name = layers.length === 1 && layers[0] ? fileName(layers[0].layer.name, "xlsx") : "layers.xlsx";
  download(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook(sheets));
}

/** An address that holds the whole layer in its fragment, which no browser sends to a server. */
export async function linkTo(layer: Layer, matrix: Matrix): Promise<string> {
  return `${window.location.origin}/navigator#layer=${await packed(JSON.stringify(writeLayer(layer, matrix)))}`;
}
