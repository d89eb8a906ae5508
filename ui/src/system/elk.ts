import ELK, { type ElkNode } from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import { optionsFor } from "./layout";

/** ELK in a worker of its own, so that the page stays usable while it works. */
const elk = new ELK({ workerUrl });

export const arrange = (graph: ElkNode): Promise<ElkNode> => elk.layout(graph);

const WARM = 60;
const ROUNDS = 3;

/** Has the worker lay out something small while the map is still on its way: its code is slow the first times. */
function warm(): void {
  const children = Array.from({ length: WARM }, (_, index) => ({ id: `${index}`, width: 10, height: 10 }));
  const edges = Array.from({ length: 2 * WARM }, (_, index) => ({ id: `e${index}`, sources: [`${index % WARM}`], targets: [`${(index * 7 + 1) % WARM}`] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    arrange({ id: "root", children: [{ id: "within", children }], edges, layoutOptions: optionsFor(WARM) }).catch(() => undefined);
  }
}
warm();
