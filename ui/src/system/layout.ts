import type { ElkNode } from "elkjs/lib/elk-api";
import type { MapView } from "./mapText";

export interface Point {
  x: number;
  y: number;
}

export interface Placed {
  /** relative to the boundary around it */
  at: Point;
  width: number;
  height: number;
}

export interface Layout {
  nodes: ReadonlyMap<string, Placed>;
  /** bends of flows by their place in the list, in the coordinates of the whole */
  bends: ReadonlyMap<number, readonly Point[]>;
}

export const NODE_WIDTH = 176;
export const NODE_HEIGHT = 64;

/** Ids of boundaries and components may be alike. */
export const boundaryKey = (id: string): string => `b:${id}`;
export const componentKey = (id: string): string => `c:${id}`;

/** The boundary that a thing is drawn in; empty for the outermost, also when the map names none that it has. */
export function drawnIn(view: MapView): (within: string) => string {
  const known = new Set(view.boundaries.map((each) => each.id));
  return (within) => (known.has(within) ? within : "");
}

/** Boundaries that lie within themselves are drawn outermost. */
export function outermost(view: MapView): ReadonlyMap<string, string> {
  const inside = drawnIn(view);
  const around = new Map(view.boundaries.map((each) => [each.id, inside(each.within)]));
  for (const id of around.keys()) {
    const seen = new Set([id]);
    for (let next = around.get(id) ?? ""; next !== ""; next = around.get(next) ?? "") {
      if (seen.has(next)) {
        around.set(id, "");
        break;
      }
      seen.add(next);
    }
  }
  return around;
}

/** The map as ELK lays it out: nested boundaries, flows across them, parts beside their whole. */
export function graphOf(view: MapView): ElkNode {
  const around = outermost(view);
  const inside = drawnIn(view);
  const children = new Map<string, ElkNode[]>([["", []]]);
  for (const boundary of view.boundaries) children.set(boundary.id, []);
  for (const boundary of new Map(view.boundaries.map((each) => [each.id, each])).values()) {
    children.get(around.get(boundary.id) ?? "")?.push({
      id: boundaryKey(boundary.id),
      children: children.get(boundary.id) ?? [],
      layoutOptions: { "elk.padding": "[top=40,left=20,bottom=20,right=20]", "elk.nodeSize.constraints": "MINIMUM_SIZE", "elk.nodeSize.minimum": "(180,90)" },
    });
  }
  const known = new Set<string>();
  for (const component of view.components) {
    if (known.has(component.id)) continue;
    known.add(component.id);
    children.get(inside(component.within))?.push({ id: componentKey(component.id), width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  const edges = [
    ...view.flows.filter((flow) => known.has(flow.from) && known.has(flow.to) && flow.from !== flow.to).map((flow) => ({ id: `f:${flow.index}`, sources: [componentKey(flow.from)], targets: [componentKey(flow.to)] })),
    ...view.components
      .filter((each) => known.has(each.partOf) && each.partOf !== each.id)
      .map((each) => ({ id: `p:${each.id}`, sources: [componentKey(each.partOf)], targets: [componentKey(each.id)] })),
  ];
  return {
    id: "root",
    children: children.get("") ?? [],
    edges,
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.hierarchyHandling": "INCLUDE_CHILDREN",
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.json.edgeCoords": "ROOT",
      "elk.layered.spacing.nodeNodeBetweenLayers": "56",
      "elk.spacing.nodeNode": "28",
      "elk.spacing.edgeNode": "16",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.layered.thoroughness": view.components.length > 100 ? "3" : "7",
    },
  };
}

export function layoutOf(graph: ElkNode): Layout {
  const nodes = new Map<string, Placed>();
  const visit = (node: ElkNode) => {
    for (const child of node.children ?? []) {
      nodes.set(child.id, { at: { x: child.x ?? 0, y: child.y ?? 0 }, width: child.width ?? NODE_WIDTH, height: child.height ?? NODE_HEIGHT });
      visit(child);
    }
  };
  visit(graph);
  const bends = new Map<number, readonly Point[]>();
  for (const edge of graph.edges ?? []) {
    const section = edge.sections?.[0];
    if (section && edge.id.startsWith("f:")) bends.set(Number(edge.id.slice(2)), [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  }
  return { nodes, bends };
}

/** What the layout depends on: as long as it stays, nothing moves. */
export function shapeOf(view: MapView): string {
  return JSON.stringify([
    view.boundaries.map((each) => [each.id, each.within]),
    view.components.map((each) => [each.id, each.within, each.partOf]),
    view.flows.map((each) => [each.from, each.to]),
  ]);
}
