import { LEVELS, STATUSES, type Finding, type FindingParameters, type FindingStatus, type Level } from "../api/schema";
import { listOf, oneOf, type ViewCodec } from "../page/useUrl";

export const PERIODS = ["1h", "24h", "7d", "all"] as const;
export type Period = (typeof PERIODS)[number];

/** Which findings are shown: all of it is in the address. */
export interface FindingsView {
  status: readonly FindingStatus[];
  level: readonly Level[];
  technique: string;
  rule: string;
  text: string;
  period: Period;
  /** RFC 3339; with `to`, stronger than the period */
  from: string;
  to: string;
}

export const OPEN: readonly FindingStatus[] = ["new", "acknowledged"];

const instant = (text: string | null): string => (text !== null && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : "");

export const FINDINGS_VIEW: ViewCodec<FindingsView> = {
  read: (query) => ({
    status: listOf(query, "status", STATUSES),
    level: listOf(query, "level", LEVELS),
    technique: query.get("technique") ?? "",
    rule: query.get("rule") ?? "",
    text: query.get("q") ?? "",
    period: oneOf(query, "period", PERIODS, "all"),
    from: instant(query.get("from")),
    to: instant(query.get("to")),
  }),
  write: (view) => {
    const query = new URLSearchParams();
    for (const status of view.status) query.append("status", status);
    for (const level of view.level) query.append("level", level);
    const texts = { technique: view.technique, rule: view.rule, q: view.text, period: view.period === "all" ? "" : view.period, from: view.from, to: view.to };
    for (const [name, value] of Object.entries(texts)) if (value !== "") query.set(name, value);
    return query;
  },
};

const HOUR_MS = 3_600_000;
const PERIOD_MS: Record<Exclude<Period, "all">, number> = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 168 * HOUR_MS };

/** The start of what is shown, in milliseconds; undefined when there is none. */
export function startOf(view: FindingsView, now: number): number | undefined {
  if (view.from !== "" || view.to !== "") return view.from === "" ? undefined : Date.parse(view.from);
  return view.period === "all" ? undefined : now - PERIOD_MS[view.period];
}

/** The view as the server's parameters. */
export function parametersOf(view: FindingsView, now: number): FindingParameters {
  const start = startOf(view, now);
  return {
    ...(view.status.length > 0 && { status: [...view.status] }),
    ...(view.level.length > 0 && { level: [...view.level] }),
    ...(view.technique !== "" && { technique: view.technique }),
    ...(view.rule !== "" && { rule: view.rule }),
    ...(view.text !== "" && { q: view.text }),
    ...(start !== undefined && { from: new Date(start).toISOString() }),
    ...(view.to !== "" && { to: view.to }),
  };
}

/** Whether a finding that just arrived belongs to the view. */
export function belongs(finding: Finding, view: FindingsView, now: number): boolean {
  const start = startOf(view, now);
  const last = Date.parse(finding.last);
  const text = [finding.title, finding.rule, finding.system, ...Object.entries(finding.entities).map(([name, value]) => `${name}=${value}`)];
  return (
    (view.status.length === 0 || view.status.includes(finding.status)) &&
    (view.level.length === 0 || view.level.includes(finding.level)) &&
    (view.technique === "" || finding.techniques.some(({ id }) => id === view.technique || id.startsWith(`${view.technique}.`))) &&
    (view.rule === "" || finding.rule === view.rule) &&
    (view.text === "" || text.join("\n").toLowerCase().includes(view.text.toLowerCase())) &&
    (start === undefined || last >= start) &&
    (view.to === "" || last < Date.parse(view.to))
  );
}
