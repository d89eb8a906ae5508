import { expect, test } from "vitest";
import { yamlLines } from "./yaml";

const shape = (line: string) => yamlLines(line)[0]?.map(({ kind, text }) => `${kind}(${text})`).join("");

test.each([
  ["title: A rule", "key(title)mark(:)plain( )plain(A rule)"],
  ["    - 'it''s # no comment' # one", "plain(    )mark(-)plain( )string('it''s # no comment' )comment(# one)"],
  ["  field|contains|all:", "plain(  )key(field|contains|all)mark(:)"],
  ['- "a\\"b": 1', 'mark(-)plain( )key("a\\"b")mark(:)plain( )number(1)'],
  ["url: http://x/#y", "key(url)mark(:)plain( )plain(http://x/#y)"],
  ["# all of it: a comment", "comment(# all of it: a comment)"],
  ["level: true", "key(level)mark(:)plain( )number(true)"],
  ["- -5", "mark(-)plain( )number(-5)"],
])("%s", (line, expected) => {
  expect(shape(line)).toBe(expected);
});

test("a block of text is one string until it ends", () => {
  const kinds = yamlLines("description: |\n  key: not one\n\n  # not a comment\nlevel: high").map((line) => line.map((token) => token.kind).join(" "));
  expect(kinds).toEqual(["key mark plain mark", "string", "", "string", "key mark plain plain"]);
});

test("joined, the tokens are the source again", () => {
  const source = "a: |-\n    x # y\n\n\tz\n- - b: [1, 'two']\n'q': \"w\"   # end\n\u0000: :\n---";
  expect(yamlLines(source).map((line) => line.map((token) => token.text).join("")).join("\n")).toBe(source);
});
