import type { CoverState, Threat, ThreatLevel, ThreatStatus } from "../api/schema";
import { COVER_STATES, THREAT_LEVELS, THREAT_STATUSES } from "../api/schema";
import { listOf, oneOf, type ViewCodec } from "../page/useUrl";

export const ORDERS = ["risk", "technique", "component", "owner", "status", "system"] as const;
export type ThreatOrder = (typeof ORDERS)[number];

export const ORDER_WORDS: Record<ThreatOrder, string> = {
  risk: "most risk",
  technique: "technique",
  component: "component",
  owner: "owner",
  status: "status",
  system: "system",
};

/** What the register shows: all of it is in the address. */
export interface ThreatsView {
  text: string;
  /** empty: all */
  system: string;
  owner: string;
  level: readonly ThreatLevel[];
  status: readonly ThreatStatus[];
  stride: readonly string[];
  cover: readonly CoverState[];
  order: ThreatOrder;
  /** the one that is open, as SYSTEM/KEY */
  threat: string;
}

export const STRIDE = ["spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege"] as const;

export const THREATS_VIEW: ViewCodec<ThreatsView> = {
  read: (query) => ({
    text: query.get("q") ?? "",
    system: query.get("system") ?? "",
    owner: query.get("owner") ?? "",
    level: listOf(query, "level", THREAT_LEVELS),
    status: listOf(query, "status", THREAT_STATUSES),
    stride: listOf(query, "stride", STRIDE),
    cover: listOf(query, "cover", COVER_STATES),
    order: oneOf(query, "order", ORDERS, "risk"),
    threat: query.get("threat") ?? "",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.text !== "") query.set("q", view.text);
    if (view.system !== "") query.set("system", view.system);
    if (view.owner !== "") query.set("owner", view.owner);
    if (view.level.length > 0) query.set("level", view.level.join(","));
    if (view.status.length > 0) query.set("status", view.status.join(","));
    if (view.stride.length > 0) query.set("stride", view.stride.join(","));
    if (view.cover.length > 0) query.set("cover", view.cover.join(","));
    if (view.order !== "risk") query.set("order", view.order);
    if (view.threat !== "") query.set("threat", view.threat);
    return query;
  },
};

export const NOBODY = "nobody";
export const idOf = (threat: Threat): string => `${threat.system}/${threat.key}`;

/** The system and the key of an open threat. */
export function openOf(view: ThreatsView): { system: string; key: string } | undefined {
  const at = view.threat.indexOf("/");
  return at < 1 ? undefined : { system: view.threat.slice(0, at), key: view.threat.slice(at + 1) };
}

export function shownThreats(threats: readonly Threat[], view: ThreatsView): Threat[] {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const kept = threats.filter((threat) => {
    if (view.system !== "" && threat.system !== view.system) return false;
    if (view.owner !== "" && (threat.owner ?? NOBODY) !== view.owner) return false;
    if (view.level.length > 0 && !view.level.includes(threat.level)) return false;
    if (view.status.length > 0 && !view.status.includes(threat.status)) return false;
    if (view.stride.length > 0 && !threat.stride.some((each) => view.stride.includes(each))) return false;
    if (view.cover.length > 0 && !view.cover.includes(threat.state)) return false;
    const text = `${threat.key} ${threat.name} ${threat.says} ${threat.componentName} ${threat.owner ?? NOBODY} ${threat.systemName} ${threat.tactics.join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const by: Record<ThreatOrder, (a: Threat, b: Threat) => number> = {
    risk: (a, b) => b.residual - a.residual,
    technique: (a, b) => a.technique.localeCompare(b.technique),
    component: (a, b) => a.componentName.localeCompare(b.componentName),
    owner: (a, b) => (a.owner ?? "").localeCompare(b.owner ?? ""),
    status: (a, b) => THREAT_STATUSES.indexOf(a.status) - THREAT_STATUSES.indexOf(b.status),
    system: (a, b) => a.systemName.localeCompare(b.systemName),
  };
  return kept.sort((a, b) => by[view.order](a, b) || b.residual - a.residual || a.key.localeCompare(b.key));
}
