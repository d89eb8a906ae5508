import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import type { IngestStatus, Refusal } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { Failure, Loading, Sparkline, Time, useTitle, Wide } from "../page/widgets";
import { WaysIn } from "./WaysIn";
import "./ingest.css";

const SETTLE_MS = 3_000;

export default function IngestPage() {
  useTitle("Ingest");
  const api = useApi();
  const ingest = useResource("ingest", api.ingest);
  const refusals = useResource("refusals", api.refusals);
  const refusalsSoon = useSoon(refusals.reload, SETTLE_MS);
  useLive("ingest", (status) => {
    if (status.refused !== ingest.data?.refused) refusalsSoon();
    ingest.change(() => status);
  });
  useLive("resync", () => {
    ingest.reload();
    refusals.reload();
  });
  if (ingest.error && !ingest.data) {
    return (
      <div className="page">
        <Failure page error={ingest.error} what="what is arriving" retry={ingest.reload} />
      </div>
    );
  }
  if (!ingest.data) return <Loading what="what is arriving" />;
  const status = ingest.data;
  return (
    <div className="page">
      <div className="page-head">
        <h1>Ingest</h1>
        <p>What is arriving, from whom, and what was refused. A record is acknowledged to its sender only when it is stored.</p>
      </div>
      <Rate status={status} />
      {status.overloads > 0 && <Overloads count={status.overloads} />}
      <Sources status={status} />
      <WaysIn endpoints={status.endpoints} />
      <Refusals refusals={refusals.data?.items} error={refusals.error} reload={refusals.reload} />
    </div>
  );
}

const number = (value: number): string => Math.round(value).toLocaleString("en");

function Rate(props: { status: IngestStatus }) {
  const { status } = props;
  const history = status.history ?? [];
  const behind = Math.max(0, status.stored - status.searched);
  const figures: readonly (readonly [string, string, string])[] = [
    ["Stored", number(status.stored), "events held now"],
    ["Accepted", number(status.accepted), "records since the start"],
    ["Refused", number(status.refused), "records since the start, with reasons below"],
    ["Passed over", number(status.ignored), "spans and logs that have nothing to do with AI"],
    ["Queued", `${number(status.queued)} of ${number(status.capacity)}`, "waiting to be stored"],
    ["Overloaded", number(status.overloads), "requests told to try again later"],
  ];
  return (
    <section className="card rate" aria-label="Rates">
      <div className="rate-now">
        <p>
          <strong className="rate-number">{status.perSecond >= 10 || status.perSecond === 0 ? number(status.perSecond) : status.perSecond.toFixed(1)}</strong> records a second
        </p>
        <p className="muted">over the last ten seconds{behind > 1_000 ? "; rules are catching up" : ""}</p>
      </div>
      <div className="rate-line">
        <Sparkline values={history} label={`Accepted per second over the last ${history.length} seconds; most ${number(Math.max(0, ...history))}`} />
        <p className="spread muted">
          <span>{history.length > 0 ? `${history.length} s ago` : "nothing yet"}</span>
          {history.length > 0 && <span>most {number(Math.max(...history))}/s</span>}
          <span>now</span>
        </p>
      </div>
      <dl className="figures">
        {figures.map(([name, value, meaning]) => (
          <div key={name} title={meaning}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Overloads(props: { count: number }) {
  return (
    <p className="card overloads">
      <strong>{props.count === 1 ? "One request was" : `${number(props.count)} requests were`} told to try again later</strong> because events came faster than they could be stored. OpenTelemetry
      exporters do so by themselves; nothing acknowledged is lost. If it goes on, send less or give Sextant a faster disk.
    </p>
  );
}

function Sources(props: { status: IngestStatus }) {
  const { sources } = props.status;
  return (
    <section className="card table-card" aria-labelledby="sources">
      <div className="spread card-title">
        <h2 id="sources">Senders</h2>
        {sources.length > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => downloadCsv("sextant-sources.csv", [["service", "format", "accepted", "refused", "per_second", "last"], ...sources.map((each) => [each.service, each.format, each.accepted, each.refused, each.perSecond, each.last])])}
          >
            CSV
          </button>
        )}
      </div>
      {sources.length === 0 ? (
        <p className="muted card-note">Nobody has sent anything since the start. See the ways in below.</p>
      ) : (
        <Wide label="Table of senders">
          <table className="list-table">
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Format</th>
              <th scope="col" className="number">
                Accepted
              </th>
              <th scope="col" className="number">
                Refused
              </th>
              <th scope="col" className="number">
                A second
              </th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((each) => (
              <tr key={`${each.service} ${each.format}`}>
                <td>{each.service === "" ? <span className="muted">unnamed</span> : each.service}</td>
                <td className="mono">{each.format}</td>
                <td className="number">{number(each.accepted)}</td>
                <td className="number">{each.refused > 0 ? <span className="bad">{number(each.refused)}</span> : 0}</td>
                <td className="number">{each.perSecond.toFixed(1)}</td>
                <td>
                  <Time at={each.last} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        </Wide>
      )}
    </section>
  );
}

const SHOWN = 100;

function Refusals(props: { refusals: readonly Refusal[] | undefined; error: Error | undefined; reload: () => void }) {
  const { refusals = [] } = props;
  return (
    <section className="card table-card" aria-labelledby="refusals">
      <div className="spread card-title">
        <h2 id="refusals">Refused lately</h2>
        {refusals.length > 0 && (
          <button
            type="button"
            className="button small"
            onClick={() => downloadCsv("sextant-refusals.csv", [["time", "format", "source", "position", "code", "message", "excerpt"], ...refusals.map((each) => [each.time, each.format, each.source, each.position, each.code, each.message, each.excerpt])])}
          >
            CSV
          </button>
        )}
      </div>
      {props.error && <Failure error={props.error} what="the refusals" retry={props.reload} />}
      {refusals.length === 0 && !props.error && <p className="muted card-note">Nothing was refused.</p>}
      <ul className="refusals">
        {refusals.slice(0, SHOWN).map((each) => (
          <li key={`${each.time} ${each.source} ${each.position} ${each.code}`}>
            <p className="row muted">
              <span className="mono issue-code">{each.code}</span>
              <span>
                {each.format} from {each.source || "an unnamed sender"}, record {each.position}
              </span>
              <Time at={each.time} />
            </p>
            <p>{each.message}</p>
            {each.excerpt !== "" && <pre className="excerpt">{each.excerpt}</pre>}
          </li>
        ))}
      </ul>
      {refusals.length > SHOWN && <p className="muted card-note">The newest {SHOWN} of {refusals.length}; the CSV has all.</p>}
    </section>
  );
}
