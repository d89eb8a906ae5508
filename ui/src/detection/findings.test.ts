import { describe, expect, test } from "vitest";
import type { Finding } from "../api/schema";
import { belongs, FINDINGS_VIEW, parametersOf, type FindingsView } from "./findingsView";
import { append, arrive, MOST_WAITING, NO_ROWS, reveal, type LiveList } from "./liveList";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const VIEW = FINDINGS_VIEW.read(new URLSearchParams());

function finding(id: string, part: Partial<Finding> = {}): Finding {
  return {
    id,
    rule: "rule-1",
    title: "Prompt to disregard instructions",
    level: "high",
    techniques: [{ id: "AML.T0051.000", name: "LLM Prompt Injection: Direct", release: "2026.05" }],
    tactics: ["Execution"],
    system: "",
    entities: { principal: "u-9" },
    evidence: ["e1"],
    first: "2026-03-01T11:00:00Z",
    last: "2026-03-01T11:30:00Z",
    count: 1,
    status: "new",
    ...part,
  };
}

const ids = (list: LiveList) => `${list.rows.map((row) => row.id).join(" ")} | ${list.waiting.map((row) => row.id).join(" ")}`;

describe("the view in the address", () => {
  const full: FindingsView = {
    status: ["new", "acknowledged"],
    level: ["critical"],
    technique: "AML.T0051",
    rule: "r/1",
    text: "a&b",
    period: "24h",
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T00:00:00.000Z",
  };
  test("comes back as it was", () => {
    expect(FINDINGS_VIEW.read(FINDINGS_VIEW.write(full))).toEqual(full);
    expect(FINDINGS_VIEW.write(VIEW).toString()).toBe("");
  });
  test("survives nonsense", () => {
    expect(FINDINGS_VIEW.read(new URLSearchParams("status=gone&level=&from=yesterday&period=8d"))).toEqual(VIEW);
  });
  test("becomes the server's parameters; set times are stronger than the period", () => {
    expect(parametersOf(full, NOW)).toEqual({ status: ["new", "acknowledged"], level: ["critical"], technique: "AML.T0051", rule: "r/1", q: "a&b", from: full.from, to: full.to });
    expect(parametersOf({ ...VIEW, period: "1h" }, NOW)).toEqual({ from: "2026-03-01T11:00:00.000Z" });
    expect(parametersOf({ ...full, from: "" }, NOW).from).toBeUndefined();
  });
});

describe("a finding belongs to the view", () => {
  test.each<[string, Partial<FindingsView>, boolean]>([
    ["without a filter", {}, true],
    ["by status", { status: ["resolved"] }, false],
    ["by level", { level: ["high", "low"] }, true],
    ["by technique", { technique: "AML.T0051.000" }, true],
    ["by its parent technique", { technique: "AML.T0051" }, true],
    ["not by the beginning of an id", { technique: "AML.T005" }, false],
    ["by rule", { rule: "rule-2" }, false],
    ["by text of an entity", { text: "Principal=U-9" }, true],
    ["by text that is nowhere", { text: "u-10" }, false],
    ["within the hour", { period: "1h" }, true],
    ["after a time", { from: "2026-03-01T11:31:00Z" }, false],
    ["before a time", { to: "2026-03-01T11:30:00Z" }, false],
  ])("%s", (_name, view, expected) => {
    expect(belongs(finding("f"), { ...VIEW, ...view }, NOW)).toBe(expected);
  });
});

describe("the live list", () => {
  const list = append(NO_ROWS, [finding("a"), finding("b")]);

  test("what is new waits", () => {
    expect(ids(arrive(list, finding("c"), true))).toBe("a b | c");
    expect(ids(arrive(list, finding("c"), false))).toBe("a b | ");
  });
  test("what is known changes in its place, also when it no longer fits", () => {
    const next = arrive(list, finding("b", { count: 7, status: "resolved" }), false);
    expect(ids(next)).toBe("a b | ");
    expect(next.rows[1]?.count).toBe(7);
  });
  test("what waits is renewed, or leaves when it no longer fits", () => {
    const waiting = arrive(arrive(list, finding("c"), true), finding("d"), true);
    expect(ids(arrive(waiting, finding("c", { count: 2 }), true))).toBe("a b | c d");
    expect(ids(arrive(waiting, finding("c"), false))).toBe("a b | d");
  });
  test("what waited goes on top, the last seen first", () => {
    const waiting = arrive(arrive(list, finding("c", { last: "2026-03-01T11:45:00Z" }), true), finding("d", { last: "2026-03-01T11:40:00Z" }), true);
    expect(ids(reveal(waiting))).toBe("c d a b | ");
  });
  test("no more than a bounded number waits", () => {
    let next = list;
    for (let at = 0; at < MOST_WAITING + 10; at += 1) next = arrive(next, finding(`w${at}`), true);
    expect([next.waiting.length, next.waiting[0]?.id]).toEqual([MOST_WAITING, `w${MOST_WAITING + 9}`]);
  });
  test("a page does not repeat what is there", () => {
    expect(ids(append(arrive(list, finding("c"), true), [finding("b"), finding("c"), finding("e")]))).toBe("a b e | c");
  });
});
