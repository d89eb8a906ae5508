import type { Inspection } from "../api/schema";

export type Reading = Inspection["readings"][number];
export type Segment = Reading["segments"][number];

/** A stretch of a reading; `segment` is absent between sentences. */
export interface Piece {
  text: string;
  start: number;
  segment?: Segment;
}

/** The whole text of a reading in pieces, in order: its sentences and what stands between them. */
export function piecesOf(reading: Reading): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const segment of reading.segments) {
    if (segment.start < at || segment.end > reading.text.length) continue;
    if (segment.start > at) pieces.push({ text: reading.text.slice(at, segment.start), start: at });
    pieces.push({ text: reading.text.slice(segment.start, segment.end), start: segment.start, segment });
    at = segment.end;
  }
  if (at < reading.text.length) pieces.push({ text: reading.text.slice(at), start: at });
  return pieces;
}

/** One of six steps of heat, 0 … 5, for a share of 0 … 1: below a half nothing is remarkable. */
export function heatOf(attack: number): number {
  return Math.min(5, Math.max(0, Math.ceil((attack - 0.5) * 10)));
}

const LIMITS = [
  [0.8, "flagged: 1 in 1,000 harmless texts scores as high"],
  [0.6, "flagged: 1 in 200 harmless texts scores as high"],
  [0.5, "flagged: 1 in 100 harmless texts scores as high"],
] as const;

/** What a score means in words. */
export function meaningOf(score: number): string {
  return LIMITS.find(([limit]) => score >= limit)?.[1] ?? "not flagged: more than 1 in 100 harmless texts scores as high";
}

/** `system_prompt_extraction` as words. */
export const wordsOf = (kind: string): string => kind.replaceAll("_", " ");
