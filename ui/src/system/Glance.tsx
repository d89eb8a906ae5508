import { Link } from "wouter";
import type { SystemOverview, ThreatLevel } from "../api/schema";
import { COVER_STATES, THREAT_LEVELS } from "../api/schema";
import { COVER_WORDS, CoverBadge, ThreatLevelBadge } from "../threat/words";

export function Levels(props: { open: Readonly<Record<ThreatLevel, number>> }) {
  return (
    <span className="levels">
      {THREAT_LEVELS.map((level) => (
        <span key={level} className="levels-part">
          <strong>{props.open[level]}</strong> <ThreatLevelBadge level={level} />
        </span>
      ))}
    </span>
  );
}

/** A system in one look: what could happen, who owns it, what is proven, what to do first. */
export function Glance(props: { glance: SystemOverview }) {
  const { glance } = props;
  const query = `system=${encodeURIComponent(glance.id)}`;
  const open = glance.open.high + glance.open.medium + glance.open.low;
  return (
    <div className="glance">
      <section className="card stack" aria-labelledby="glance-happen">
        <h2 id="glance-happen">What could happen</h2>
        <p className="row">
          <Levels open={glance.open} />
        </p>
        <ul className="stack glance-worst">
          {glance.worst.map((threat) => (
            <li key={threat.key}>
              <Link href={`/threats?${query}&threat=${encodeURIComponent(`${threat.system}/${threat.key}`)}`}>{threat.says}</Link>{" "}
              <span className="muted">
                {threat.name}, {threat.residual.toFixed(2)}
              </span>
            </li>
          ))}
          {open === 0 && <li className="muted">No threat is open.</li>}
        </ul>
        <p>
          <Link href={`/threats?${query}`}>All {glance.threats} threats</Link>
        </p>
      </section>
      <section className="card stack" aria-labelledby="glance-owner">
        <h2 id="glance-owner">Who owns it</h2>
        <ul>
          {glance.owners.map(({ owner, open: count }) => (
            <li key={owner} className="spread">
              <span className={owner === "nobody" ? "bad" : ""}>{owner}</span>
              <Link href={`/threats?${query}&owner=${encodeURIComponent(owner)}`}>{count} open</Link>
            </li>
          ))}
          {glance.owners.length === 0 && <li className="muted">Nothing is open.</li>}
        </ul>
        {glance.settled > 0 && (
          <p className="muted">
            <Link href={`/threats?${query}&status=mitigated,accepted,false-positive`}>{glance.settled} settled</Link> by a decision
          </p>
        )}
      </section>
      <section className="card stack" aria-labelledby="glance-proven">
        <h2 id="glance-proven">What is proven</h2>
        <ul className="glance-states">
          {COVER_STATES.filter((state) => (glance.states[state] ?? 0) > 0).map((state) => (
            <li key={state}>
              <Link href={`/threats?${query}&cover=${state}`}>{glance.states[state]}</Link> <CoverBadge state={state} /> <span className="muted">{COVER_WORDS[state].split(": ")[1]}</span>
            </li>
          ))}
        </ul>
        <p className="muted">
          of {glance.threats} threats, {glance.seen} of which were seen. {glance.undetermined} more are undetermined.
        </p>
        <p>
          <Link href={`/coverage?${query}`}>The coverage matrix</Link>
        </p>
      </section>
      <section className="card stack" aria-labelledby="glance-first">
        <h2 id="glance-first">What to do first</h2>
        <ol className="steps">
          {glance.steps.map((step) => (
            <li key={step.kind + step.text}>
              {step.text}{" "}
              {step.kind === "mitigate" && <Link href={`/mitigations/${step.subject}`}>{step.subject}</Link>}
              {step.kind === "control" && <Link href={`/controls#${encodeURIComponent(step.subject)}`}>Show</Link>}
              {step.kind === "ask" && <Link href={`/questions?${query}`}>Answer</Link>}
              {(step.kind === "own" || step.kind === "review") && step.threats[0] !== undefined && (
                <Link href={`/threats?${query}&threat=${encodeURIComponent(`${glance.id}/${step.threats[0]}`)}`}>Show</Link>
              )}
            </li>
          ))}
          {glance.steps.length === 0 && <li className="muted">Nothing presses.</li>}
        </ol>
      </section>
    </div>
  );
}
