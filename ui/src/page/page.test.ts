import { expect, test } from "vitest";
import { csvText } from "./csv";
import { relativeTime } from "./time";

const NOW = Date.parse("2026-03-01T12:00:00Z");

test.each([
  ["2026-03-01T12:00:01Z", "now"],
  ["2026-03-01T11:59:58Z", "now"],
  ["2026-03-01T11:59:20Z", "40 s ago"],
  ["2026-03-01T11:57:01Z", "2 min ago"],
  ["2026-03-01T02:00:00Z", "10 h ago"],
  ["2026-02-26T12:00:00Z", "3 d ago"],
  ["2025-12-24T12:00:00Z", "2025-12-24"],
  ["2026-03-01T12:10:00Z", "in 10 min"],
  ["no time", "no time"],
])("%s is %s", (at, words) => {
  expect(relativeTime(at, NOW)).toBe(words);
});

test("CSV: quoted where needed, formulas disarmed, numbers left alone", () => {
  expect(csvText([["a", 'say "x"', "1,2"], ["=HYPERLINK(1)", "@x", -5], ["line\nbreak", "-", ""]])).toBe('a,"say ""x""","1,2"\r\n\'=HYPERLINK(1),\'@x,-5\r\n"line\nbreak",\'-,\r\n');
});
