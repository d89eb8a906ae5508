import { describe, expect, test } from "vitest";
import { isMistake, readExpression } from "./expression";

const NAMES = ["a", "b", "c"];

function result(text: string, scores: readonly (number | undefined)[] = [2, 3, undefined]): number | undefined | string {
  const read = readExpression(text, NAMES);
  return isMistake(read) ? `${read.at}: ${read.message}` : read.run(scores);
}

test.each([
  ["a + b * 2", 8],
  ["(a + b) * 2", 10],
  ["a - b - 1", -2],
  ["-a ^ 2", -4],
  ["2 ^ b ^ a + a*0", 512],
  ["a ^ -1", 0.5],
  ["b % a", 1],
  ["max(a, b, 7)", 7],
  ["MIN(A,B)", 2],
  ["avg(a, b) + sum(a, b)", 7.5],
  ["abs(a - b) + round(a / b)", 2],
  ["if(a < b, 10, 20)", 10],
  ["(a >= b) + (a != b) + (a == 2)", 2],
  ["a + c", 2],
  ["has(a) + has(c) * 10", 1],
  ["  a  ", 2],
  [".5*a", 1],
])("%s gives %s", (text, expected) => {
  expect(result(text)).toBe(expected);
});

test("a cell that none of the named layers scores has no result", () => {
  expect(result("c + 5")).toBeUndefined();
  expect(result("a + 5", [undefined, 3, 4])).toBeUndefined();
  expect(result("has(c) * 5")).toBeUndefined();
});

test("a result that is no finite number is none", () => {
  expect(result("a / c")).toBeUndefined();
  expect(result("(0 - a) ^ 0.5")).toBeUndefined();
  expect(result("9 ^ 999 * a")).toBeUndefined();
});

describe("mistakes come with their place", () => {
  test.each([
    ["", "0: Expected a number, a layer or “(”, found the end."],
    ["a +", "3: Expected a number, a layer or “(”, found the end."],
    ["a b", "2: Expected an operator or the end, found “b”."],
    ["(a + b", "6: Expected “)”, found the end."],
    ["a + d", "4: There is no layer “d”; there are a, b, c."],
    ["a & b", "2: “&” has no meaning here."],
    ["a +   $", "6: “$” has no meaning here."],
    ["max", "0: “max” is a function: write max(…)."],
    ["mix(a)", "0: There is no function “mix”; there are min, max, sum, avg, abs, round, if, has."],
    ["constructor(a)", "0: There is no function “constructor”; there are min, max, sum, avg, abs, round, if, has."],
    ["if(a, b)", "0: if takes 3 values, found 2."],
    ["has(1)", "4: There is no layer “1”; there are a, b, c."],
    ["1 + 2", "0: It names no layer; there are a, b, c."],
    ["a,b", "1: Expected an operator or the end, found “,”."],
    [`${"(".repeat(60)}a${")".repeat(60)}`, "40: It is nested too deeply."],
    [`a${"^a".repeat(60)}`, "80: It is nested too deeply."],
    ["a+".repeat(300), "500: It is longer than 500 characters."],
  ])("%#", (text, expected) => {
    expect(result(text)).toBe(expected);
  });
});

test("agrees with JavaScript on random sums, products and brackets", () => {
  let state = 20_261_121;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const make = (depth: number): string => {
    if (depth === 0 || next(4) === 0) return next(2) === 0 ? String(next(9) + 1) : (NAMES[next(2)] ?? "a");
    const [left, right] = [make(depth - 1), make(depth - 1)];
    const plain = `${left} ${"+-*"[next(3)] ?? "+"} ${right}`;
    return next(2) === 0 ? `(${plain})` : plain;
  };
  for (let round = 0; round < 500; round += 1) {
    const text = `a * 0 + ${make(4)}`;
    // The text was made here, of digits, a, b and operators.
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
    const expected = new Function("a", "b", `return ${text}`)(2, 3) as number;
    expect(result(text), text).toBe(expected);
  }
});
