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
      layoutOptions: { "elk.padding": "[top=40,left=20,bottom=20,right=20]", "elk.nodeSize.constraints": "MINIMUM_SIZE", "elk.nodeSize.minimum": "(180,90)", ...(view.components.length > FEW && HASTE) },
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
  const root = { id: "root", children: children.get("") ?? [], edges, layoutOptions: optionsFor(view.components.length) };
  return view.components.length > FEW ? byBoundary(root) : root;
}

/**
 * The same with every boundary laid out by itself, which takes a tenth of the time: what flows across boundaries only says which of
 * them stand near each other, and is drawn without bends.
 */
function byBoundary(root: ElkNode): ElkNode {
  const above = new Map<string, ElkNode>();
  const within = (node: ElkNode) => {
    for (const child of node.children ?? []) {
      above.set(child.id, node);
      within(child);
    }
  };
  within(root);
  const upward = (id: string): string[] => {
    const way = [id];
    for (let next = above.get(id); next && next !== root; next = above.get(next.id)) way.push(next.id);
    return way;
  };
  const seen = new Set<string>();
  const edges = root.edges ?? [];
  root.edges = [];
  for (const edge of edges) {
    const ways = [upward(edge.sources[0] ?? ""), upward(edge.targets[0] ?? "")] as const;
    while (ways[0].length > 1 && ways[1].length > 1 && ways[0].at(-1) === ways[1].at(-1)) {
      ways[0].pop();
      ways[1].pop();
    }
    const [from = "", to = ""] = [ways[0].at(-1), ways[1].at(-1)];
    const direct = ways[0].length === 1 && ways[1].length === 1;
    const key = `${from} ${to}`;
    if (from === to || (!direct && seen.has(key))) continue;
    seen.add(key);
    const around = above.get(from) ?? root;
    (around.edges ??= []).push({ id: direct ? edge.id : `near ${key}`, sources: [from], targets: [to] });
  }
  return root;
}

/** How a map of so many components is laid out. */
export const optionsFor = (components: number) => ({
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.edgeCoords": "ROOT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "56",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "16",
  ...(components > FEW ? QUICK : THOROUGH),
});

/** Up to so many components nobody waits for fewer crossings. */
const FEW = 30;
const THOROUGH = {
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.thoroughness": "7",
};
/** Boundaries that are laid out by themselves do not inherit it. */
const HASTE = { "elk.layered.thoroughness": "1" };
const QUICK = {
  "elk.hierarchyHandling": "SEPARATE_CHILDREN",
  ...HASTE,
};

/** Everything in rows within its boundary: what is shown until the layout is there. */
export function roughLayout(graph: ElkNode): Layout {
  const nodes = new Map<string, Placed>();
  const place = (node: ElkNode): { width: number; height: number } => {
    const children = node.children ?? [];
    if (children.length === 0) return { width: node.width ?? 180, height: node.height ?? 90 };
    const columns = Math.ceil(Math.sqrt(children.length));
    let x = 20;
    let y = 40;
    let row = 0;
    let width = 180;
    children.forEach((child, index) => {
      if (index % columns === 0 && index > 0) {
        x = 20;
        y += row + 28;
        row = 0;
      }
      const size = place(child);
      nodes.set(child.id, { at: { x, y }, ...size });
      x += size.width + 56;
      row = Math.max(row, size.height);
      width = Math.max(width, x - 36);
    });
    return { width, height: y + row + 20 };
  };
  place(graph);
  return { nodes, bends: new Map() };
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
  const route = (node: ElkNode) => {
    for (const edge of node.edges ?? []) {
      const section = edge.sections?.[0];
      if (section && edge.id.startsWith("f:")) bends.set(Number(edge.id.slice(2)), [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
    }
    node.children?.forEach(route);
  };
  route(graph);
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
