import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { graphOf, outermost } from "./layout";
import { addItem, BLANK, freeId, readMap, removeItems, renameComponent, setItem, setProperty } from "./mapText";
import { accepted } from "./Proposals";

const ferry = readFileSync(new URL("../../../examples/systems/ferry.yaml", import.meta.url), "utf8");
const component = (text: string, id: string) => readMap(text).components.find((each) => each.id === id);

describe("the text of a map", () => {
  it("is read with every part and its line", () => {
    const view = readMap(ferry);
    expect(view.components).toHaveLength(14);
    expect(view.flows).toHaveLength(12);
    expect(component(ferry, "desk")?.kinds).toEqual(["agent", "llm-application"]);
    expect(ferry.split("\n")[(component(ferry, "desk")?.line ?? 0) - 1]).toContain("id: desk");
    expect(view.boundaries.find((each) => each.id === "partners")?.within).toBe("internet");
  });

  it("changes only where an edit says so", () => {
    const edited = setItem(ferry, "components", "desk", { owner: "care" });
    const before = ferry.split("\n");
    const differing = edited.split("\n").filter((line, at) => line !== before[at]);
    expect(differing).toEqual(["    owner: care"]);
    expect(setItem(edited, "components", "desk", { owner: "customer-care" })).toBe(ferry);
  });

  it("takes answers, and takes them back", () => {
    const answered = setProperty(ferry, "booking-tool", "runs-code", "true");
    expect(component(answered, "booking-tool")?.properties).toEqual({ "runs-code": "true" });
    expect(setProperty(answered, "booking-tool", "runs-code", "")).toBe(ferry);
  });

  it("takes flows with their component and leaves nothing that points to nothing", () => {
    const view = readMap(removeItems(ferry, { components: ["fraud-api"] }));
    expect(view.components.map((each) => each.id)).not.toContain("fraud-api");
    expect(view.flows.some((flow) => flow.from === "fraud-api" || flow.to === "fraud-api")).toBe(false);
    expect(view.components.find((each) => each.id === "fraud-model")?.partOf).toBe("");
    const opened = readMap(removeItems(ferry, { boundaries: ["partners"], assets: ["bookings"] }));
    expect(opened.components.find((each) => each.id === "shop")?.within).toBe("internet");
    expect(opened.components.some((each) => each.stores.includes("bookings") || each.processes.includes("bookings"))).toBe(false);
  });

  it("keeps former ids when a component is renamed, and its flows", () => {
    const renamed = renameComponent(ferry, "desk", "help-desk");
    expect(renamed).toMatch(/was: \[desk\]/);
    expect(readMap(renamed).flows.filter((flow) => flow.from === "help-desk" || flow.to === "help-desk")).toHaveLength(7);
    expect(component(renamed, "model")?.partOf).toBe("help-desk");
  });

  it("adds to lists that are not there yet", () => {
    const added = addItem("sextant: system/1\nid: x\n", "components", { id: "a", kind: "agent", within: "" });
    expect(added).toContain("  - {id: a, kind: agent}");
    expect(freeId(readMap(added), "a")).toBe("a-2");
  });

  it("stays as it is when it is no YAML", () => {
    for (const broken of ["", "- 1", "a: [", "x: {y: 1", "\u0000"]) {
      expect(setItem(broken, "components", "a", { owner: "b" })).toBe(broken);
      expect(readMap(broken).components).toEqual([]);
    }
  });
});

describe("the graph of a map", () => {
  it("nests boundaries and never in a circle", () => {
    const circle = readMap("boundaries: [{id: a, within: b}, {id: b, within: a}, {id: c, within: c}]\ncomponents: [{id: x, within: a}]");
    expect([...outermost(circle).values()].filter((each) => each === "").length).toBeGreaterThan(0);
    expect(JSON.stringify(graphOf(circle))).toContain("c:x");
    const nested = graphOf(readMap(ferry));
    expect(nested.children?.find((each) => each.id === "b:internet")?.children?.map((each) => each.id)).toEqual(["b:partners", "c:passenger"]);
  });

  it("leaves out flows to nowhere", () => {
    expect(graphOf(readMap("components: [{id: x}]\nflows: [{from: x, to: y}, {from: x, to: x}]")).edges).toEqual([]);
    expect(graphOf(readMap(BLANK("s", "S"))).edges).toHaveLength(2);
  });
});

test("an accepted proposal stands on the map with what speaks for it", () => {
  const proposal = { id: "model-x", name: "Model x", kind: "generative-model", services: [], models: ["x"], properties: { "safe-format": "false" }, clues: [] };
  const text = accepted("sextant: system/1\nid: a\n", proposal, "predictive-model");
  expect(text).toContain('- {id: model-x, name: Model x, kind: predictive-model, telemetry: {models: [x]}, properties: {safe-format: "false"}}');
  expect(readMap(text).components[0]?.properties).toEqual({ "safe-format": "false" });
});
