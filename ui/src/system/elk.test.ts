import ELK from "elkjs/lib/elk.bundled.js";
import { expect, test } from "vitest";
import { graphOf, layoutOf, NODE_HEIGHT, NODE_WIDTH } from "./layout";
import { readMap } from "./mapText";

/** Boundaries three deep, flows across them all. */
function large(components: number): string {
  const lines = ["sextant: system/1", "id: large", "owner: ops", "boundaries:", "  - {id: world, trust: 0}"];
  for (let at = 0; at < 10; at += 1) lines.push(`  - {id: zone-${at}, trust: 80, within: ${at % 3 === 0 ? "world" : `zone-${at - 1}`}}`);
  lines.push("components:");
  for (let at = 0; at < components; at += 1) lines.push(`  - {id: part-${at}, kind: server, within: zone-${at % 10}}`);
  lines.push("flows:");
  for (let at = 1; at < components; at += 1) {
    lines.push(`  - {id: f${at}, from: part-${Math.floor(at / 2)}, to: part-${at}}`, `  - {id: g${at}, from: part-${at}, to: part-${(at * 7) % components}}`);
  }
  return lines.join("\n");
}

test("two hundred components lie apart, each in its boundary", async () => {
  const view = readMap(large(200));
  const elk = new ELK();
  const { nodes } = layoutOf(await elk.layout(graphOf(view)));
  for (const { id: zone } of view.boundaries) {
    const members = view.components.filter((each) => each.within === zone);
    const around = nodes.get(`b:${zone}`)!;
    for (const a of members) {
      const one = nodes.get(`c:${a.id}`)!;
      expect(one.at.x).toBeGreaterThanOrEqual(0);
      expect(one.at.x + NODE_WIDTH).toBeLessThanOrEqual(around.width);
      expect(one.at.y + NODE_HEIGHT).toBeLessThanOrEqual(around.height);
      for (const b of members) {
        const other = nodes.get(`c:${b.id}`)!;
        expect(a === b || Math.abs(one.at.x - other.at.x) >= NODE_WIDTH || Math.abs(one.at.y - other.at.y) >= NODE_HEIGHT).toBe(true);
      }
    }
  }
});
