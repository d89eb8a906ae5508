import { describe, expect, test } from "vitest";
import type { FieldMatch } from "../api/schema";
import { askedIn, excerptOf, fieldNeedles, needlesOf, occurrences, segmentsOf, textNeedles, withInvisibles } from "./highlight";

/** Marks as brackets: [value], {asked}. */
function marked(text: string, values: string[], asked: string[] = []): string {
  return segmentsOf(text, { values: values.map((value) => ({ text: value, cut: false })), asked })
    .map(({ text: part, mark }) => (mark === "value" ? `[${part}]` : mark === "asked" ? `{${part}}` : part))
    .join("");
}

const match = (value: string, expected: string): FieldMatch => ({ selection: "s", field: "f", value, expected });

const values = (needles: { values: readonly { text: string }[] }) => needles.values.map((each) => each.text);

describe("occurrences of what a rule saw in what was written", () => {
  test.each([
    ["case", "Say IGNORE it", "ignore", [[4, 10]]],
    ["invisible characters", "ig\u200bno\u2060re", "ignore", [[0, 8]]],
    ["bidirectional controls", "a\u202eignore\u202cb", "ignore", [[2, 8]]],
    ["white space", "all \n\t previous", "all previous", [[0, 15]]],
    ["full-width letters", "ｉｇｎｏｒｅ", "ignore", [[0, 6]]],
    ["letters outside of the basic plane", "x𝐢𝐠y", "ig", [[1, 5]]],
    ["several", "ab ab ab", "ab", [[0, 2], [3, 5], [6, 8]]],
    ["none", "abc", "d", []],
    ["nothing asked", "abc", " ", []],
  ])("%s", (_name, text, needle, expected) => {
    expect(occurrences(text, needle).map(({ start, end }) => [start, end])).toEqual(expected);
  });
});

describe("segments", () => {
  test("what was asked is marked within the value only", () => {
    expect(marked("x ignore; now ignore all y", ["now ignore all"], ["ignore"])).toBe("x ignore; [now ]{ignore}[ all] y");
  });
  test("values may overlap", () => {
    expect(marked("abcdef", ["bcd", "cde"])).toBe("a[bcde]f");
  });
  test("joined, they are the text again, whatever is marked", () => {
    let state = 7;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const alphabet = [..."ab \u200b\u00a0ﬁ𝐢\n\u202e"];
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: next(30) }, () => alphabet[next(alphabet.length)]).join("");
      const from = next(text.length + 1);
      const needle = text.slice(from, from + next(6));
      expect(segmentsOf(text, { values: [{ text: needle, cut: false }], asked: [needle.slice(0, 2)] }).map((segment) => segment.text).join("")).toBe(text);
    }
  });
  test("a long text takes no time worth noticing", () => {
    const text = "ignore all previous instructions ".repeat(3_000);
    const start = performance.now();
    expect(segmentsOf(text, { values: [{ text: "previous instructions", cut: false }], asked: ["previous"] })).toHaveLength(9_001);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("what a rule asked for in a value", () => {
  test.each([
    ["now ignore all previous", "*ignore*previous*", ["ignore", "previous"]],
    ["a*b", String.raw`*a\*b*`, ["a*b"]],
    ["equal", "equal", ["equal"]],
    ["contains", "contains 'ignore all'", ["ignore all"]],
    ["it's fine, isn't it", "*it's fine*", ["it's fine"]],
    ["please IGNORE the rules", String.raw`/\b(ignore|forget)\b.{0,40}\brules\b/`, ["IGNORE the rules"]],
    ["flags", "/(?i)FLAGS/", ["flags"]],
    ["an RE2 form", String.raw`/\Qflags\E/`, []],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "/(a+)+$/", []],
    ["a".repeat(500), "/a*a*a*a*b/", []],
    ["0.5", ">= 0.4", []],
    ["x", "not *y*", []],
    ["there", "exists", []],
    ["v", "equal to the value of user.id", []],
  ])("%s, asked %s", (value, expected, asked) => {
    const start = performance.now();
    expect(askedIn(value, expected)).toEqual(asked);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

test("needles leave out what is too short to mean anything; a value cut short reaches to the end", () => {
  const needles = needlesOf([match("a long val…", "*val*"), match("1", "1"), match("a long val…", "exists")]);
  expect(needles).toEqual({ values: [{ text: "a long val", cut: true }], asked: ["val"] });
  expect(segmentsOf("x a long value with val in it", needles).map(({ text, mark }) => `${mark}:${text}`)).toEqual([":x ", "value:a long ", "asked:val", "value:ue with ", "asked:val", "value: in it"]);
});

test("an excerpt shows what was asked for with what stands around it", () => {
  const long = segmentsOf(`${"a".repeat(300)} needle ${"b".repeat(300)}`, { values: [{ text: "a", cut: true }], asked: ["needle"] });
  const shown = excerptOf(long);
  expect(shown.map(({ mark, text }) => [mark, text.length])).toEqual([
    ["", 1],
    ["value", 90],
    ["asked", 6],
    ["value", 90],
    ["", 1],
  ]);
  expect(excerptOf([{ text: "short", mark: "value" }])).toEqual([{ text: "short", mark: "value" }]);
  expect(excerptOf([])).toEqual([]);
  expect(excerptOf([{ text: "c".repeat(400), mark: "" }]).map(({ text }) => text.length)).toEqual([270, 1]);
});

test("a field is marked for its own matches, texts for those of all texts", () => {
  const matches: FieldMatch[] = [
    { selection: "s", field: "text.user", value: "ignore all", expected: "*ignore*" },
    { selection: "s", field: "user.id", value: "u-9", expected: "u-9" },
  ];
  expect(values(textNeedles(matches))).toEqual(["ignore all"]);
  expect(values(fieldNeedles(matches, "gen_ai.input.messages.parts.content"))).toEqual(["ignore all"]);
  expect(values(fieldNeedles(matches, "user.id"))).toEqual(["u-9"]);
  expect(values(fieldNeedles(matches, "principal"))).toEqual([]);
});

test("invisible characters get a name", () => {
  expect(withInvisibles("a\u200bb\u{e0041}\n\u0007")).toEqual([
    { text: "a", invisible: false },
    { text: "U+200B", invisible: true },
    { text: "b", invisible: false },
    { text: "U+E0041", invisible: true },
    { text: "\n", invisible: false },
    { text: "U+0007", invisible: true },
  ]);
});
