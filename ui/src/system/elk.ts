import ELK, { type ElkNode } from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

/** ELK in a worker of its own, so that the page stays usable while it works. */
const elk = new ELK({ workerUrl });

export const arrange = (graph: ElkNode): Promise<ElkNode> => elk.layout(graph);
