import type { Matrix } from "../api/schema";
import { placesOf } from "../atlas/matrixModel";
import { hexOf, rgbOf } from "./colour";
import { AGGREGATES, ATLAS_DOMAIN, BLANK, newLayer, saysNothing, withScore, type Aggregate, type Gradient, type Layer, type LegendItem, type Link, type Note } from "./layer";

type Json = Record<string, unknown>;

const RELEASE_KEY = "atlas_data_version";
const FORMAT = { layer: "4.5", navigator: "5.3.2" };
const MOST_CELLS = 10_000;
const LONGEST = 20_000;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown, most = LONGEST): string => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, most) : "");
const colour = (value: unknown): string => {
  const rgb = rgbOf(text(value, 9));
  return rgb ? hexOf(rgb) : "";
};
const number = (value: unknown): number | undefined => (typeof value === "number" && Number.isFinite(value) ? value : undefined);

/** A tactic's name as layers write it. */
export const phaseOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

export interface LayerReading {
  layers: Layer[];
  /** what was not as it should be; each was left out or kept aside, as it says */
  notices: string[];
}

/** The layers of a file: one, or a list of several. Throws an Error that says why there are none. */
export function readLayers(source: string, matrix: Matrix): LayerReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const notices: string[] = [];
  const layers = (Array.isArray(parsed) ? parsed : [parsed]).map((each, at) => readLayer(each, matrix, notices, at));
  if (layers.length === 0) throw new Error("The file is an empty list; expected a layer or a list of them.");
  return { layers, notices };
}

function readLayer(json: unknown, matrix: Matrix, notices: string[], at: number): Layer {
  if (!isObject(json) || !Array.isArray(json["techniques"])) {
    throw new Error(`Entry ${at + 1} is no Navigator layer: expected an object with a list “techniques”.`);
  }
  const versions = json["versions"];
  const format = text(isObject(versions) ? versions["layer"] : json["version"], 10);
  if (format !== "" && !/^4(\.|$)/.test(format)) throw new Error(`The layer has format ${format}; formats 4.0 to 4.5 are read.`);
  const name = text(json["name"], 200) || "Unnamed";
  const domain = text(json["domain"], 60) || ATLAS_DOMAIN;
  if (domain !== ATLAS_DOMAIN) notices.push(`“${name}” is of the domain ${domain}, not of ATLAS; only cells of this matrix are shown.`);
  const { cells, strays } = readCells(json["techniques"], matrix, name, notices);
  const layout = json["layout"];
  return newLayer(name, matrix.release, {
    description: text(json["description"]),
    domain,
    cells,
    strays,
    legend: list(json["legendItems"]).filter(isObject).slice(0, 100).map((item): LegendItem => ({ label: text(item["label"], 200), color: colour(item["color"]) || "#ffffff" })),
    aggregate: isObject(layout) && layout["showAggregateScores"] === true ? (AGGREGATES.find((each) => each === layout["aggregateFunction"]) ?? "average") : "none",
    ...readGradient(json["gradient"]),
  });
}

function readGradient(json: unknown): { gradient?: Gradient } {
  if (!isObject(json)) return {};
  const colors = list(json["colors"]).map(colour).filter((each) => each !== "");
  const [min, max] = [number(json["minValue"]), number(json["maxValue"])];
  return colors.length >= 2 && min !== undefined && max !== undefined ? { gradient: { colors: colors.slice(0, 20), min, max } } : {};
}

function readCells(entries: readonly unknown[], matrix: Matrix, name: string, notices: string[]): Pick<Layer, "cells" | "strays"> {
  const places = placesOf(matrix);
  const tactics = tacticsByPhase(matrix);
  const cells: Record<string, Note> = {};
  const strays: unknown[] = [];
  const unknown = new Set<string>();
  if (entries.length > MOST_CELLS) notices.push(`“${name}” has ${entries.length} entries; the first ${MOST_CELLS} are read.`);
  for (const entry of entries.slice(0, MOST_CELLS).filter(isObject)) {
    const id = text(entry["techniqueID"], 60);
    const phase = text(entry["tactic"], 100);
    const all = places.get(id) ?? [];
    const tactic = tactics.get(phase.toLowerCase());
    const meant = phase === "" ? all : all.filter((key) => key === `${tactic ?? ""}/${id}`);
    if (meant.length === 0) {
      strays.push(entry);
      unknown.add(phase === "" || all.length === 0 ? id : `${id} under ${phase}`);
      continue;
    }
    const note = readNote(entry);
    // An entry for every column gives way to one for its own.
    for (const key of meant) if (!saysNothing(note) && (phase !== "" || !cells[key])) cells[key] = note;
  }
  if (unknown.size > 0) {
    const some = [...unknown].slice(0, 8).join(", ");
    notices.push(`${matrix.release} has no cell for ${some}${unknown.size > 8 ? ` and ${unknown.size - 8} more` : ""}; they are kept and written out again.`);
  }
  return { cells, strays };
}

/** Tactics by phase name, by their older phase name where ATLAS renamed ML to AI, and by id. */
function tacticsByPhase(matrix: Matrix): Map<string, string> {
  const tactics = new Map<string, string>();
  for (const { id, name } of matrix.tactics) {
    const phase = phaseOf(name);
    tactics.set(phase.replace(/^ai-/, "ml-"), id);
    tactics.set(phase, id);
    tactics.set(id.toLowerCase(), id);
  }
  return tactics;
}

function readNote(entry: Json): Note {
  const pairs = list(entry["metadata"]).filter(isObject).filter((each) => each["divider"] === undefined);
  return withScore(
    {
      ...BLANK,
      color: colour(entry["color"]),
      comment: text(entry["comment"]),
      enabled: entry["enabled"] !== false,
      links: readLinks(entry["links"]),
      metadata: pairs.slice(0, 100).map((each) => ({ name: text(each["name"], 200), value: text(each["value"]) })),
    },
    number(entry["score"]),
  );
}

function readLinks(value: unknown): Link[] {
  return list(value)
    .filter(isObject)
    .map((each) => ({ label: text(each["label"], 200), url: text(each["url"], 2_000) }))
    .filter((link) => isSafeAddress(link.url))
    .slice(0, 100);
}

/** Links lead to the web alone: an address that runs a script is dropped. */
export function isSafeAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>"]+$/i.test(url);
}

/** A layer in the format 4.5 of the ATT&CK Navigator, with the tactic of each cell. */
export function writeLayer(layer: Layer, matrix: Matrix, unfolded: (technique: string) => boolean = () => false): Json {
  const phases = new Map(matrix.tactics.map((tactic) => [tactic.id, phaseOf(tactic.name)]));
  const parents = new Set(matrix.techniques.filter((each) => each.subtechniques.length > 0).map((each) => each.id));
  const techniques = Object.entries(layer.cells).map(([key, note]) => {
    const [tactic = "", technique = ""] = key.split("/");
    return {
      techniqueID: technique,
      tactic: phases.get(tactic) ?? tactic,
      ...(note.score !== undefined && { score: note.score }),
      ...(note.color !== "" && { color: note.color }),
      ...(note.comment !== "" && { comment: note.comment }),
      enabled: note.enabled,
      ...(note.links.length > 0 && { links: note.links }),
      ...(note.metadata.length > 0 && { metadata: note.metadata }),
      ...(parents.has(technique) && { showSubtechniques: unfolded(technique) }),
    };
  });
  return {
    name: layer.name,
    versions: FORMAT,
    domain: layer.domain,
    description: layer.description,
    layout: { layout: "side", showID: true, showName: true, ...aggregateOut(layer.aggregate) },
    gradient: { colors: layer.gradient.colors, minValue: layer.gradient.min, maxValue: layer.gradient.max },
    legendItems: layer.legend,
    metadata: [{ name: RELEASE_KEY, value: layer.release }],
    techniques: [...techniques, ...layer.strays],
  };
}

function aggregateOut(aggregate: Aggregate): Json {
  return aggregate === "none" ? { showAggregateScores: false, aggregateFunction: "average" } : { showAggregateScores: true, aggregateFunction: aggregate };
}
