import { describe, expect, it } from "vitest";
import type { Threat } from "../api/schema";
import { openOf, shownThreats, THREATS_VIEW } from "./threatsView";

const threat = (key: string, part: Partial<Threat>): Threat => ({
  system: "ferry",
  systemName: "Ferry",
  key,
  technique: key.split("@")[0] ?? "",
  name: "LLM Prompt Injection",
  tactics: [],
  component: "desk",
  componentName: "Desk",
  stride: ["tampering"],
  says: "Somebody can.",
  level: "high",
  residual: 0.5,
  likelihood: 0.8,
  impact: 0.8,
  strength: 0,
  status: "open",
  decided: 0,
  findings: 0,
  rules: 0,
  sees: false,
  state: "gap",
  because: "no control",
  ...part,
});

const view = (query: string) => THREATS_VIEW.read(new URLSearchParams(query));

describe("the register on the page", () => {
  const all = [threat("AML.T0001@a", { residual: 0.2, owner: "ann", state: "proven" }), threat("AML.T0002@a", { level: "low" }), threat("AML.T0003@b", { status: "accepted", state: "watched" })];
  const keys = (query: string) => shownThreats(all, view(query)).map((each) => each.key);

  it("shows the riskiest first, or what is asked for", () => {
    expect(keys("")).toEqual(["AML.T0002@a", "AML.T0003@b", "AML.T0001@a"]);
    expect(keys("order=technique")).toEqual(["AML.T0001@a", "AML.T0002@a", "AML.T0003@b"]);
    expect(keys("owner=nobody")).toEqual(["AML.T0002@a", "AML.T0003@b"]);
    expect(keys("level=low")).toEqual(["AML.T0002@a"]);
    expect(keys("status=accepted,mitigated")).toEqual(["AML.T0003@b"]);
    expect(keys("cover=proven,watched")).toEqual(["AML.T0003@b", "AML.T0001@a"]);
    expect(keys("cover=gap")).toEqual(["AML.T0002@a"]);
    expect(keys("stride=spoofing")).toEqual([]);
    expect(keys("q=ann+injection")).toEqual(["AML.T0001@a"]);
  });

  it("is wholly in the address", () => {
    const query = "q=x&system=ferry&owner=nobody&level=high%2Clow&status=open&stride=tampering&cover=watched&order=owner&threat=ferry%2FAML.T0001%40a";
    expect(THREATS_VIEW.write(view(query)).toString()).toBe(query);
    expect(openOf(view(query))).toEqual({ system: "ferry", key: "AML.T0001@a" });
    expect(openOf(view("threat=none"))).toBeUndefined();
  });
});
