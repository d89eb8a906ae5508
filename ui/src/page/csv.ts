import { download } from "./download";

type Cell = string | number;

/** RFC 4180 text. A cell that a spreadsheet would run as a formula is disarmed with an apostrophe. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function downloadCsv(name: string, rows: readonly (readonly Cell[])[]): void {
  download(name, "text/csv", csvText(rows));
}
