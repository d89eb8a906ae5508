import type { Passage } from "../api/schema";

/** A stretch of a text; `kind` when something was found there. */
export interface Segment {
  start: number;
  text: string;
  kind: string | undefined;
}

/** Cuts a text at its marks; of marks that overlap the first counts. Nothing of the text is lost or shown twice. */
export function segments(text: string, marks: Passage["marks"]): Segment[] {
  const cut: Segment[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(mark.start, at);
    const end = Math.min(mark.end, text.length);
    if (end <= start) continue;
    if (start > at) cut.push({ start: at, text: text.slice(at, start), kind: undefined });
    cut.push({ start, text: text.slice(start, end), kind: mark.kind });
    at = end;
  }
  if (at < text.length) cut.push({ start: at, text: text.slice(at), kind: undefined });
  return cut;
}
