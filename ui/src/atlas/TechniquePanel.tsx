import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "wouter";
import { useApi, useLive, useResource } from "../api/hooks";
import type { Finding, TechniqueDetail } from "../api/schema";
import { Term } from "../glossary/Term";
import { Failure, LevelBadge, Loading, StatusBadge, Time } from "../page/widgets";
import { heatWithSubs } from "./matrixModel";
import { OwnWords, Whose } from "./OwnWords";

const FEW = 5;

/** What is known of the chosen technique, beside the matrix. */
export function TechniquePanel(props: { id: string; release: string; onClose: () => void; onSelect: (id: string) => void }) {
  const { id, release } = props;
  const api = useApi();
  const detail = useResource(`technique ${release} ${id}`, (signal) => api.technique(id, release, signal));
  const heading = useRef<HTMLHeadingElement>(null);
  const there = detail.data !== undefined;
  useEffect(() => {
    if (there) heading.current?.focus({ preventScroll: true });
  }, [there]);
  return (
    <aside className="panel" aria-label="Technique">
      <button type="button" className="icon-button panel-close" aria-label="Close the panel" onClick={props.onClose}>
        ✕
      </button>
      {detail.error && !detail.data && <Failure error={detail.error} what={id} retry={detail.reload} />}
      {detail.loading && <Loading what={id} />}
      {detail.data && (
        <>
          <header className="stack panel-head">
            <p className="mono muted">
              {id} · {release}
            </p>
            <h2 ref={heading} tabIndex={-1}>
              {detail.data.technique.fullName}
            </h2>
            <Facts detail={detail.data} />
            <p>{detail.data.technique.summary}</p>
            <p>
              <Link href={`/techniques/${id}?release=${encodeURIComponent(release)}`} className="button">
                Everything about it →
              </Link>
            </p>
          </header>
          <OwnWords own={detail.data.technique.own} />
          <RecentFindings technique={id} />
          <PanelRules detail={detail.data} />
          <PanelList title="Sub-techniques" items={detail.data.subtechniques} onSelect={props.onSelect} />
          <PanelMitigations detail={detail.data} />
        </>
      )}
    </aside>
  );
}

export function Facts(props: { detail: TechniqueDetail }) {
  const { technique, tactics, subtechniques } = props.detail;
  const heat = heatWithSubs(props.detail);
  return (
    <p className="row">
      {tactics.map((tactic) => (
        <span key={tactic.id} className="chip" title={tactic.summary}>
          {tactic.name}
        </span>
      ))}
      {technique.own?.addedBy !== undefined && <Whose name={technique.own.addedBy} />}
      {technique.maturity && (
        <span className="chip">
          <Term id="maturity">{technique.maturity}</Term>
        </span>
      )}
      {heat && (
        <span className="chip chip-heat">
          {heat.open} open · {heat.occurrences} times · <Time at={heat.last} />
          {subtechniques.length > 0 && " · with its sub-techniques"}
        </span>
      )}
    </p>
  );
}

function Part(props: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="panel-part">
      <h3>
        {props.title}
        {props.count !== undefined && <span className="muted"> {props.count}</span>}
      </h3>
      {props.children}
    </section>
  );
}

/** The last findings of a technique, renewed when another arrives. */
export function RecentFindings(props: { technique: string; limit?: number }) {
  const { technique, limit = FEW } = props;
  const api = useApi();
  const findings = useResource(`findings of ${technique} ${limit}`, (signal) => api.findings({ technique, limit }, signal));
  useLive("finding", (finding) => {
    if (finding.techniques.some(({ id }) => id === technique || id.startsWith(`${technique}.`))) {
      findings.change((page) => ({ ...page, items: [finding, ...page.items.filter((each) => each.id !== finding.id)].slice(0, limit) }));
    }
  });
  useLive("resync", findings.reload);
  const items = findings.data?.items ?? [];
  return (
    <Part title="Recent findings">
      {findings.error && <Failure error={findings.error} what="its findings" retry={findings.reload} />}
      {findings.data && items.length === 0 && <p className="muted">None. Not seen is not the same as not attempted: see whether a rule watches it.</p>}
      <ul className="panel-list">
        {items.map((finding) => (
          <FindingLine key={finding.id} finding={finding} />
        ))}
      </ul>
      {items.length > 0 && <Link href={`/findings?technique=${encodeURIComponent(technique)}`}>All findings of {technique}</Link>}
    </Part>
  );
}

function FindingLine(props: { finding: Finding }) {
  const { finding } = props;
  return (
    <li>
      <Link href={`/findings/${encodeURIComponent(finding.id)}`}>{finding.title}</Link>
      <span className="row muted">
        <LevelBadge level={finding.level} />
        <StatusBadge status={finding.status} />
        {finding.count > 1 && <span>{finding.count} times</span>}
        <Time at={finding.last} />
      </span>
    </li>
  );
}

/** What it means that no rule names the technique. */
export function noRuleWords(detail: TechniqueDetail): string {
  return detail.subtechniques.length > 0
    ? "No rule names it itself; its sub-techniques may have some."
    : "No rule watches this technique: an attack by it would go unseen.";
}

function PanelRules(props: { detail: TechniqueDetail }) {
  const { rules } = props.detail;
  return (
    <Part title="Rules" count={rules.length}>
      {rules.length === 0 && <p className="muted">{noRuleWords(props.detail)}</p>}
      <ul className="panel-list">
        {rules.map((rule) => (
          <li key={rule.id}>
            <Link href={`/rules/${encodeURIComponent(rule.id)}`}>{rule.title}</Link>
            <span className="row muted">
              <LevelBadge level={rule.level} />
              <span>{rule.occurrences === 0 ? "no hits" : `${rule.occurrences} hits`}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** How many rules watch a sub-technique, and what was seen of it. */
export function SubtechniqueFigures(props: { sub: TechniqueDetail["subtechniques"][number] }) {
  const { rules, heat } = props.sub;
  return (
    <span className="row muted">
      <span>{rules === 0 ? "no rule" : rules === 1 ? "1 rule" : `${rules} rules`}</span>
      {heat && (
        <span>
          {heat.open} open · {heat.occurrences} times · <Time at={heat.last} />
        </span>
      )}
    </span>
  );
}

function PanelList(props: { title: string; items: TechniqueDetail["subtechniques"]; onSelect: (id: string) => void }) {
  if (props.items.length === 0) return null;
  return (
    <Part title={props.title} count={props.items.length}>
      <ul className="panel-list">
        {props.items.map((item) => (
          <li key={item.id}>
            <button type="button" className="link" onClick={() => props.onSelect(item.id)}>
              <span className="mono">{item.id.slice(item.id.lastIndexOf("."))}</span> {item.name}
            </button>
            <SubtechniqueFigures sub={item} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function PanelMitigations(props: { detail: TechniqueDetail }) {
  const { mitigations } = props.detail;
  return (
    <Part title="Mitigations" count={mitigations.length}>
      {mitigations.length === 0 && <p className="muted">ATLAS names none.</p>}
      <ul className="panel-list">
        {mitigations.map((each) => (
          <li key={each.id}>
            <span>
              <span className="mono muted">{each.id}</span> {each.name} {each.inherited && <span className="chip">from the parent</span>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
