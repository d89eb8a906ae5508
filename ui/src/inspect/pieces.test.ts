import { expect, test } from "vitest";
import { heatOf, meaningOf, piecesOf, type Segment } from "./pieces";

const segment = (start: number, end: number): Segment => ({ start, end, place: { start, end }, attack: 0, request: 0, concepts: [] });

test("pieces make up the whole text, whatever the sentences are", () => {
  const text = "One. Two!  Three";
  for (const segments of [[], [segment(0, 4)], [segment(0, 4), segment(5, 9)], [segment(5, 9), segment(3, 6)], [segment(11, 99)]]) {
    const pieces = piecesOf({ kinds: [], text, segments });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  }
  expect(piecesOf({ kinds: [], text, segments: [segment(5, 9)] }).map((piece) => piece.text)).toEqual(["One. ", "Two!", "  Three"]);
});

test("heat begins at a half and ends at one", () => {
  expect([0, 0.5, 0.51, 0.75, 1].map(heatOf)).toEqual([0, 0, 1, 3, 5]);
});

test("a score is told by the thresholds", () => {
  expect(meaningOf(0.49)).toContain("not flagged");
  expect(meaningOf(0.5)).toContain("1 in 100");
  expect(meaningOf(0.9)).toContain("1 in 1,000");
});
