import { describe, expect, test } from "vitest";
import type { TechniqueDetail } from "../api/schema";
import { COMPARE_VIEW, groupCounts, shownChanges, type Change } from "./compareView";
import { neighbourhood, placed } from "./neighbourhood";
import { short, studyPath, type Step } from "./studyPath";

const step = (number: number, tactic: string, next: number[]): Step => ({ number, tactic: { id: tactic, name: `name of ${tactic}`, summary: "" }, technique: { id: `T${number}`, name: `technique ${number}`, summary: "" }, text: "", next });

const change = (kind: Change["kind"], id: string, part: Partial<Change> = {}): Change => ({ kind, object: "technique", id, name: `name of ${id}`, before: "", after: "", ...part });
const named = (id: string) => ({ id, name: `name of ${id}`, summary: "" });

describe("the path of a case study", () => {
  const steps = [step(1, "B", [2, 3]), step(2, "A", [4]), step(3, "B", [4]), step(4, "X", [])];
  const path = studyPath(steps, ["A", "B", "C"]);
  test("goes over the columns that it uses, in the matrix' order; one that the matrix lacks comes last", () => {
    expect(path.lanes.map((lane) => lane.id)).toEqual(["A", "B", "X"]);
  });
  test("has a row for each step, in the column of its tactic", () => {
    expect(path.nodes.map((node) => node.y)).toEqual(path.nodes.map((node) => node.y).sort((a, b) => a - b));
    expect(path.nodes[0]?.x).toBe(path.nodes[2]?.x);
    expect(path.nodes[0]?.x).not.toBe(path.nodes[1]?.x);
  });
  test("branches where a step leads to several", () => {
    expect(path.edges.map((edge) => `${edge.key}${edge.branch ? " branch" : ""}`)).toEqual(["1-2 branch", "1-3 branch", "2-4", "3-4"]);
  });
  test("stands steps that lead back, nowhere, or to none there is", () => {
    const odd = studyPath([step(1, "A", [2, 9]), step(2, "A", [1, 2])], []);
    expect(odd.edges.map((edge) => edge.key)).toEqual(["1-2", "2-1", "2-2"]);
    expect(odd.edges.every((edge) => !edge.path.includes("NaN"))).toBe(true);
    expect(studyPath([], []).nodes).toEqual([]);
  });
  test("cuts long names", () => {
    expect([short("abc", 3), short("abcd", 3), short("ab cdef", 4)]).toEqual(["abc", "ab…", "ab…"]);
  });
});

describe("changes between releases", () => {
  const changes = [change("added", "T1"), change("removed", "T2", { successor: "T9" }), change("reworded_name", "T3", { before: "ML x", after: "AI x" }), change("mitigates_added", "M1", { object: "mitigation", after: "T1" })];
  const view = COMPARE_VIEW.read(new URLSearchParams());
  const ids = (part: Partial<typeof view>) => shownChanges(changes, { ...view, ...part }).map((each) => each.id);
  test("are filtered by kind, object and text, values and successors included", () => {
    expect(ids({})).toEqual(["T1", "T2", "T3", "M1"]);
    expect(ids({ group: "gone" })).toEqual(["T2"]);
    expect(ids({ group: "renamed" })).toEqual(["T3"]);
    expect(ids({ object: "mitigation" })).toEqual(["M1"]);
    expect(ids({ text: "t9" })).toEqual(["T2"]);
    expect(ids({ text: "name ai" })).toEqual(["T3"]);
  });
  test("are counted by group, whatever group is shown", () => {
    expect(Object.fromEntries(groupCounts(changes, { ...view, group: "gone", object: "technique" }))).toEqual({ all: 3, added: 1, gone: 1, renamed: 1 });
  });
  test("the view comes back from the address", () => {
    const full = { from: "5.6.1", to: "2026.05", group: "edges", object: "case_study", text: "a & b" } as const;
    expect(COMPARE_VIEW.read(COMPARE_VIEW.write(full))).toEqual(full);
    expect(COMPARE_VIEW.write(view).toString()).toBe("");
  });
});

describe("the neighbourhood of a technique", () => {
  const detail: TechniqueDetail = {
    release: "r",
    technique: { ...named("AML.T0001"), fullName: "", tactics: [], subtechniques: [], platforms: [], lifecycle: [], sectors: [], rules: 0, url: "" },
    description: "",
    tactics: [named("AML.TA0001")],
    subtechniques: [],
    mitigations: Array.from({ length: 9 }, (_, at) => ({ ...named(`AML.M000${at}`), inherited: false, description: "" })),
    caseStudies: [],
    neighbours: { before: [{ id: "AML.T0002", name: "n", studies: 3 }], after: [] },
    rules: [],
  };
  const circles = neighbourhood(detail, "?release=r");
  test("leaves out what there is none of, and says how many more there are", () => {
    expect(circles.map((circle) => `${circle.title} ${circle.items.length}+${circle.more}`)).toEqual(["Tactics 1+0", "Came before in case studies 1+0", "Mitigations 6+3"]);
    expect(circles[1]?.items).toEqual([{ name: "3× n", href: "/techniques/AML.T0002?release=r" }]);
  });
  test("nothing stands on anything else", () => {
    const { placed: all, height } = placed(circles);
    const rows = all.flatMap((circle) => circle.rows);
    expect(rows.every((row, at) => at === 0 || row - (rows[at - 1] ?? 0) >= 24)).toBe(true);
    expect(Math.max(...rows)).toBeLessThan(height);
  });
});
