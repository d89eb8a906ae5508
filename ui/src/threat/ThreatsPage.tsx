import { useMemo } from "react";
import { Link } from "wouter";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import type { Threat } from "../api/schema";
import { COVER_STATES, THREAT_LEVELS, THREAT_STATUSES } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { useKeys } from "../page/useKeys";
import { useView } from "../page/useUrl";
import { Choices, Empty, Failure, Loading, SearchField, Toolbar, useTitle, Wide } from "../page/widgets";
import { idOf, NOBODY, openOf, ORDER_WORDS, ORDERS, shownThreats, STRIDE, THREATS_VIEW, type ThreatsView } from "./threatsView";
import { ThreatPanel } from "./ThreatPanel";
import { CoverBadge, STATUS_WORDS, ThreatLevelBadge, ThreatStatusBadge } from "./words";
import "./threat.css";

const SETTLE_MS = 3_000;
const MOST_SHOWN = 1_000;

/** The AI Threat Register of all systems, or of one. */
export default function ThreatsPage() {
  useTitle("Threats");
  const api = useApi();
  const [view, change] = useView(THREATS_VIEW);
  const list = useResource("threats", (signal) => api.threats(undefined, signal));
  useLive("finding", useSoon(list.reload, SETTLE_MS));
  const all = list.data?.items;
  const shown = useMemo(() => shownThreats(all ?? [], view), [all, view]);
  const open = openOf(view);
  const step = (by: 1 | -1) => {
    const at = shown.findIndex((each) => idOf(each) === view.threat);
    const next = shown[at < 0 ? 0 : at + by];
    if (!next) return;
    change({ threat: idOf(next) });
    document.querySelector(`[data-threat="${CSS.escape(idOf(next))}"]`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => step(1), k: () => step(-1), Escape: () => change({ threat: "" }) });
  if (list.error && !list.data) {
    return (
      <div className="page">
        <Failure page error={list.error} what="the threats" retry={list.reload} />
      </div>
    );
  }
  if (!all) return <Loading what="threats" />;
  return (
    <div className={`threats-page${open ? " with-detail" : ""}`}>
      <div className="page threats-list">
        <header className="page-head stack">
          <h1>Threats</h1>
          <p>
            {all.length} {all.length === 1 ? "technique" : "techniques"} of ATLAS {list.data?.release} on a component of a system, derived from the maps by rules. Open one to see why, and to decide.{" "}
            <Link href={`/questions${view.system === "" ? "" : `?system=${encodeURIComponent(view.system)}`}`}>Questions</Link> are what nobody could tell yet.
          </p>
        </header>
        <Filter all={all} shown={shown} view={view} change={change} />
        {all.length === 0 ? (
          <Empty title="No threat is known">
            <p className="muted">
              Threats follow from <Link href="/systems">system maps</Link>. Map a system to see what could happen to it.
            </p>
          </Empty>
        ) : shown.length === 0 ? (
          <Empty title="No threat passes the filter">
            <p>
              <button type="button" className="button" onClick={() => change(THREATS_VIEW.read(new URLSearchParams()))}>
                Clear the filter
              </button>
            </p>
          </Empty>
        ) : (
          <Table shown={shown} view={view} many={new Set(all.map((each) => each.system)).size > 1} />
        )}
      </div>
      {open && (
        <ThreatPanel
          key={view.threat}
          system={open.system}
          threat={open.key}
          onClose={() => change({ threat: "" })}
          onDecided={list.reload}
        />
      )}
    </div>
  );
}

function Filter(props: { all: readonly Threat[]; shown: readonly Threat[]; view: ThreatsView; change: (part: Partial<ThreatsView>) => void }) {
  const { all, shown, view, change } = props;
  const systems = [...new Map(all.map((each) => [each.system, each.systemName]))];
  const owners = [...new Set(all.map((each) => each.owner ?? NOBODY))].sort();
  const csv = () =>
    downloadCsv("sextant-threats.csv", [
      ["system", "key", "technique", "name", "component", "level", "residual", "likelihood", "impact", "strength", "status", "owner", "expires", "findings", "rules", "cover", "because", "stride", "says"],
      ...shown.map((each) => [
        each.system,
        each.key,
        each.technique,
        each.name,
        each.component,
        each.level,
        each.residual,
        each.likelihood,
        each.impact,
        each.strength,
        each.status,
        each.owner ?? "",
        each.expires ?? "",
        each.findings,
        each.rules,
        each.state,
        each.because,
        each.stride.join("; "),
        each.says,
      ]),
    ]);
  return (
    <Toolbar label="Filter of threats" search={<SearchField label="Filter threats" value={view.text} onChange={(text) => change({ text })} />}>
      {(systems.length > 1 || view.system !== "") && (
        <select className="field" aria-label="System" value={view.system} onChange={(event) => change({ system: event.target.value })}>
          <option value="">all systems</option>
          {systems.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Choices label="Risk" options={THREAT_LEVELS.map((each) => [each, each] as const)} chosen={view.level} onChange={(level) => change({ level })} />
      <Choices label="Status" options={THREAT_STATUSES.map((each) => [each, STATUS_WORDS[each]] as const)} chosen={view.status} onChange={(status) => change({ status })} />
      <Choices label="STRIDE" options={STRIDE.map((each) => [each, each.replaceAll("-", " ")] as const)} chosen={STRIDE.filter((each) => view.stride.includes(each))} onChange={(stride) => change({ stride })} />
      <select className="field" aria-label="Owner" value={view.owner} onChange={(event) => change({ owner: event.target.value })}>
        <option value="">all owners</option>
        {owners.map((owner) => (
          <option key={owner}>{owner}</option>
        ))}
      </select>
      <Choices label="Cover" options={COVER_STATES.filter((each) => each !== "undetermined").map((each) => [each, each] as const)} chosen={view.cover} onChange={(cover) => change({ cover })} />
      <label className="row">
        <span className="muted">Order</span>
        <select className="field" value={view.order} onChange={(event) => change({ order: ORDERS.find((each) => each === event.target.value) ?? "risk" })}>
          {ORDERS.map((each) => (
            <option key={each} value={each}>
              {ORDER_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button toolbar-end" onClick={csv}>
        CSV
      </button>
    </Toolbar>
  );
}

function Table(props: { shown: readonly Threat[]; view: ThreatsView; many: boolean }) {
  const { shown, view } = props;
  const href = (threat: Threat) => `/threats?${THREATS_VIEW.write({ ...view, threat: idOf(threat) }).toString()}`;
  return (
    <Wide className="card table-card" label="Threats">
      <table className="list-table threats-table">
        <thead>
          <tr>
            <th scope="col">Risk</th>
            <th scope="col">What could happen</th>
            <th scope="col">Owner</th>
            <th scope="col">Status</th>
            <th scope="col">Cover</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, MOST_SHOWN).map((threat) => (
            <tr key={idOf(threat)} data-threat={idOf(threat)} className={idOf(threat) === view.threat ? "opened" : ""}>
              <td className="cell-risk">
                <ThreatLevelBadge level={threat.level} />
                <span className="residual" title="likelihood × impact × (1 − strength)">
                  {threat.residual.toFixed(2)}
                </span>
              </td>
              <td className="cell-says">
                <Link href={href(threat)} aria-current={idOf(threat) === view.threat ? "true" : undefined}>
                  {threat.says}
                </Link>
                <span className="muted cell-under">
                  <span className="mono">{threat.technique}</span> {threat.name}
                  {props.many && ` · ${threat.systemName}`}
                </span>
              </td>
              <td className="cell-owner">{threat.owner ?? <span className="bad">nobody</span>}</td>
              <td className="cell-status">
                <ThreatStatusBadge status={threat.status} />
                {threat.expires !== undefined && <span className="muted cell-under">until {threat.expires}</span>}
              </td>
              <td className="cell-known">
                <CoverBadge state={threat.state} />
                {threat.findings > 0 && <strong className="seen">seen ×{threat.findings}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length > MOST_SHOWN && <p className="muted table-foot">The first {MOST_SHOWN} of {shown.length}. Filter to see others; the CSV has all.</p>}
    </Wide>
  );
}
