import { expect, test } from "vitest";
import { segments } from "./marks";

test("marks cut a text without losing any of it", () => {
  const text = "call me at a@b.example now";
  const cut = segments(text, [
    { start: 11, end: 22, kind: "email" },
    { start: 15, end: 99, kind: "domain" },
    { start: 0, end: 4, kind: "verb" },
    { start: 2, end: 3, kind: "inside" },
  ]);
  expect(cut.map((each) => each.text).join("")).toBe(text);
  expect(cut.map((each) => [each.text, each.kind])).toEqual([
    ["call", "verb"],
    [" me at ", undefined],
    ["a@b.example", "email"],
    [" now", "domain"],
  ]);
  expect(segments("", [])).toEqual([]);
  expect(segments("plain", [])).toEqual([{ start: 0, text: "plain", kind: undefined }]);
});
