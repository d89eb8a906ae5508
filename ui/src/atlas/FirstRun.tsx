import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useApi, useLive, useMay, useResource } from "../api/hooks";
import { CopyBlock } from "../page/widgets";
import { otlpBase } from "../telemetry/ways";

const POLL_MS = 2_000;

/** What to do while no telemetry has arrived; nothing once some has. */
export function FirstRun() {
  const api = useApi();
  const ingest = useResource("ingest", api.ingest);
  useLive("ingest", (status) => ingest.change(() => status));
  if (!ingest.data || ingest.data.stored > 0 || ingest.data.accepted > 0) return null;
  const variables = `export OTEL_EXPORTER_OTLP_ENDPOINT=${otlpBase(ingest.data.endpoints)}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true`;
  return (
    <section className="first-run" aria-labelledby="first-run">
      <h2 id="first-run">Nothing has arrived yet. Three ways to light up the matrix:</h2>
      <div className="first-run-ways">
        <div className="stack">
          <h3>Point your AI application here</h3>
          <CopyBlock text={variables} label="environment variables for OpenTelemetry" />
          <p className="muted">
            Any OpenTelemetry instrumentation of generative AI works. <Link href="/ingest">More ways in</Link>
          </p>
        </div>
        <ExampleWay />
        <div className="stack">
          <h3>Look through files you have</h3>
          <CopyBlock text="./sextant detect FILE…" label="command to search files" />
          <p className="muted">JSON lines, OTLP, Bedrock or Azure OpenAI logs; nothing is stored.</p>
        </div>
      </div>
    </section>
  );
}

function ExampleWay() {
  const api = useApi();
  const may = useMay("CONFIGURE");
  const example = useResource("example", api.example);
  const [error, setError] = useState("");
  const state = example.data?.state;
  const { reload, change } = example;
  useEffect(() => {
    if (state !== "loading") return undefined;
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [state, reload]);
  const load = () => {
    setError("");
    api.loadExample().then(
      (next) => change(() => next),
      (failure: unknown) => setError(failure instanceof Error ? failure.message : String(failure)),
    );
  };
  return (
    <div className="stack">
      <h3>Watch a recorded attack</h3>
      <p>A small AI service, its users, and its attackers, recorded while it ran{example.data && example.data.events > 0 ? `: ${example.data.events} events` : ""}.</p>
      {state === "absent" ? (
        <p className="muted">This installation has no recording; start with <code>./sextant up --tour</code> from a full copy.</p>
      ) : (
        <p>
          <button type="button" className="button primary" disabled={!may || state === undefined || state === "loading"} onClick={load}>
            {state === "loading" ? "Loading…" : "Load the example"}
          </button>
        </p>
      )}
      {!may && <p className="muted">Your role may not load it; ask an engineer or admin.</p>}
      {error !== "" && <p role="alert" className="bad">{error}</p>}
    </div>
  );
}
