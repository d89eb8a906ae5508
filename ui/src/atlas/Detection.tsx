import type { ReactNode } from "react";
import { Link } from "wouter";
import type { TechniqueDetail } from "../api/schema";

const WORDS: Record<"directly" | "partly" | "never", string> = {
  directly: "It shows itself in telemetry.",
  partly: "Traces, effects, or some forms of it can be seen.",
  never: "It happens out of the defender’s sight.",
};

/** What the catalogue of detections knows of seeing the technique. */
export function Detection(props: { detail: TechniqueDetail; query: string }) {
  const { detection, rules } = props.detail;
  if (!detection) return null;
  const missing = detection.observable !== "never" && rules.length === 0;
  return (
    <section className="card stack" aria-labelledby="detection">
      <h2 id="detection">
        Detection <span className="chip">{detection.observable}</span>
      </h2>
      <p>{WORDS[detection.observable]}</p>
      {detection.blind && (
        <>
          <Part title="Why not">
            <p>{detection.blind.because}</p>
          </Part>
          <Part title="What comes nearest">
            <p>{detection.blind.nearest}</p>
            <p className="row">
              {detection.blind.watch.map((id) => (
                <Link key={id} className="chip mono" href={`/techniques/${id}${props.query}`}>
                  {id}
                </Link>
              ))}
            </p>
          </Part>
        </>
      )}
      {detection.telemetry.length > 0 && (
        <Part title="Telemetry">
          <dl className="detection-sources">
            {detection.telemetry.map((each) => (
              <div key={each.source}>
                <dt className="mono">{each.source}</dt>
                <dd className="mono muted">{each.fields.join(", ")}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      <Points title="What it looks like" points={detection.indicators} />
      <Points title="How to find it" points={detection.ideas} />
      {missing && <p className="muted">It could be seen, and no rule loaded here names it.</p>}
      <Part title="How to test">
        <p>{detection.test}</p>
      </Part>
    </section>
  );
}

function Points(props: { title: string; points: readonly string[] }) {
  if (props.points.length === 0) return null;
  return (
    <Part title={props.title}>
      <ul className="points">
        {props.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Part>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <div className="detection-part">
      <h3>{props.title}</h3>
      {props.children}
    </div>
  );
}
