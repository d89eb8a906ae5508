import type { CoverState, ThreatLevel, ThreatStatus } from "../api/schema";

export const STATUS_WORDS: Record<ThreatStatus, string> = {
  open: "open",
  "in-progress": "in progress",
  mitigated: "mitigated",
  accepted: "accepted",
  "false-positive": "false positive",
};

export const isSettled = (status: ThreatStatus): boolean => status !== "open" && status !== "in-progress";

const LEVEL_CLASS: Record<ThreatLevel, string> = { high: "critical", medium: "medium", low: "low" };

export function ThreatLevelBadge(props: { level: ThreatLevel }) {
  return <span className={`level level-${LEVEL_CLASS[props.level]}`}>{props.level}</span>;
}

export function ThreatStatusBadge(props: { status: ThreatStatus }) {
  const shade = isSettled(props.status) ? "resolved" : props.status === "open" ? "new" : "acknowledged";
  return <span className={`status status-${shade}`}>{STATUS_WORDS[props.status]}</span>;
}

export const COVER_WORDS: Record<CoverState, string> = {
  proven: "proven: tested, and it held",
  evidenced: "evidenced: somebody looked",
  claimed: "claimed: said, not shown",
  decayed: "decayed: shown too long ago",
  watched: "watched: would be seen",
  gap: "gap: nothing",
  failed: "failed: tested, and it did not hold",
  undetermined: "undetermined: nobody can tell yet",
};

/** The letter and the colour of a state: one of them is enough to tell it. */
export function CoverBadge(props: { state: CoverState }) {
  return (
    <span className={`cover cover-${props.state}`} title={COVER_WORDS[props.state]}>
      {props.state}
    </span>
  );
}
