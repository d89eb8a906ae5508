import { expect, test } from "vitest";
import type { AttackMatrixDetail } from "../api/schema";
import { attackAddress, attackColumns, ATTACK_VIEW } from "./attackView";

const detail: AttackMatrixDetail = {
  release: "2026.05",
  atlas: { T1000: ["AML.T0001"] },
  matrix: {
    domain: "enterprise-attack",
    version: "99",
    name: "Enterprise",
    tactics: [
      { id: "TA0001", name: "First", phase: "first" },
      { id: "TA0002", name: "Second", phase: "second" },
    ],
    techniques: [
      { id: "T1000", name: "Phish", summary: "", tactics: ["TA0001", "TA0002"], platforms: ["Linux"] },
      { id: "T1000.001", name: "Spear", summary: "", parent: "T1000", tactics: ["TA0001"], platforms: ["Windows"] },
      { id: "T1001", name: "Other", summary: "", tactics: ["TA0002"], platforms: ["Windows"] },
    ],
  },
};
const view = ATTACK_VIEW.read(new URLSearchParams());
const ids = (part: Partial<typeof view>) => attackColumns(detail, { ...view, ...part }).map((column) => column.cells.map((cell) => cell.technique.id));

test("a technique stands under each of its tactics", () => {
  expect(ids({})).toEqual([["T1000"], ["T1000", "T1001"]]);
});

test("a technique stays for a sub-technique that passes the filter", () => {
  expect(ids({ text: "spear" })).toEqual([["T1000"], ["T1000"]]);
  expect(ids({ platforms: ["Linux"] })).toEqual([["T1000"], ["T1000"]]);
  expect(ids({ adaptedOnly: true })).toEqual([["T1000"], ["T1000"]]);
  expect(ids({ text: "nothing" })).toEqual([[], []]);
});

test("links lead to the pages of MITRE", () => {
  expect(attackAddress("T1000.001")).toBe("https://attack.mitre.org/techniques/T1000/001/");
  expect(attackAddress("TA0001")).toBe("https://attack.mitre.org/tactics/TA0001/");
});
