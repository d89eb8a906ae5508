import { expect, test } from "vitest";
import type { Hit } from "../api/schema";
import { TERMS } from "../glossary/terms";
import { addressOf, groupsOf } from "./results";

const titles = (query: string) => groupsOf(query, []).map((group) => `${group.title}: ${group.results.map((result) => result.name).join(", ")}`);
const hit = (kind: Hit["kind"], id: string, target = id): Hit => ({ kind, id, name: `name of ${id}`, summary: "", target });

test("everything found has an address", () => {
  const hits = [hit("retired", "AML.T0045", "AML.T0048.004"), hit("technique", "AML.T0051"), hit("tactic", "AML.TA0001"), hit("mitigation", "AML.M0001"), hit("case_study", "AML.CS0001"), hit("rule", "a/b"), hit("finding", "f 1")];
  const groups = groupsOf("zzz", hits);
  expect(groups.flatMap((group) => group.results.map((result) => result.href))).toEqual([
    "/techniques/AML.T0048.004",
    "/techniques/AML.T0051",
    "/#tactic-AML.TA0001",
    "/mitigations/AML.M0001",
    "/case-studies/AML.CS0001",
    "/rules/a%2Fb",
    "/findings/f%201",
  ]);
  expect(groups.map((group) => group.title)).toEqual(["Retired ids", "Techniques", "Tactics", "Mitigations", "Case studies", "Rules", "Findings"]);
});

test("hits of one kind stand together, in the order of the best", () => {
  const groups = groupsOf("zzz", [hit("tactic", "AML.TA1"), hit("technique", "AML.T1"), hit("tactic", "AML.TA2")]);
  expect(groups.map((group) => group.results.map((result) => result.id))).toEqual([["AML.TA1", "AML.TA2"], ["AML.T1"]]);
});

test("pages and terms are found by the beginnings of their words", () => {
  expect(titles("case st")).toEqual(["Pages: Case studies", "Glossary: Case study"]);
  expect(titles("atrix")).toEqual([]);
  expect(titles("")).toEqual([expect.stringMatching(/^Pages: Matrix, Navigator, .*About$/)]);
});

test("the id of an object says where it is shown", () => {
  expect(["AML.T0051.000", "AML.TA0001", "AML.M0001", "AML.CS0001", "AML.BANK.M0001", "AML.MY.T0001"].map(addressOf)).toEqual(["/techniques/AML.T0051.000", "/#tactic-AML.TA0001", "/mitigations/AML.M0001", "/case-studies/AML.CS0001", "/mitigations/AML.BANK.M0001", "/techniques/AML.MY.T0001"]);
});

test("terms of the glossary are each there once, and refer to each other rightly", () => {
  const ids = TERMS.map((term) => term.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const term of TERMS) for (const other of term.see ?? []) expect(ids, `${term.id} refers to ${other}`).toContain(other);
  for (const used of ["release", "retired-id", "step", "matrix", "incident", "exercise", "mitigation", "maturity"]) expect(ids).toContain(used);
});
