import { describe, expect, test } from "vitest";
import type { Heat, Matrix, TechniqueCell, TechniqueDetail } from "../api/schema";
import { columnsOf, heatStep, heatWithSubs, matrixRows, moveFrom, shortCount, visibleCells, withHeat } from "./matrixModel";
import { MATRIX_VIEW, windowStart, type MatrixView } from "./matrixView";

const VIEW = MATRIX_VIEW.read(new URLSearchParams());

function technique(id: string, part: Partial<TechniqueCell> = {}): TechniqueCell {
  return { id, name: `name of ${id}`, fullName: `name of ${id}`, summary: "", tactics: ["A"], subtechniques: [], platforms: [], lifecycle: [], sectors: [], rules: 0, url: "", ...part };
}

const MATRIX: Matrix = {
  release: "r",
  tactics: [
    { id: "A", name: "Alpha", summary: "", techniques: ["T1", "T2"] },
    { id: "B", name: "Beta", summary: "", techniques: [] },
    { id: "C", name: "Gamma", summary: "", techniques: ["T2", "T3"] },
  ],
  techniques: [
    technique("T1", { subtechniques: ["T1.0", "T1.1"], rules: 1 }),
    technique("T1.0", { parent: "T1", maturity: "realized", rules: 2 }),
    technique("T1.1", { parent: "T1", platforms: ["Agentic AI"], fullName: "Poison: Memory" }),
    technique("T2", { tactics: ["A", "C"], subtechniques: ["T2.0"], platforms: ["Enterprise"] }),
    technique("T2.0", { parent: "T2", tactics: ["C"] }),
    technique("T3", { tactics: ["C"] }),
  ],
};

function heatOf(...entries: readonly (readonly [string, number])[]): Map<string, Heat> {
  return new Map(
    entries.map(([id, open]) => [id, { technique: id, findings: open, open, occurrences: open * 10, highest: "high", last: `2026-03-01T00:00:0${open}Z` }]),
  );
}

const shown = (view: Partial<MatrixView>, heat = heatOf()) =>
  columnsOf(MATRIX, heat, { ...VIEW, ...view }).map((column) => visibleCells(column).map((cell) => cell.technique.id).join(" "));

describe("columns", () => {
  test("keep the release's order and show a technique under each of its tactics", () => {
    expect(shown({})).toEqual(["T1 T2", "", "T2 T3"]);
  });
  test("fold out all, or the named ones", () => {
    expect(shown({ unfolded: "all" })).toEqual(["T1 T1.0 T1.1 T2", "", "T2 T2.0 T3"]);
    expect(shown({ unfolded: ["T2"] })).toEqual(["T1 T2", "", "T2 T2.0 T3"]);
  });
  test("show a sub-technique only under the tactics it names", () => {
    const [alpha, , gamma] = columnsOf(MATRIX, heatOf(), VIEW);
    expect(alpha?.cells[1]?.subs).toHaveLength(0);
    expect(gamma?.cells[0]?.subs.map((cell) => cell.technique.id)).toEqual(["T2.0"]);
  });
  test("count what is folded in, and only that", () => {
    const heat = heatOf(["T1", 1], ["T1.0", 2], ["T1.1", 3]);
    const folded = columnsOf(MATRIX, heat, VIEW)[0]?.cells[0];
    expect([folded?.count, folded?.own, folded?.last, folded?.rules]).toEqual([6, 1, "2026-03-01T00:00:03Z", 3]);
    const out = columnsOf(MATRIX, heat, { ...VIEW, unfolded: "all", measure: "occurrences" })[0]?.cells[0];
    expect(out?.rules).toBe(1);
    expect([out?.count, out?.subs.map((cell) => cell.count)]).toEqual([10, [20, 30]]);
  });
  test("say how many of a tactic were seen, whatever the filter", () => {
    const columns = columnsOf(MATRIX, heatOf(["T1.1", 1], ["T2", 1]), { ...VIEW, text: "no such thing" });
    expect(columns.map((column) => `${column.seen}/${column.total}`)).toEqual(["2/2", "0/0", "1/2"]);
  });
});

describe("filter", () => {
  test("a parent stays, unfolded, for a sub-technique that passes", () => {
    expect(shown({ text: "memory poison" })).toEqual(["T1 T1.1", "", ""]);
    expect(shown({ maturity: ["realized"] })).toEqual(["T1 T1.0", "", ""]);
    expect(shown({ platforms: ["Agentic AI"] })).toEqual(["T1 T1.1", "", ""]);
  });
  test("ids, rules and sightings", () => {
    expect(shown({ text: "t3" })).toEqual(["", "", "T3"]);
    expect(shown({ withRules: true })).toEqual(["T1", "", ""]);
    expect(shown({ withRules: true, unfolded: "all" })).toEqual(["T1 T1.0", "", ""]);
    expect(shown({ seenOnly: true }, heatOf(["T2.0", 1]))).toEqual(["", "", "T2 T2.0"]);
  });
});

test("arrow keys cross empty columns, stop at the edges and start at the first box", () => {
  const columns = columnsOf(MATRIX, heatOf(), { ...VIEW, unfolded: "all" });
  expect(moveFrom(columns, "A/T1", "ArrowDown")).toBe("A/T1.0");
  expect(moveFrom(columns, "A/T2", "ArrowRight")).toBe("C/T3");
  expect(moveFrom(columns, "C/T2", "ArrowLeft")).toBe("A/T1");
  expect(moveFrom(columns, "A/T1", "ArrowUp")).toBe("A/T1");
  expect(moveFrom(columns, "C/T3", "ArrowRight")).toBe("C/T3");
  expect(moveFrom(columns, "A/T1.1", "End")).toBe("A/T2");
  expect(moveFrom(columns, "A/T2", "Home")).toBe("A/T1");
  expect(moveFrom(columns, "gone", "ArrowDown")).toBe("A/T1");
});

test("heat steps and badges", () => {
  expect([0, 1, 2, 4, 5, 19, 20, 99, 100, 9999].map(heatStep)).toEqual([0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  expect([7, 999, 1_000, 1_290, 12_900, 2_500_000].map(shortCount)).toEqual(["7", "999", "1k", "1.2k", "12k", "2.5M"]);
});

test("the export has a row for each box, folded in or not", () => {
  const rows = matrixRows(columnsOf(MATRIX, heatOf(["T1.0", 2]), VIEW), heatOf(["T1.0", 2]), "r");
  expect(rows.map((row) => `${row[1]} ${row[3]} ${row[10]}`).slice(1)).toEqual(["A T1 0", "A T1.0 20", "A T1.1 0", "A T2 0", "C T2 0", "C T2.0 0", "C T3 0"]);
});

describe("the view in the address", () => {
  test("says nothing for what is usual", () => {
    expect(MATRIX_VIEW.write(VIEW).toString()).toBe("");
  });
  test("comes back as it was", () => {
    const view: MatrixView = {
      release: "5.6.1",
      window: "24h",
      measure: "occurrences",
      density: "compact",
      platforms: ["Agentic AI", "Enterprise"],
      maturity: ["realized", "feasible"],
      text: "a & b=c",
      seenOnly: true,
      withRules: true,
      unfolded: ["AML.T0051", "AML.T0020"],
      selected: "AML.T0051.001",
    };
    expect(MATRIX_VIEW.read(MATRIX_VIEW.write(view))).toEqual(view);
    expect(MATRIX_VIEW.read(MATRIX_VIEW.write({ ...view, unfolded: "all" })).unfolded).toBe("all");
  });
  test("survives nonsense", () => {
    const view = MATRIX_VIEW.read(new URLSearchParams("window=9y&measure=%00&maturity=none,realized&unfold=,,&density=x"));
    expect(view).toEqual({ ...VIEW, maturity: ["realized"] });
  });
});

test("a time window starts on the minute", () => {
  expect(windowStart("1h", Date.parse("2026-03-01T12:34:56.789Z"))).toBe("2026-03-01T11:34:00.000Z");
  expect(windowStart("all", 0)).toBeUndefined();
});

const sub = (id: string) => ({ id, name: id, summary: "", rules: 0 });

describe("a technique's own page", () => {
  const detail: TechniqueDetail = {
    release: "r",
    technique: technique("T1"),
    description: "",
    tactics: [],
    subtechniques: [sub("T1.0"), sub("T1.1")],
    mitigations: [],
    caseStudies: [],
    neighbours: { before: [], after: [] },
    rules: [],
  };
  const [one, two] = [...heatOf(["T1.1", 2], ["T1", 3]).values()];

  test("counts its sub-techniques too, as the matrix does", () => {
    expect(heatWithSubs(detail)).toBeUndefined();
    const both = [one, two].reduce((before, heat) => (heat ? withHeat(before, heat) : before), detail);
    expect(heatWithSubs(both)).toEqual({ open: 5, occurrences: 50, last: "2026-03-01T00:00:03Z" });
  });
  test("is left as it is by what belongs to another", () => {
    const other = heatOf(["T9", 1]).get("T9");
    expect(other && withHeat(detail, other)).toBe(detail);
  });
});
