import type { AttackMatrixDetail } from "../api/schema";
import type { ViewCodec } from "../page/useUrl";

export type AttackTechnique = AttackMatrixDetail["matrix"]["techniques"][number];

export interface AttackView {
  domain: string;
  text: string;
  platforms: readonly string[];
  adaptedOnly: boolean;
}

export const ATTACK_VIEW: ViewCodec<AttackView> = {
  read: (query) => ({ domain: query.get("domain") ?? "", text: query.get("q") ?? "", platforms: query.getAll("platform"), adaptedOnly: query.get("adapted") === "1" }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.domain !== "") query.set("domain", view.domain);
    if (view.text !== "") query.set("q", view.text);
    for (const platform of view.platforms) query.append("platform", platform);
    if (view.adaptedOnly) query.set("adapted", "1");
    return query;
  },
};

export interface AttackCell {
  technique: AttackTechnique;
  /** sub-techniques that pass the filter */
  subs: readonly AttackTechnique[];
}

export interface AttackColumn {
  id: string;
  name: string;
  cells: readonly AttackCell[];
}

/** The cells that pass the filter by column; a technique stands there when it or one of its sub-techniques does. */
export function attackColumns(detail: AttackMatrixDetail, view: AttackView): AttackColumn[] {
  const { tactics, techniques } = detail.matrix;
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (each: AttackTechnique) => {
    if (view.adaptedOnly && !detail.atlas[each.id]) return false;
    if (view.platforms.length > 0 && !each.platforms.some((platform) => view.platforms.includes(platform))) return false;
    const text = `${each.id} ${each.name} ${each.summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const subs = new Map<string, AttackTechnique[]>();
  for (const each of techniques) {
    if (each.parent !== undefined && passes(each)) subs.set(each.parent, [...(subs.get(each.parent) ?? []), each]);
  }
  return tactics.map((tactic) => ({
    id: tactic.id,
    name: tactic.name,
    cells: techniques
      .filter((each) => each.parent === undefined && each.tactics.includes(tactic.id))
      .map((technique) => ({ technique, subs: subs.get(technique.id) ?? [] }))
      .filter((cell) => cell.subs.length > 0 || passes(cell.technique)),
  }));
}

/** The page of an id at MITRE's site. */
export function attackAddress(id: string): string {
  return id.startsWith("TA") ? `https://attack.mitre.org/tactics/${id}/` : `https://attack.mitre.org/techniques/${id.replace(".", "/")}/`;
}
