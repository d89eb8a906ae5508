/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { columnsOf, placesOf } from "../atlas/matrixModel";
import type { Matrix } from "../api/schema";
import { cellColour, contrast, gradientColour, rgbOf, textOn } from "./colour";
import { combine } from "./combine";
import { allColumns } from "./exporting";
import { isMistake, readExpression, type Expression } from "./expression";
import { acrossTactics, annotate, BLANK, newLayer, scoredLayer, shownScore, withScore, type Layer } from "./layer";
import { readLayers, writeLayer } from "./layerFile";
import { svgOf } from "./picture";
import { picked, rangeOf, NOTHING } from "./selection";
import { packed, unpacked } from "./share";
import { shownColumns } from "./shown";
import { workbook } from "./spreadsheet";
import { layerRows, layerSheets } from "./tables";
import { MATRIX } from "./testMatrix";
import { matrixViewOf, NAVIGATOR_VIEW } from "./view";

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>&\u0000\u000b';
const A1 = "AML.TA0001/AML.T0001";
const A2 = "AML.TA0001/AML.T0002";
const B2 = "AML.TA0002/AML.T0002";
const SUB = "AML.TA0001/AML.T0001.000";

const alone = (key: string): string[] => [key];
const scored = (name: string, scores: Record<string, number>): Layer =>
  newLayer(name, "5.6.1", { cells: Object.fromEntries(Object.entries(scores).map(([key, score]) => [key, { ...BLANK, score }])) });

describe("notes", () => {
  test("a note that says nothing is not kept", () => {
    const layer = annotate(newLayer("n", "r"), [A1, A2], (note) => withScore(note, 3));
    expect(Object.keys(layer.cells)).toEqual([A1, A2]);
    expect(annotate(layer, [A1], (note) => withScore(note, undefined)).cells).toEqual({ [A2]: { ...BLANK, score: 3 } });
  });
  test("a technique is one in all its tactics", () => {
    expect(acrossTactics([A2], placesOf(MATRIX))).toEqual([A2, B2]);
  });
  test("a folded technique can score for its sub-techniques", () => {
    const layer = scored("n", { [A1]: 1, [SUB]: 4, "AML.TA0001/AML.T0001.001": 7 });
    const folded = [SUB, "AML.TA0001/AML.T0001.001"];
    const of = (aggregate: Layer["aggregate"]) => shownScore({ ...layer, aggregate }, A1, folded);
    expect([of("none"), of("max"), of("min"), of("sum"), of("average")]).toEqual([1, 7, 1, 12, 4]);
    expect(shownScore({ ...layer, aggregate: "sum" }, A1, [])).toBe(1);
  });
  test("coverage scores each technique by its rules, zero too", () => {
    const layer = scoredLayer("rules", MATRIX, (technique) => technique.rules);
    expect([layer.cells[A1]?.score, layer.cells[B2]?.score, layer.gradient.max]).toEqual([2, 0, 2]);
  });
  test("gaps, annotated and disabled cells can be shown alone", () => {
    const layer = annotate(scored("n", { [A1]: 1, [B2]: 2 }), [B2], (note) => ({ ...note, enabled: false }));
    const view = NAVIGATOR_VIEW.read(new URLSearchParams());
    const keys = (shown: "annotated" | "unannotated" | "enabled") => shownColumns(MATRIX, layer, { ...view, shown }).flatMap((column) => column.cells.map((cell) => cell.key));
    expect(keys("annotated")).toEqual([A1, B2]);
    expect(keys("unannotated")).toEqual([A1, A2, "AML.TA0002/AML.T0003"]);
    expect(keys("enabled")).toEqual([A1, A2, "AML.TA0002/AML.T0003"]);
  });
});

describe("colours", () => {
  test("of a scale", () => {
    const gradient = { colors: ["#000000", "#ffffff", "#ff0000"], min: 0, max: 100 };
    expect([-5, 0, 25, 50, 100, 900].map((score) => gradientColour(gradient, score))).toEqual(["#000000", "#000000", "#808080", "#ffffff", "#ff0000", "#ff0000"]);
    expect(gradientColour({ ...gradient, min: 3, max: 3 }, 3)).toBe("#ff0000");
    expect(gradientColour({ colors: ["nonsense"], min: 0, max: 1 }, 1)).toBe("");
  });
  test("chosen by hand go before those of the score", () => {
    const layer = scored("n", { [A1]: 100 });
    expect(cellColour(layer, A1, [])).toBe("#b3261e");
    expect(cellColour(annotate(layer, [A1], (note) => ({ ...note, color: "#123456" })), A1, [])).toBe("#123456");
    expect(cellColour(layer, A2, [])).toBe("");
  });
  test("the text on any colour can be read", () => {
    for (let red = 0; red < 256; red += 15) {
      for (let green = 0; green < 256; green += 15) {
        for (let blue = 0; blue < 256; blue += 15) {
          const color = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
          expect(contrast(textOn(color), color)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });
  test.each([["#fff", [255, 255, 255]], ["#0A141e", [10, 20, 30]], ["#0a141e80", [10, 20, 30]], ["red", undefined], ["#12", undefined], ["url(x)", undefined]])("%s", (text, expected) => {
    expect(rgbOf(text)).toEqual(expected);
  });
});

describe("a layer file", () => {
  test("comes back as it was written", () => {
    const layer = annotate(
      newLayer("all kinds", "5.6.1", { description: HOSTILE, legend: [{ label: "l", color: "#123456" }], aggregate: "max", gradient: { colors: ["#000000", "#ffffff"], min: -1, max: 5 } }),
      [A1, SUB, B2],
      (_, key) => ({ score: key.length, color: "#abcdef", comment: HOSTILE, enabled: key !== B2, links: [{ label: HOSTILE, url: "https://example.org/?a=1&b=2" }], metadata: [{ name: "n", value: "v" }] }),
    );
    const { layers, notices } = readLayers(JSON.stringify(writeLayer(layer, MATRIX)), MATRIX);
    expect(notices).toEqual([]);
    expect(layers).toEqual([layer]);
  });
  test("is of the format 4.5, for the domain of ATLAS, with the tactic of each cell", () => {
    const json = writeLayer(scored("n", { [B2]: 1, [SUB]: 2 }), MATRIX) as { techniques: unknown };
    expect(json).toMatchObject({ domain: "atlas-atlas", versions: { layer: "4.5" }, metadata: [{ name: "atlas_data_version", value: "5.6.1" }] });
    expect(json.techniques).toEqual([
      { techniqueID: "AML.T0002", tactic: "defense-evasion", score: 1, enabled: true },
      { techniqueID: "AML.T0001.000", tactic: "ai-model-access", score: 2, enabled: true },
    ]);
  });
  test("an entry without a tactic stands in every column, and gives way to one with", () => {
    const file = { name: "n", domain: "atlas-atlas", techniques: [{ techniqueID: "AML.T0002", tactic: "defense-evasion", score: 9 }, { techniqueID: "AML.T0002", score: 1 }] };
    const [layer] = readLayers(JSON.stringify(file), MATRIX).layers;
    expect([layer?.cells[A2]?.score, layer?.cells[B2]?.score]).toEqual([1, 9]);
  });
  test("older names of tactics, ids and versions are read", () => {
    const file = { version: "4.3", domain: "atlas-atlas", techniques: [{ techniqueID: "AML.T0001", tactic: "ml-model-access", color: "#FFF" }, { techniqueID: "AML.T0003", tactic: "AML.TA0002", score: 1 }] };
    const { layers, notices } = readLayers(`\uFEFF${JSON.stringify(file)}`, MATRIX);
    expect(notices).toEqual([]);
    expect(layers[0]?.cells).toEqual({ [A1]: { ...BLANK, color: "#ffffff" }, "AML.TA0002/AML.T0003": { ...BLANK, score: 1 } });
    expect(layers[0]?.name).toBe("Unnamed");
  });
  test("what the release has no cell for is told, kept and written out again", () => {
    const strays = [{ techniqueID: "AML.T9999", score: 1 }, { techniqueID: "AML.T0003", tactic: "ai-model-access" }];
    const { layers, notices } = readLayers(JSON.stringify({ name: "n", domain: "atlas-atlas", techniques: strays }), MATRIX);
    expect(notices).toEqual(["5.6.1 has no cell for AML.T9999, AML.T0003 under ai-model-access; they are kept and written out again."]);
    expect((writeLayer(layers[0] as Layer, MATRIX) as { techniques: unknown }).techniques).toEqual(strays);
  });
  test("several layers in one file, and layers of another domain", () => {
    const { layers, notices } = readLayers(JSON.stringify([{ name: "1", techniques: [] }, { name: "2", domain: "enterprise-attack", techniques: [] }]), MATRIX);
    expect(layers.map((each) => [each.name, each.domain])).toEqual([["1", "atlas-atlas"], ["2", "enterprise-attack"]]);
    expect(notices).toEqual(["“2” is of the domain enterprise-attack, not of ATLAS; only cells of this matrix are shown."]);
  });
  test("what is not of the right kind is left out, not believed", () => {
    const wrong = { techniqueID: "AML.T0001", score: "high", color: "url(javascript:1)", comment: { a: 1 }, enabled: "no", links: [{ label: 1, url: "javascript:alert(1)" }, { url: "https://ok.example/" }, { divider: true }, "x"], metadata: "x" };
    const [layer] = readLayers(JSON.stringify({ name: { a: 1 }, techniques: [wrong, null, 7], gradient: { colors: ["#fff"], minValue: "0" }, legendItems: [1] }), MATRIX).layers;
    expect(layer?.cells).toEqual({ [A1]: { ...BLANK, links: [{ label: "", url: "https://ok.example/" }] } });
    expect(layer?.gradient.colors).toHaveLength(3);
  });
  test.each([
    ["{", /not JSON/],
    ["[]", /empty list/],
    ["7", /no Navigator layer/],
    ['{"name":"n"}', /no Navigator layer/],
    ['[{"techniques":[]},{}]', /Entry 2/],
    ['{"versions":{"layer":"5.0"},"techniques":[]}', /format 5.0/],
  ])("%s is refused", (text, words) => {
    expect(() => readLayers(text, MATRIX)).toThrow(words);
  });
});

describe("combining", () => {
  const layers = [scored("one", { [A1]: 2, [A2]: 3 }), annotate(scored("two", { [A1]: 5, [B2]: 7 }), [A1], (note) => ({ ...note, comment: "why", color: "#111111", enabled: false }))];
  const by = (text: string, taken = { comments: [1], states: 1 as number | undefined }) => {
    const read = readExpression(text, ["a", "b"]);
    expect(isMistake(read)).toBe(false);
    return combine("sum", text, read as Expression, layers, taken);
  };
  test("computes each cell that any named layer scores", () => {
    const made = by("a + b * 2", { comments: [], states: undefined });
    expect(made.cells).toEqual({ [A1]: { ...BLANK, score: 12 }, [A2]: { ...BLANK, score: 3 }, [B2]: { ...BLANK, score: 14 } });
    expect([made.gradient.min, made.gradient.max, made.description]).toEqual([0, 14, "a + b * 2, where a is “one”, b is “two”."]);
  });
  test("takes over comments, colours and states", () => {
    expect(by("a").cells[A1]).toEqual({ ...BLANK, score: 2, comment: "why", color: "#111111", enabled: false });
    expect(by("a").cells[B2]).toBeUndefined();
  });
});

describe("selecting", () => {
  const columns = columnsOf(MATRIX, new Map(), matrixViewOf(NAVIGATOR_VIEW.read(new URLSearchParams())));
  test("a range within a column, and the rectangle across", () => {
    expect(rangeOf(columns, A1, A2)).toEqual([A1, A2]);
    expect(rangeOf(columns, A1, B2)).toEqual([A1, B2]);
    expect(rangeOf(columns, "gone", B2)).toEqual([B2]);
  });
  test("click, Ctrl and Shift", () => {
    const plain = { range: false, toggle: false };
    const one = picked(NOTHING, A1, plain, columns, alone);
    expect([...one.keys]).toEqual([A1]);
    expect([...picked(one, A1, plain, columns, alone).keys]).toEqual([]);
    const two = picked(one, B2, { ...plain, toggle: true }, columns, alone);
    expect([...two.keys]).toEqual([A1, B2]);
    expect([...picked(two, B2, { ...plain, toggle: true }, columns, alone).keys]).toEqual([A1]);
    expect([...picked(one, A2, { ...plain, range: true }, columns, alone).keys]).toEqual([A1, A2]);
  });
});

describe("giving away", () => {
  const layer = annotate(scored(HOSTILE, { [A1]: 40, [SUB]: 3 }), [A1], (note) => ({ ...note, comment: `=1+1 ${HOSTILE}` }));
  test("a link holds the layer and stands being tampered with", async () => {
    const text = JSON.stringify(writeLayer(layer, MATRIX));
    const characters = await packed(text);
    expect(characters).toMatch(/^[\w-]+$/);
    expect(await unpacked(characters)).toBe(text);
    await expect(unpacked(characters.slice(0, -9))).rejects.toThrow("cut off");
    await expect(unpacked("a!b")).rejects.toThrow("cut off");
    await expect(unpacked(await packed("x".repeat(5 << 20)))).rejects.toThrow("more than a layer can");
  });
  test("a picture is well-formed whatever the texts say", () => {
    const svg = svgOf(layer, allColumns(MATRIX));
    expect(svg).not.toMatch(/<script|<img|onerror="/);
    expect(svg.includes("\u0000")).toBe(false);
    expect(svg).toContain("&lt;script&gt;");
    expect(svg.match(/<rect/g)?.length).toBeGreaterThan(6);
  });
  test("a table has every cell, so that gaps show", () => {
    const rows = layerRows(layer, allColumns(MATRIX));
    expect(rows.slice(1).map((row) => `${row[2]} ${row[7]}`)).toEqual(["AML.T0001 40", "AML.T0001.000 3", "AML.T0001.001 ", "AML.T0002 ", "AML.T0002 ", "AML.T0003 "]);
  });
  test("a workbook is a ZIP of well-formed parts in which texts stay texts", () => {
    const bytes = Buffer.from(workbook([...layerSheets(layer, allColumns(MATRIX), MATRIX), { name: "a/b:c", rows: [], widths: [] }]));
    const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006"));
    expect(bytes.readUInt16LE(end + 10)).toBe(8);
    expect(bytes.readUInt32LE(bytes.readUInt32LE(end + 16))).toBe(0x02_01_4b_50);
    const text = bytes.toString("utf8");
    expect(text).toContain("&lt;script&gt;");
    expect(text).not.toMatch(/<script|<f>/);
    expect(text.includes("onerror=alert(1)>")).toBe(false);
    expect(text).toContain('name="a b c"');
    expect(text).toContain("<v>40</v>");
  });
});

function sharedFolder(): string | undefined {
  for (let folder = resolve("."); folder !== resolve(folder, ".."); folder = resolve(folder, "..")) {
    const candidate = join(folder, "shared", "data", "atlas");
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}

interface OfficialMatrix {
  matrices: { tactics: { id: string; name: string }[]; techniques: { id: string; name: string; tactics?: string[]; "subtechnique-of"?: string }[] }[];
}

const shared = sharedFolder();
test.skipIf(shared === undefined)("the official layers load, and show the same cells after being written and read", () => {
  const folder = join(shared as string, "navigator-layers");
  const [official] = (parse(readFileSync(join(shared as string, "ATLAS-5.6.1.yaml"), "utf8"), { maxAliasCount: -1 }) as OfficialMatrix).matrices;
  const techniques = official?.techniques ?? [];
  const matrix: Matrix = {
    release: "5.6.1",
    tactics: (official?.tactics ?? []).map(({ id, name }) => ({ id, name, summary: "", techniques: techniques.filter((each) => each.tactics?.includes(id)).map((each) => each.id) })),
    techniques: techniques.map((each) => ({ ...MATRIX.techniques[0], id: each.id, name: each.name, fullName: each.name, summary: "", tactics: each.tactics ?? [], subtechniques: techniques.filter((sub) => sub["subtechnique-of"] === each.id).map((sub) => sub.id), platforms: [], lifecycle: [], sectors: [], rules: 0, url: "" })),
  };
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(files).toHaveLength(59);
  for (const name of files) {
    const { layers, notices } = readLayers(readFileSync(join(folder, name), "utf8"), matrix);
    expect(notices, name).toEqual([]);
    expect(Object.keys((layers[0] as Layer).cells).length, name).toBeGreaterThan(0);
    expect(readLayers(JSON.stringify(writeLayer(layers[0] as Layer, matrix)), matrix).layers, name).toEqual(layers);
  }
});
