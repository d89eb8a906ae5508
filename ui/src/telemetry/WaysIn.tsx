import { useState } from "react";
import { Link } from "wouter";
import type { IngestStatus } from "../api/schema";
import { CopyBlock, Segmented } from "../page/widgets";
import { WAYS, wayOf, type WayId } from "./ways";

const CHOICES = WAYS.map(({ id, name }) => [id, name] as const);

/** How to send telemetry, with the addresses of this server filled in. */
export function WaysIn(props: { endpoints: IngestStatus["endpoints"] }) {
  const [way, setWay] = useState<WayId>("python");
  const { note, text } = wayOf(way, props.endpoints, window.location.origin);
  return (
    <section className="card stack" aria-labelledby="ways">
      <h2 id="ways">Ways in</h2>
      <ul className="endpoints">
        {props.endpoints.map((endpoint) => (
          <li key={endpoint.name}>
            <strong>{endpoint.name}</strong> <code>{endpoint.address}</code> <span className={endpoint.status === "listening" || endpoint.status === "up" ? "good" : "bad"}>{endpoint.status}</span>
          </li>
        ))}
      </ul>
      <div className="ways-choice">
        <Segmented label="Kind of sender" value={way} options={CHOICES} onChange={setWay} />
      </div>
      <CopyBlock text={text} label={`example for ${CHOICES.find(([id]) => id === way)?.[1] ?? way}`} />
      <p className="muted">{note}</p>
      {(way === "curl" || way === "bedrock" || way === "azure") && (
        <p className="muted">
          <code>$SEXTANT_TOKEN</code> is an API token of the role sender; <Link href="/tokens">make one</Link>.
        </p>
      )}
    </section>
  );
}
