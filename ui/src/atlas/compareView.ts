import type { ReleaseDiff } from "../api/schema";
import { oneOf, type ViewCodec } from "../page/useUrl";

export type Change = ReleaseDiff["changes"][number];

export const GROUPS = ["all", "added", "gone", "renamed", "moved", "maturity", "edges", "text", "other"] as const;
export type ChangeGroup = (typeof GROUPS)[number];

export const GROUP_WORDS: Record<ChangeGroup, string> = {
  all: "All",
  added: "Added",
  gone: "Gone",
  renamed: "Renamed",
  moved: "Moved",
  maturity: "Maturity",
  edges: "Edges",
  text: "Text",
  other: "Other",
};

const GROUP_OF: Record<Change["kind"], ChangeGroup> = {
  added: "added",
  removed: "gone",
  renamed: "renamed",
  reworded_name: "renamed",
  respelled_name: "renamed",
  tactics: "moved",
  parent: "moved",
  tactic_order: "moved",
  maturity_up: "maturity",
  maturity_down: "maturity",
  mitigates_added: "edges",
  mitigates_removed: "edges",
  employs_added: "edges",
  employs_removed: "edges",
  procedure: "edges",
  text: "text",
  text_form: "text",
  platforms: "other",
  attack_reference: "other",
};

export const CHANGE_WORDS: Record<Change["kind"], string> = {
  added: "added",
  removed: "gone",
  renamed: "renamed: means something else",
  reworded_name: "renamed: same meaning",
  respelled_name: "name respelled",
  tactics: "moved: tactics",
  parent: "moved: parent",
  tactic_order: "column moved",
  maturity_up: "maturity up",
  maturity_down: "maturity down",
  mitigates_added: "mitigates, new",
  mitigates_removed: "mitigates no more",
  employs_added: "uses, new",
  employs_removed: "uses no more",
  procedure: "steps in another order",
  text: "text",
  text_form: "text: form only",
  platforms: "platforms",
  attack_reference: "ATT&CK reference",
};

export const OBJECTS = ["all", "tactic", "technique", "sub_technique", "mitigation", "case_study"] as const;
export type ObjectKind = (typeof OBJECTS)[number];
export const OBJECT_WORDS: Record<ObjectKind, string> = {
  all: "All objects",
  tactic: "Tactics",
  technique: "Techniques",
  sub_technique: "Sub-techniques",
  mitigation: "Mitigations",
  case_study: "Case studies",
};

/** What the comparison shows: all of it is in the address. */
export interface CompareView {
  /** empty: the release before the newest */
  from: string;
  /** empty: the newest */
  to: string;
  group: ChangeGroup;
  object: ObjectKind;
  text: string;
}

export const COMPARE_VIEW: ViewCodec<CompareView> = {
  read: (query) => ({
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    group: oneOf(query, "change", GROUPS, "all"),
    object: oneOf(query, "object", OBJECTS, "all"),
    text: query.get("q") ?? "",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.from !== "") query.set("from", view.from);
    if (view.to !== "") query.set("to", view.to);
    if (view.group !== "all") query.set("change", view.group);
    if (view.object !== "all") query.set("object", view.object);
    if (view.text !== "") query.set("q", view.text);
    return query;
  },
};

/** How many changes of each group there are among those that pass the rest of the filter. */
export function groupCounts(changes: readonly Change[], view: CompareView): Map<ChangeGroup, number> {
  const counts = new Map<ChangeGroup, number>();
  for (const change of shownChanges(changes, { ...view, group: "all" })) {
    for (const group of ["all", GROUP_OF[change.kind]] as const) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

export function shownChanges(changes: readonly Change[], view: CompareView): Change[] {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return changes.filter((change) => {
    if (view.group !== "all" && GROUP_OF[change.kind] !== view.group) return false;
    if (view.object !== "all" && change.object !== view.object) return false;
    const text = `${change.id} ${change.name} ${change.before} ${change.after} ${change.successor ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
