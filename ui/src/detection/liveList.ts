import type { Finding } from "../api/schema";

/**
 * Rows that do not move under the reader: what is new waits until it is asked for, what is known
 * changes in its place.
 */
export interface LiveList {
  rows: readonly Finding[];
  waiting: readonly Finding[];
}

/** More than this wait no longer: the list is then loaded anew, not added to. */
export const MOST_WAITING = 500;

export const NO_ROWS: LiveList = { rows: [], waiting: [] };

/** Takes in a finding from the live stream; `fits` says whether it belongs to the view. */
export function arrive(list: LiveList, finding: Finding, fits: boolean): LiveList {
  if (list.rows.some((row) => row.id === finding.id)) return { ...list, rows: list.rows.map((row) => (row.id === finding.id ? finding : row)) };
  const others = list.waiting.filter((each) => each.id !== finding.id);
  return { ...list, waiting: (fits ? [finding, ...others] : others).slice(0, MOST_WAITING) };
}

/** Appends the next page; a row that moved between the pages stays where it was first. */
export function append(list: LiveList, page: readonly Finding[]): LiveList {
  const known = new Set([...list.rows, ...list.waiting].map((row) => row.id));
  return { ...list, rows: [...list.rows, ...page.filter((row) => !known.has(row.id))] };
}

/** Puts what waits on top, the last seen first. */
export function reveal(list: LiveList): LiveList {
  return { rows: [...[...list.waiting].sort((a, b) => Date.parse(b.last) - Date.parse(a.last)), ...list.rows], waiting: [] };
}
