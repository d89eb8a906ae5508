import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  getSmoothStepPath,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeChange,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SystemLayout, ThreatLevel } from "../api/schema";
import { THREAT_LEVELS } from "../api/schema";
import { arrange } from "./elk";
import { boundaryKey, componentKey, drawnIn, graphOf, layoutOf, NODE_HEIGHT, NODE_WIDTH, outermost, roughLayout, shapeOf, type Layout, type Point } from "./layout";
import { browserStore, keep, recall } from "./layoutCache";
import type { MapView } from "./mapText";
import "./diagram.css";

/** What is chosen on the diagram. */
export type Selection = { sort: "component" | "boundary"; id: string } | { sort: "flow"; index: number } | undefined;

/** What the register knows of a component. */
export interface Marks {
  open: Readonly<Record<ThreatLevel, number>>;
  findings: number;
  questions: number;
}

type Positions = SystemLayout["positions"];

interface ComponentData extends Record<string, unknown> {
  name: string;
  kinds: string;
  owner: string;
  outside: boolean;
  marks: Marks | undefined;
  onPath: boolean;
}
interface BoundaryData extends Record<string, unknown> {
  name: string;
  trust: string;
}
interface FlowData extends Record<string, unknown> {
  points: readonly Point[] | undefined;
  label: string;
  part: boolean;
}
type DiagramNode = Node<ComponentData, "component"> | Node<BoundaryData, "boundary">;
type FlowEdge = Edge<FlowData, "flow">;

const MARGIN = 24;
const HEAD = 40;

const NODE_TYPES = { component: memo(ComponentNode), boundary: memo(BoundaryNode) };
const EDGE_TYPES = { flow: memo(FlowLine) };

export interface DiagramProps {
  view: MapView;
  positions: Positions;
  marks: ReadonlyMap<string, Marks>;
  /** ids of components on the way of a threat, in order */
  path: readonly string[];
  selected: Selection;
  editable: boolean;
  onSelect: (selection: Selection) => void;
  onMove: (positions: Positions) => void;
  onConnect: (from: string, to: string) => void;
  onDelete: (gone: { components: string[]; boundaries: string[]; flows: number[] }) => void;
}

export default function Diagram(props: DiagramProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: DiagramProps) {
  const { view, positions, marks, path, selected, editable, onSelect, onMove, onConnect, onDelete } = props;
  const { layout, ready } = useLayout(view);
  const nodes = useMemo(() => nodesOf(view, layout, positions, marks, path), [view, layout, positions, marks, path]);
  const edges = useMemo(() => edgesOf(view, layout, positions, path), [view, layout, positions, path]);
  const shownNodes = useMemo(
    () =>
      nodes.map((node) => {
        const chosen = selected !== undefined && selected.sort !== "flow" && node.id === (selected.sort === "component" ? componentKey(selected.id) : boundaryKey(selected.id));
        return chosen === (node.selected ?? false) ? node : { ...node, selected: chosen };
      }),
    [nodes, selected],
  );
  const shownEdges = useMemo(
    () => edges.map((edge) => ({ ...edge, selected: selected?.sort === "flow" && edge.id === `f:${selected.index}` })),
    [edges, selected],
  );
  // While something is dragged it moves here; where it is let go is kept outside.
  const [dragged, setDragged] = useState<{ base: DiagramNode[]; nodes: DiagramNode[] }>();
  const live = dragged?.base === shownNodes ? dragged.nodes : shownNodes;
  const changed = useCallback(
    (changes: NodeChange<DiagramNode>[]) => {
      for (const change of changes) {
        if (change.type === "select" && change.selected) onSelect(selectionOf(change.id));
      }
      const moves = changes.filter((change) => change.type === "position" || change.type === "dimensions");
      if (moves.length > 0) setDragged((before) => ({ base: shownNodes, nodes: applyNodeChanges(moves, before?.base === shownNodes ? before.nodes : shownNodes) }));
      const placed = changes.flatMap((change) => (change.type === "position" && change.dragging !== true && change.position ? [[change.id, change.position] as const] : []));
      if (placed.length > 0 && editable) onMove(Object.fromEntries(placed.map(([id, at]) => [id, { x: Math.round(at.x), y: Math.round(at.y) }])));
    },
    [editable, onMove, onSelect, shownNodes],
  );
  const fit = useFit(layout);
  return (
    <div className="diagram" data-ready={ready} ref={fit}>
      <ReactFlow<DiagramNode, FlowEdge>
        nodes={live}
        edges={shownEdges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={changed}
        onEdgeClick={(_, edge) => onSelect(selectionOf(edge.id))}
        onEdgesChange={(changes) => {
          for (const change of changes) if (change.type === "select" && change.selected) onSelect(selectionOf(change.id));
        }}
        onPaneClick={() => onSelect(undefined)}
        onConnect={(connection: Connection) => onConnect(connection.source.slice(2), connection.target.slice(2))}
        onBeforeDelete={async ({ nodes: gone, edges: lost }) => {
          if (editable) {
            onDelete({
              components: gone.filter((node) => node.type === "component").map((node) => node.id.slice(2)),
              boundaries: gone.filter((node) => node.type === "boundary" && node.selected).map((node) => node.id.slice(2)),
              flows: lost.filter((edge) => edge.selected && edge.id.startsWith("f:")).map((edge) => Number(edge.id.slice(2))),
            });
          }
          return false;
        }}
        deleteKeyCode={["Delete", "Backspace"]}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        nodesDraggable={editable}
        nodesConnectable={editable}
        minZoom={0.1}
        maxZoom={2}
        fitView
        proOptions={{ hideAttribution: true }}
        colorMode="system"
        zIndexMode="manual"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function selectionOf(id: string): Selection {
  if (id.startsWith("f:")) return { sort: "flow", index: Number(id.slice(2)) };
  if (id.startsWith("p:")) return { sort: "component", id: id.slice(2) };
  return { sort: id.startsWith("b:") ? "boundary" : "component", id: id.slice(2) };
}

/** The layout of the newest map whose shape differs; the one before, else rows, until it is there. */
function useLayout(view: MapView): { layout: Layout; ready: boolean } {
  const shape = useMemo(() => shapeOf(view), [view]);
  const newest = useRef(view);
  useEffect(() => {
    newest.current = view;
  });
  const [made, setMade] = useState<{ shape: string; layout: Layout }>(() => {
    const known = recall(browserStore(), shape);
    return known ? { shape, layout: known } : { shape: "", layout: roughLayout(graphOf(view)) };
  });
  const ready = made.shape === shape;
  useEffect(() => {
    if (ready) return undefined;
    let current = true;
    const began = performance.now();
    arrange(graphOf(newest.current)).then(
      (graph) => {
        if (!current) return;
        performance.measure("diagram layout", { start: began, end: performance.now() });
        const layout = layoutOf(graph);
        keep(browserStore(), shape, layout);
        setMade({ shape, layout });
      },
      () => current && setMade((before) => ({ shape, layout: before.layout })),
    );
    return () => {
      current = false;
    };
  }, [shape, ready]);
  return { layout: made.layout, ready };
}

/** Shows the whole diagram once it is laid out, and again when its frame changes size. */
function useFit(layout: Layout) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!frame.current) return undefined;
    const fit = () => void flow.fitView({ padding: 0.06, maxZoom: 1.1 });
    const first = requestAnimationFrame(() => requestAnimationFrame(fit));
    const observer = new ResizeObserver(fit);
    observer.observe(frame.current);
    return () => {
      cancelAnimationFrame(first);
      observer.disconnect();
    };
  }, [flow, layout]);
  return frame;
}

function nodesOf(view: MapView, layout: Layout, positions: Positions, marks: ReadonlyMap<string, Marks>, path: readonly string[]): DiagramNode[] {
  const around = outermost(view);
  const inside = drawnIn(view);
  const at = (key: string): Point => positions[key] ?? layout.nodes.get(key)?.at ?? { x: 0, y: 0 };
  const content = new Map<string, { x: number; y: number; width: number; height: number }[]>();
  const hold = (boundary: string, box: { x: number; y: number; width: number; height: number }) => {
    if (boundary === "") return;
    const boxes = content.get(boundary);
    if (boxes) boxes.push(box);
    else content.set(boundary, [box]);
  };
  const outside = new Set(view.boundaries.filter((each) => each.trust !== "" && Number(each.trust) < 50).map((each) => each.id));
  const components = [...new Map(view.components.map((each) => [each.id, each])).values()].map((component): DiagramNode => {
    const key = componentKey(component.id);
    const boundary = inside(component.within);
    hold(boundary, { ...at(key), width: NODE_WIDTH, height: NODE_HEIGHT });
    return {
      id: key,
      type: "component",
      position: at(key),
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      zIndex: 2,
      ...(boundary !== "" && { parentId: boundaryKey(boundary) }),
      data: {
        name: component.name,
        kinds: component.kinds.join(", "),
        owner: component.owner === "" ? view.owner : component.owner,
        outside: outside.has(boundary),
        marks: marks.get(component.id),
        onPath: path.includes(component.id),
      },
      ariaLabel: `${component.name}, ${component.kinds.join(", ")}`,
    };
  });
  // Inner boundaries first: what they hold makes them as large as they are.
  const depth = (id: string): number => {
    const outer = around.get(id) ?? "";
    return outer === "" ? 0 : 1 + depth(outer);
  };
  const known = [...new Map(view.boundaries.map((each) => [each.id, each])).values()];
  const boundaries = known
    .toSorted((a, b) => depth(b.id) - depth(a.id))
    .map((boundary): DiagramNode => {
      const key = boundaryKey(boundary.id);
      const outer = around.get(boundary.id) ?? "";
      const boxes = content.get(boundary.id) ?? [];
      const width = Math.max(layout.nodes.get(key)?.width ?? 180, ...boxes.map((box) => box.x + box.width + MARGIN));
      const height = Math.max(layout.nodes.get(key)?.height ?? 90, HEAD, ...boxes.map((box) => box.y + box.height + MARGIN));
      hold(outer, { ...at(key), width, height });
      return {
        id: key,
        type: "boundary",
        position: at(key),
        width,
        height,
        zIndex: 0,
        ...(outer !== "" && { parentId: boundaryKey(outer) }),
        data: { name: boundary.name, trust: boundary.trust },
        ariaLabel: `Boundary ${boundary.name}`,
      };
    });
  // React Flow wants what is around before what is inside.
  return [...boundaries.toReversed(), ...components];
}

function edgesOf(view: MapView, layout: Layout, positions: Positions, path: readonly string[]): FlowEdge[] {
  const known = new Set(view.components.map((each) => each.id));
  const moved = Object.keys(positions).length > 0;
  const onPath = (from: string, to: string) => path.some((each, at) => each === from && path[at + 1] === to);
  const flows = view.flows
    .filter((flow) => known.has(flow.from) && known.has(flow.to))
    .map((flow): FlowEdge => {
      const way = onPath(flow.from, flow.to) || (flow.bothWays && onPath(flow.to, flow.from));
      const label = flow.name !== "" ? flow.name : flow.assets.join(", ");
      return {
        id: `f:${flow.index}`,
        type: "flow",
        source: componentKey(flow.from),
        target: componentKey(flow.to),
        zIndex: 1,
        className: way ? "flow-on-path" : flow.encrypted === "false" ? "flow-open" : "",
        markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
        ...(flow.bothWays && { markerStart: { type: MarkerType.ArrowClosed, width: 16, height: 16, orient: "auto-start-reverse" } }),
        data: { points: moved ? undefined : layout.bends.get(flow.index), label, part: false },
        ariaLabel: `Flow from ${flow.from} to ${flow.to}${label === "" ? "" : `: ${label}`}`,
      };
    });
  const parts = view.components
    .filter((each) => known.has(each.partOf) && each.partOf !== each.id)
    .map(
      (each): FlowEdge => ({
        id: `p:${each.id}`,
        type: "flow",
        source: componentKey(each.partOf),
        target: componentKey(each.id),
        zIndex: 1,
        className: "flow-part",
        focusable: false,
        data: { points: undefined, label: "", part: true },
      }),
    );
  return [...flows, ...parts];
}

function ComponentNode(props: NodeProps<Node<ComponentData, "component">>) {
  const { data, selected } = props;
  const worst = THREAT_LEVELS.find((level) => (data.marks?.open[level] ?? 0) > 0);
  return (
    <div className={`component${selected ? " component-selected" : ""}${data.outside ? " component-outside" : ""}${data.onPath ? " component-on-path" : ""}`}>
      <Handle type="target" position={Position.Left} />
      <span className="component-name">{data.name}</span>
      <span className="component-kind">{data.kinds}</span>
      <span className="component-marks">
        {worst && data.marks && (
          <span className={`threat-mark threat-${worst}`} title={`${data.marks.open[worst]} open threats are ${worst}`}>
            {data.marks.open[worst]} {worst}
          </span>
        )}
        {data.marks && data.marks.findings > 0 && (
          <span className="finding-mark" title={`${data.marks.findings} open findings landed here`}>
            {data.marks.findings} seen
          </span>
        )}
        {data.marks && data.marks.questions > 0 && (
          <span className="question-mark" title={`${data.marks.questions} questions are open`}>
            {data.marks.questions} ?
          </span>
        )}
      </span>
      <Handle type="source" position={Position.Right} />
    </div>
  );
}

function BoundaryNode(props: NodeProps<Node<BoundaryData, "boundary">>) {
  const { data, selected } = props;
  return (
    <div className={`boundary${selected ? " boundary-selected" : ""}${data.trust !== "" && Number(data.trust) < 50 ? " boundary-outside" : ""}`}>
      <span className="boundary-name">
        {data.name}
        <span className="boundary-trust">{data.trust === "" ? "trust not said" : `trust ${data.trust}`}</span>
      </span>
    </div>
  );
}

function FlowLine(props: EdgeProps<FlowEdge>) {
  const { data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected } = props;
  const points = data?.points;
  const [stepPath, stepX, stepY] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 10 });
  const line = points && points.length > 1 ? lineThrough(points) : { path: stepPath, at: { x: stepX, y: stepY } };
  return (
    <>
      <BaseEdge id={props.id} path={line.path} markerEnd={props.markerEnd ?? ""} markerStart={props.markerStart ?? ""} interactionWidth={16} />
      {selected && data && data.label !== "" && (
        <EdgeLabelRenderer>
          <span className="flow-label" style={{ transform: `translate(-50%, -50%) translate(${line.at.x}px, ${line.at.y}px)` }}>
            {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function lineThrough(points: readonly Point[]): { path: string; at: Point } {
  const middle = Math.max(1, Math.floor(points.length / 2));
  const before = points[middle - 1] ?? { x: 0, y: 0 };
  const after = points[middle] ?? before;
  return { path: points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join(""), at: { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 } };
}
