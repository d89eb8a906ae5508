import { expect, test } from "vitest";
import { keep, recall } from "./layoutCache";
import { roughLayout, type Layout } from "./layout";

const LAYOUT: Layout = { nodes: new Map([["c:a", { at: { x: 1, y: 2 }, width: 3, height: 4 }]]), bends: new Map([[0, [{ x: 5, y: 6 }]]]) };

function store() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

test("a layout is kept for the shape it belongs to, and old ones make room", () => {
  const browser = store();
  expect(recall(browser, "one")).toBeUndefined();
  keep(browser, "one", LAYOUT);
  expect(recall(browser, "one")).toEqual(LAYOUT);
  expect(recall(browser, "two")).toBeUndefined();
  for (let i = 0; i < 12; i++) keep(browser, `later ${i}`, LAYOUT);
  expect(recall(browser, "one")).toBeUndefined();
  expect(recall(browser, "later 0")).toEqual(LAYOUT);
});

test("what is kept may be broken, full or forbidden", () => {
  const full = {
    getItem: () => '[null, {"shape": 1}, "x"',
    setItem: () => {
      throw new Error("full");
    },
  };
  keep(full, "one", LAYOUT);
  expect(recall(full, "one")).toBeUndefined();
});

const leaves = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ id: `c:${from + i}`, width: 176, height: 64 }));

test("a rough layout overlaps nothing and holds everything", () => {
  const { nodes } = roughLayout({ id: "root", children: [{ id: "b:1", children: [...leaves(0, 7), { id: "b:2", children: leaves(10, 3) }] }, ...leaves(20, 4)] });
  const inside = (ids: string[], around?: string) => {
    for (const a of ids) {
      const one = nodes.get(a)!;
      if (around !== undefined) {
        const box = nodes.get(around)!;
        expect(one.at.x + one.width).toBeLessThanOrEqual(box.width);
        expect(one.at.y + one.height).toBeLessThanOrEqual(box.height);
      }
      for (const b of ids) {
        const other = nodes.get(b)!;
        const apart = a === b || one.at.x + one.width <= other.at.x || other.at.x + other.width <= one.at.x || one.at.y + one.height <= other.at.y || other.at.y + other.height <= one.at.y;
        expect(apart, `${a} and ${b}`).toBe(true);
      }
    }
  };
  inside(["b:1", "c:20", "c:21", "c:22", "c:23"]);
  inside(["b:2", ...leaves(0, 7).map((each) => each.id)], "b:1");
  inside(leaves(10, 3).map((each) => each.id), "b:2");
});
