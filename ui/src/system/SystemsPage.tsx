import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { useApi, useLive, useMay, useResource, useSoon } from "../api/hooks";
import type { SystemOverview, SystemSummary } from "../api/schema";
import { Empty, Failure, Loading, Time, useTitle } from "../page/widgets";
import { Levels } from "./Glance";
import { NewSystem } from "./NewSystem";
import "./system.css";

const SETTLE_MS = 3_000;

/** Every system: what could happen to it, who owns that, and where to look first. */
export default function SystemsPage() {
  useTitle("Systems");
  const api = useApi();
  const may = useMay("TRIAGE");
  const [, navigate] = useLocation();
  const [adding, setAdding] = useState(false);
  const systems = useResource("systems", api.systems);
  const overview = useResource("overview", (signal) => api.overview(undefined, signal));
  useLive("finding", useSoon(overview.reload, SETTLE_MS));
  // Most who come here open a system: its diagram is loaded and its layout warmed up meanwhile.
  useEffect(() => {
    import("./Diagram").catch(() => undefined);
  }, []);
  if (systems.error && !systems.data) {
    return (
      <div className="page">
        <Failure page error={systems.error} what="the systems" retry={systems.reload} />
      </div>
    );
  }
  if (!systems.data) return <Loading what="systems" />;
  const glances = new Map(overview.data?.items.map((each) => [each.id, each]));
  return (
    <div className="page">
      <header className="page-head spread">
        <div>
          <h1>Systems</h1>
          <p>What your AI systems are made of, and which attack techniques of ATLAS threaten what in them: derived from each map by rules, with reasons.</p>
        </div>
        {may && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            Add a system
          </button>
        )}
      </header>
      {overview.error && !overview.data && <Failure error={overview.error} what="the threats" retry={overview.reload} />}
      {systems.data.items.length === 0 ? (
        <Empty title="No system is mapped yet">
          <p className="muted">A map says what a system is made of, what flows between its parts and where trust ends. From it follow the threats. Begin with a sketch of five boxes, a file of another tool, or one of the examples.</p>
          {may && (
            <p>
              <button type="button" className="button primary" onClick={() => setAdding(true)}>
                Add a system
              </button>
            </p>
          )}
        </Empty>
      ) : (
        <ul className="system-cards">
          {systems.data.items.map((system) => (
            <SystemCard key={system.id} system={system} glance={glances.get(system.id)} />
          ))}
        </ul>
      )}
      <NewSystem
        open={adding}
        taken={systems.data.items.map((each) => each.id)}
        onClose={() => setAdding(false)}
        onAdded={(id) => {
          systems.reload();
          overview.reload();
          navigate(`/systems/${encodeURIComponent(id)}`);
        }}
      />
    </div>
  );
}

function SystemCard(props: { system: SystemSummary; glance: SystemOverview | undefined }) {
  const { system, glance } = props;
  const address = `/systems/${encodeURIComponent(system.id)}`;
  const worst = glance?.worst[0];
  return (
    <li className="card system-card stack">
      <div className="spread">
        <h2>
          <Link href={address}>{system.name}</Link>
        </h2>
        {system.stage !== "unknown" && <span className="chip">{system.stage}</span>}
      </div>
      <p className="muted">
        {system.components} components, {system.flows} flows · {system.owner === undefined ? "nobody owns it" : `owned by ${system.owner}`}
      </p>
      {glance && (
        <>
          <p className="row">
            <Levels open={glance.open} />
            {glance.findings > 0 && <Link href="/findings">{glance.findings} findings seen</Link>}
            {glance.unowned > 0 && <span className="bad">{glance.unowned} without owner</span>}
          </p>
          {worst && (
            <p>
              <strong>Riskiest:</strong> {worst.says}
            </p>
          )}
        </>
      )}
      <p className="muted system-card-foot">
        Version {system.version}, <Time at={system.saved} /> by {system.author === "" ? "somebody" : system.author}
        {glance && glance.questions > 0 && (
          <>
            {" · "}
            <Link href={`/questions?system=${encodeURIComponent(system.id)}`}>{glance.questions} questions open</Link>
          </>
        )}
      </p>
    </li>
  );
}
