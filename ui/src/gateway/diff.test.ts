import { expect, test } from "vitest";
import { changedLines } from "./diff";

const lines = (text: string) => text.split("");

/** Applies what was found, which must give the other text. */
function applied(before: string[], after: string[]): string[] {
  const changes = changedLines(before.join("\n"), after.join("\n"));
  const removed = new Set(changes.filter((each) => each.kind === "removed").map((each) => each.number));
  const rest = before.filter((_, at) => !removed.has(at + 1));
  for (const each of changes.filter((one) => one.kind === "added")) rest.splice(each.number - 1, 0, each.text);
  return rest;
}

test("what is removed and added turns one text into the other", () => {
  let seed = 7;
  const random = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let round = 0; round < 500; round += 1) {
    const make = () => Array.from({ length: 1 + random(12) }, () => "abc".charAt(random(3)));
    const [before, after] = [make(), make()];
    expect(applied(before, after)).toEqual(after);
  }
});

test("nothing more than needed is shown", () => {
  expect(changedLines("a\nb\nc", "a\nb\nc")).toEqual([]);
  expect(changedLines(lines("abcd").join("\n"), lines("abxcd").join("\n"))).toEqual([{ kind: "added", number: 3, text: "x" }]);
  expect(changedLines("a\nb\nc", "a\nB\nc")).toEqual([
    { kind: "removed", number: 2, text: "b" },
    { kind: "added", number: 2, text: "B" },
  ]);
});
