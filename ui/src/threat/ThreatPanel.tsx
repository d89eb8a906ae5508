import { useState } from "react";
import { Link } from "wouter";
import { ProblemError } from "../api/client";
import { useApi, useMay, useResource } from "../api/hooks";
import type { ControlShare, ThreatDetail, ThreatPath, ThreatStatus } from "../api/schema";
import { THREAT_STATUSES } from "../api/schema";
import { Failure, LevelBadge, Loading, Time } from "../page/widgets";
import { Assumed, Why, WhyElsewhere } from "./Why";
import { CoverBadge, isSettled, STATUS_WORDS, ThreatLevelBadge, ThreatStatusBadge } from "./words";

/** One threat: why, how much, what is known of it, what was decided. */
export function ThreatPanel(props: { system: string; threat: string; onClose: () => void; onDecided: () => void }) {
  const api = useApi();
  const may = useMay("TRIAGE");
  const detail = useResource(`threat ${props.system} ${props.threat}`, (signal) => api.threat(props.system, props.threat, signal));
  return (
    <aside className="threat-panel" aria-label="The threat">
      <div className="threat-panel-head">
        <button type="button" className="icon-button" aria-label="Close the threat" onClick={props.onClose}>
          ✕
        </button>
      </div>
      {detail.error && !detail.data && <Failure error={detail.error} what="this threat" retry={detail.reload} />}
      {detail.loading && <Loading what="the threat" />}
      {detail.data && (
        <Shown
          detail={detail.data}
          may={may}
          onDecided={() => {
            detail.reload();
            props.onDecided();
          }}
        />
      )}
    </aside>
  );
}

function Shown(props: { detail: ThreatDetail; may: boolean; onDecided: () => void }) {
  const { detail } = props;
  const { threat } = detail;
  return (
    <div className="stack threat-shown">
      <header className="stack">
        <h2>{threat.says}</h2>
        <p>
          <Link href={`/techniques/${threat.technique}?release=${encodeURIComponent(detail.release)}`}>
            <span className="mono">{threat.technique}</span> {threat.name}
          </Link>{" "}
          on <strong>{threat.componentName}</strong> of <Link href={`/systems/${encodeURIComponent(threat.system)}`}>{threat.systemName}</Link>
        </p>
        <p className="row">
          <ThreatLevelBadge level={threat.level} />
          <ThreatStatusBadge status={threat.status} />
          <span>
            owner: {threat.owner ?? <strong className="bad">nobody</strong>}
          </span>
          {threat.stride.map((each) => (
            <span key={each} className="chip">
              {each.replaceAll("-", " ")}
            </span>
          ))}
        </p>
        {detail.problems.map((each) => (
          <p key={each} className="notice">
            {each}
          </p>
        ))}
      </header>
      {detail.paths.length > 0 && (
        <section className="stack" aria-labelledby="threat-way">
          <h3 id="threat-way">The way in</h3>
          {detail.paths.map((path) => (
            <Way key={path.influence + path.components.join(" ")} path={path} />
          ))}
        </section>
      )}
      <Decide detail={detail} may={props.may} onDecided={props.onDecided} />
      <Risk detail={detail} />
      <section className="stack" aria-labelledby="threat-known">
        <h3 id="threat-known">What is known</h3>
        {detail.findings.length === 0 ? (
          <p className="muted">No open finding of this technique landed on the component.</p>
        ) : (
          <ul>
            {detail.findings.slice(0, 8).map((each) => (
              <li key={each.id}>
                <LevelBadge level={each.level} /> <Link href={`/findings/${encodeURIComponent(each.id)}`}>{each.title}</Link>{" "}
                <span className="muted">
                  ×{each.count}, <Time at={each.last} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="muted">
          {threat.rules === 0
            ? "No rule looks for the technique: silence means nothing."
            : `${threat.rules === 1 ? "1 rule looks" : `${threat.rules} rules look`} for the technique${threat.sees ? "" : ", and would not see it here: the map names no telemetry"}.`}
        </p>
      </section>
      <section className="stack" aria-labelledby="threat-cover">
        <h3 id="threat-cover">What covers it</h3>
        <p>
          <CoverBadge state={threat.state} /> {threat.because}
        </p>
        <Shares shares={detail.controls} />
        {detail.mitigations.length > 0 && (
          <details>
            <summary>What ATLAS says would help</summary>
            <ul>
              {detail.mitigations.map((each) => (
                <li key={each.id}>
                  <Link href={`/mitigations/${each.id}`}>
                    <span className="mono">{each.id}</span> {each.name}
                  </Link>
                  {each.inherited && <span className="muted"> (for the whole family)</span>}
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
      <section className="stack" aria-labelledby="threat-why">
        <h3 id="threat-why">Why</h3>
        <Why conditions={detail.conditions} />
        <Assumed questions={detail.assumed} />
        <WhyElsewhere system={threat.system} technique={threat.technique} />
      </section>
      <Decisions detail={detail} />
    </div>
  );
}

/** Controls that act, with what their word is worth. */
export function Shares(props: { shares: readonly ControlShare[] }) {
  return (
    <ul className="stack">
      {props.shares.map((each) => (
        <li key={each.id}>
          <Link href={`/controls#${encodeURIComponent(each.id)}`}>{each.name}</Link> <strong>{each.standing}</strong>, takes away {Math.round(each.strength * 100)} %
          <p className="muted">{each.because}</p>
          {each.evidence && (
            <p>
              {each.evidence.kind} {each.evidence.result} {each.evidence.date}: {each.evidence.says} {each.evidence.source !== "" && <span className="mono muted">{each.evidence.source}</span>}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Way(props: { path: ThreatPath }) {
  const { path } = props;
  return (
    <div>
      <ol className="way" aria-label={`Way of ${path.meaning}`}>
        {path.components.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <p className="muted">
        {path.meaning}; {path.why}
      </p>
    </div>
  );
}

function Risk(props: { detail: ThreatDetail }) {
  const { threat, factors } = props.detail;
  return (
    <section className="stack" aria-labelledby="threat-risk">
      <h3 id="threat-risk">How much risk</h3>
      <p>
        {threat.likelihood.toFixed(2)} likelihood × {threat.impact.toFixed(2)} impact × (1 − {threat.strength.toFixed(2)} strength) = <strong>{threat.residual.toFixed(2)}</strong>
      </p>
      <dl className="factors">
        {factors.map((each) => (
          <div key={each.name}>
            <dt>{each.name}</dt>
            <dd>
              <meter min={0} max={1} value={each.value} aria-label={each.name} />
              <strong>{each.value.toFixed(2)}</strong> <span className="muted">{each.because}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Decide(props: { detail: ThreatDetail; may: boolean; onDecided: () => void }) {
  const { detail, may } = props;
  const { threat } = detail;
  const api = useApi();
  const last = detail.history.at(-1);
  const [status, setStatus] = useState<ThreatStatus>(threat.status);
  const [owner, setOwner] = useState(last?.owner ?? "");
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState(last?.expires ?? "");
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const settles = isSettled(status);
  const missing = settles && reason.trim() === "" ? "Say why." : status === "accepted" && expires === "" ? "Say until when." : "";
  if (!may) return null;
  const send = () => {
    setBusy(true);
    setError(undefined);
    api
      .decide(threat.system, {
        threat: threat.key,
        seen: last?.number ?? 0,
        status,
        ...(owner.trim() !== "" && { owner: owner.trim() }),
        ...(reason.trim() !== "" && { reason: reason.trim() }),
        ...(expires !== "" && { expires }),
      })
      .then(
        () => {
          setReason("");
          props.onDecided();
        },
        (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="decide stack"
      aria-label="Decide"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === "") send();
      }}
    >
      <h3>Decide</h3>
      <div className="decide-fields">
        <label className="field-line">
          <span>Status</span>
          <select className="field" value={status} onChange={(event) => setStatus(THREAT_STATUSES.find((each) => each === event.target.value) ?? "open")}>
            {THREAT_STATUSES.map((each) => (
              <option key={each} value={each}>
                {STATUS_WORDS[each]}
              </option>
            ))}
          </select>
        </label>
        <label className="field-line">
          <span>Owner</span>
          <input className="field" value={owner} maxLength={200} placeholder={threat.owner ?? "nobody"} onChange={(event) => setOwner(event.target.value)} />
        </label>
        <label className="field-line">
          <span>Until{status === "accepted" ? "" : " (optional)"}</span>
          <input className="field" type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
        </label>
      </div>
      <label className="field-line">
        <span>Reason{settles ? "" : " (optional)"}</span>
        <textarea className="field" rows={2} value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </label>
      {error && (
        <div className="notice" role="alert">
          <p>{error.message}</p>
          {error instanceof ProblemError && error.problem.issues?.map((issue) => <p key={issue.code + issue.message}>{issue.message} {issue.hint}</p>)}
        </div>
      )}
      <p className="row">
        <button type="submit" className="button primary" disabled={busy || missing !== ""}>
          Decide
        </button>
        <span className="muted">{missing}</span>
      </p>
    </form>
  );
}

function Decisions(props: { detail: ThreatDetail }) {
  const { history } = props.detail;
  if (history.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="threat-history">
      <h3 id="threat-history">Decided so far</h3>
      <ol className="history">
        {history.toReversed().map((each) => (
          <li key={each.number}>
            <ThreatStatusBadge status={each.status} /> {each.author ?? "somebody"}, <Time at={each.time} />
            {each.owner !== undefined && <span className="muted"> for {each.owner}</span>}
            {each.expires !== undefined && <span className="muted"> until {each.expires}</span>}
            {each.reason !== undefined && <p>{each.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
