import type { Matrix, TechniqueCell } from "../api/schema";

function technique(id: string, part: Partial<TechniqueCell> = {}): TechniqueCell {
  return { id, name: `name of ${id}`, fullName: `name of ${id}`, summary: "", tactics: ["AML.TA0001"], subtechniques: [], platforms: [], lifecycle: [], sectors: [], rules: 0, url: "", ...part };
}

/** A matrix for tests: a technique under two tactics, and sub-techniques. */
export const MATRIX: Matrix = {
  release: "5.6.1",
  tactics: [
    { id: "AML.TA0001", name: "AI Model Access", summary: "", techniques: ["AML.T0001", "AML.T0002"] },
    { id: "AML.TA0002", name: "Defense Evasion", summary: "", techniques: ["AML.T0002", "AML.T0003"] },
  ],
  techniques: [
    technique("AML.T0001", { subtechniques: ["AML.T0001.000", "AML.T0001.001"], rules: 2 }),
    technique("AML.T0001.000", { parent: "AML.T0001" }),
    technique("AML.T0001.001", { parent: "AML.T0001", rules: 1 }),
    technique("AML.T0002", { tactics: ["AML.TA0001", "AML.TA0002"] }),
    technique("AML.T0003", { tactics: ["AML.TA0002"] }),
  ],
};
