import ELK, { type ElkNode } from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import { optionsFor } from "./layout";

/** ELK in a worker of its own, so that the page stays usable while it works. */
const elk = new ELK({ workerUrl });

let asked = false;

export function arrange(graph: ElkNode): Promise<ElkNode> {
  asked = true;
  return elk.layout(graph);
}

const WARM = 60;
const ROUNDS = 4;

/** Has the worker lay out something small while the map is still on its way: its code is slow the first times. Nobody waits for more than one of them. */
async function warm(): Promise<void> {
  const children = Array.from({ length: WARM }, (_, index) => ({ id: `${index}`, width: 10, height: 10 }));
  const edges = Array.from({ length: 2 * WARM }, (_, index) => ({ id: `e${index}`, sources: [`${index % WARM}`], targets: [`${(index * 7 + 1) % WARM}`] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    if (asked) return;
    await elk.layout({ id: "root", children: [{ id: "within", children: [...children] }], edges: [...edges], layoutOptions: optionsFor(WARM) });
  }
}
warm().catch(() => undefined);
