import { Document, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";

/*
 * A system map is its text. The diagram shows what can be read of it, and every edit on the diagram is an edit of the text,
 * so that comments and order stay, and one undo serves both.
 */

export interface MapComponent {
  id: string;
  name: string;
  description: string;
  kinds: string[];
  within: string;
  partOf: string;
  owner: string;
  exposure: string;
  stores: string[];
  processes: string[];
  properties: Record<string, string>;
  line: number;
}

export interface MapFlow {
  /** the place in the list of flows, by which edits name it */
  index: number;
  id: string;
  name: string;
  from: string;
  to: string;
  bothWays: boolean;
  protocol: string;
  encrypted: string;
  authenticated: string;
  assets: string[];
  line: number;
}

export interface MapBoundary {
  id: string;
  name: string;
  trust: string;
  within: string;
  line: number;
}

export interface MapAsset {
  id: string;
  name: string;
  sensitivity: string;
  owner: string;
  line: number;
}

export interface MapView {
  id: string;
  name: string;
  owner: string;
  stage: string;
  components: MapComponent[];
  flows: MapFlow[];
  boundaries: MapBoundary[];
  assets: MapAsset[];
  /** whether the text can be edited by its parts: it is one YAML map */
  editable: boolean;
}

export const KINDS = [
  "agent",
  "llm-application",
  "generative-model",
  "predictive-model",
  "embedding-model",
  "tool",
  "memory",
  "prompt-configuration",
  "retrieval-index",
  "retrieval-ingest",
  "inference-api",
  "edge-model",
  "sensor",
  "training-pipeline",
  "training-data",
  "external-data",
  "labelling",
  "feature-store",
  "model-registry",
  "container-registry",
  "hub",
  "notebook",
  "ci-cd",
  "evaluation",
  "guardrail",
  "accelerator",
  "identity",
  "client",
  "workstation",
  "human",
  "server",
  "database",
  "queue",
  "network",
  "untyped",
] as const;
export const EXPOSURES = ["internet", "partner", "internal", "isolated"] as const;
export const STAGES = ["design", "development", "test", "production", "retired"] as const;
export const SENSITIVITIES = ["public", "internal", "confidential", "restricted"] as const;

export type Sort = "components" | "flows" | "boundaries" | "assets";

const MOST_ITEMS = 5_000;

function textOf(node: unknown): string {
  if (!isScalar(node)) return "";
  const { value } = node;
  return value === null || value === undefined ? "" : String(value);
}

const nodeAt = (map: YAMLMap, key: string): Node | undefined => map.get(key, true) as Node | undefined;
const fieldOf = (map: YAMLMap, key: string): string => textOf(nodeAt(map, key));

function textsOf(node: unknown): string[] {
  if (isSeq(node)) return node.items.map(textOf).filter((each) => each !== "");
  const one = textOf(node);
  return one === "" ? [] : [one];
}

function itemsOf(document: Document, sort: Sort): { map: YAMLMap; index: number }[] {
  const list = document.get(sort);
  if (!isSeq(list)) return [];
  return list.items.slice(0, MOST_ITEMS).flatMap((map, index) => (isMap(map) ? [{ map, index }] : []));
}

/** What can be read of a text; parts that cannot be are left out, the server says what is wrong with them. */
export function readMap(text: string): MapView {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  const top = document.contents;
  const nothing = { id: "", name: "", owner: "", stage: "", components: [], flows: [], boundaries: [], assets: [], editable: false };
  if (!isMap(top)) return nothing;
  const lineOf = (map: YAMLMap) => lines.linePos(map.range?.[0] ?? 0).line;
  const id = fieldOf(top, "id");
  return {
    id,
    name: fieldOf(top, "name") || id,
    owner: fieldOf(top, "owner"),
    stage: fieldOf(top, "stage"),
    editable: document.errors.length === 0,
    components: itemsOf(document, "components").flatMap(({ map }) => {
      const name = fieldOf(map, "id");
      if (name === "") return [];
      const properties = nodeAt(map, "properties");
      return [
        {
          id: name,
          name: fieldOf(map, "name") || name,
          description: fieldOf(map, "description"),
          kinds: textsOf(nodeAt(map, "kind")),
          within: fieldOf(map, "within"),
          partOf: fieldOf(map, "part-of"),
          owner: fieldOf(map, "owner"),
          exposure: fieldOf(map, "exposure"),
          stores: textsOf(nodeAt(map, "stores")),
          processes: textsOf(nodeAt(map, "processes")),
          properties: isMap(properties) ? Object.fromEntries(properties.items.map((pair) => [textOf(pair.key), textOf(pair.value)])) : {},
          line: lineOf(map),
        },
      ];
    }),
    flows: itemsOf(document, "flows").map(({ map, index }) => {
      const from = fieldOf(map, "from");
      const to = fieldOf(map, "to");
      return {
        index,
        id: fieldOf(map, "id") || `${from}-to-${to}`,
        name: fieldOf(map, "name"),
        from,
        to,
        bothWays: fieldOf(map, "both-ways") === "true",
        protocol: fieldOf(map, "protocol"),
        encrypted: fieldOf(map, "encrypted"),
        authenticated: fieldOf(map, "authenticated"),
        assets: textsOf(nodeAt(map, "assets")),
        line: lineOf(map),
      };
    }),
    boundaries: itemsOf(document, "boundaries").flatMap(({ map }) => {
      const name = fieldOf(map, "id");
      return name === "" ? [] : [{ id: name, name: fieldOf(map, "name") || name, trust: fieldOf(map, "trust"), within: fieldOf(map, "within"), line: lineOf(map) }];
    }),
    assets: itemsOf(document, "assets").flatMap(({ map }) => {
      const name = fieldOf(map, "id");
      return name === "" ? [] : [{ id: name, name: fieldOf(map, "name") || name, sensitivity: fieldOf(map, "sensitivity"), owner: fieldOf(map, "owner"), line: lineOf(map) }];
    }),
  };
}

/** Values of an edit: an empty text or list takes the key away. */
export type Fields = Record<string, string | number | boolean | readonly string[] | Record<string, string | readonly string[]>>;

const WRITE = { lineWidth: 0, flowCollectionPadding: false } as const;

function changed(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text, { logLevel: "silent" });
  if (!isMap(document.contents) || document.errors.length > 0) return text;
  change(document);
  return document.toString(WRITE);
}

function empty(value: Fields[string]): boolean {
  if (value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function put(document: Document, map: YAMLMap, fields: Fields): void {
  for (const [key, value] of Object.entries(fields)) {
    if (empty(value)) map.delete(key);
    else if (typeof value === "object") {
      const node = document.createNode(Array.isArray(value) && value.length === 1 && key === "kind" ? value[0] : value) as Node;
      if (isSeq(node) || isMap(node)) node.flow = true;
      map.set(key, node);
    } else {
      const before = map.get(key, true) as Scalar | undefined;
      if (isScalar(before)) before.value = value;
      else map.set(key, value);
    }
  }
}

function find(document: Document, sort: Sort, which: string | number): YAMLMap | undefined {
  return itemsOf(document, sort).find(({ map, index }) => (typeof which === "number" ? index === which : textOf(map.get("id", true)) === which))?.map;
}

export function setTop(text: string, fields: Fields): string {
  return changed(text, (document) => isMap(document.contents) && put(document, document.contents, fields));
}

export function setItem(text: string, sort: Sort, which: string | number, fields: Fields): string {
  return changed(text, (document) => {
    const map = find(document, sort, which);
    if (map) put(document, map, fields);
  });
}

export function setProperty(text: string, component: string, key: string, value: string): string {
  const before = readMap(text).components.find((each) => each.id === component)?.properties ?? {};
  const properties = { ...before, [key]: value };
  if (value === "") delete properties[key];
  return setItem(text, "components", component, { properties });
}

export function addItem(text: string, sort: Sort, fields: Fields): string {
  return changed(text, (document) => {
    let list = document.get(sort) as YAMLSeq | undefined;
    if (!isSeq(list)) {
      list = document.createNode([]) as YAMLSeq;
      document.set(sort, list);
    }
    if (list.items.length === 0) list.flow = false;
    const map = document.createNode({}) as YAMLMap;
    map.flow = true;
    put(document, map, fields);
    list.add(map);
  });
}

/** Takes things away, and with them what would point to nothing: flows of a component, places in a boundary. */
export function removeItems(text: string, gone: { components?: readonly string[]; flows?: readonly number[]; boundaries?: readonly string[]; assets?: readonly string[] }): string {
  const components = new Set(gone.components);
  const boundaries = new Set(gone.boundaries);
  const assets = new Set(gone.assets);
  const flows = new Set(gone.flows);
  const outer = new Map(readMap(text).boundaries.map((each) => [each.id, each.within]));
  const around = (id: string): string => (boundaries.has(id) ? around(outer.get(id) ?? "") : id);
  return changed(text, (document) => {
    const keep = (sort: Sort, kept: (map: YAMLMap, index: number) => boolean) => {
      const list = document.get(sort);
      if (isSeq(list)) list.items = list.items.filter((item, index) => !isMap(item) || kept(item, index));
    };
    keep("flows", (map, index) => !flows.has(index) && !components.has(fieldOf(map, "from")) && !components.has(fieldOf(map, "to")));
    keep("components", (map) => !components.has(fieldOf(map, "id")));
    keep("boundaries", (map) => !boundaries.has(fieldOf(map, "id")));
    keep("assets", (map) => !assets.has(fieldOf(map, "id")));
    for (const sort of ["components", "flows", "boundaries"] as const) {
      for (const { map } of itemsOf(document, sort)) {
        if (boundaries.has(fieldOf(map, "within"))) put(document, map, { within: around(fieldOf(map, "within")) });
        if (components.has(fieldOf(map, "part-of"))) map.delete("part-of");
        for (const key of ["assets", "stores", "processes"]) {
          const named = textsOf(map.get(key, true));
          if (named.some((each) => assets.has(each))) put(document, map, { [key]: named.filter((each) => !assets.has(each)) });
        }
      }
    }
  });
}

/** Gives a component another id; `was` keeps what was decided about it. */
export function renameComponent(text: string, from: string, to: string): string {
  return changed(text, (document) => {
    const map = find(document, "components", from);
    if (!map) return;
    put(document, map, { id: to, was: [...new Set([...textsOf(map.get("was", true)), from])].filter((each) => each !== to) });
    for (const { map: flow } of itemsOf(document, "flows")) {
      for (const end of ["from", "to"]) if (textOf(flow.get(end, true)) === from) put(document, flow, { [end]: to });
    }
    for (const { map: part } of itemsOf(document, "components")) {
      if (textOf(part.get("part-of", true)) === from) put(document, part, { "part-of": to });
    }
  });
}

/** Whether a text may be an id of a map. */
export const isId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(text);

/** An id that is not taken yet. */
export function freeId(view: MapView, wish: string): string {
  const taken = new Set([...view.components, ...view.boundaries, ...view.assets].map((each) => each.id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wish : `${wish}-${number}`;
    if (!taken.has(id)) return id;
  }
}

export const BLANK = (id: string, name: string): string => `sextant: system/1
id: ${id}
name: ${JSON.stringify(name)}
assets:
  - {id: conversations, sensitivity: confidential}
boundaries:
  - {id: internet, name: Internet, trust: 0}
  - {id: ours, name: Our own network, trust: 80}
components:
  - {id: user, kind: human, within: internet}
  - {id: app, kind: llm-application, within: ours, processes: [conversations]}
  - {id: model, kind: generative-model, within: ours}
flows:
  - {from: user, to: app, both-ways: true, assets: [conversations]}
  - {from: app, to: model, both-ways: true, assets: [conversations]}
`;
