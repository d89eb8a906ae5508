import { Link } from "wouter";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import { DECISIONS, type Principal, type PrincipalList } from "../api/schema";
import { CopyBlock, Empty, Failure, Loading, Time, useTitle, Wide } from "../page/widgets";
import { GatewayTabs } from "./GatewayTabs";
import { NoGateway } from "./parts";
import "./gateway.css";

const SETTLE_MS = 2_000;

export default function PrincipalsPage() {
  useTitle("Principals");
  const api = useApi();
  const list = useResource("principals", api.principals);
  useLive("decision", useSoon(list.reload, SETTLE_MS));
  useLive("resync", list.reload);
  return (
    <div className="page">
      <GatewayTabs />
      <div className="page-head">
        <h1>Principals</h1>
        <p>Who may ask the gateway, how much each has left, and what came of their requests since the start.</p>
      </div>
      {list.error && !list.data && <Failure error={list.error} what="the principals" retry={list.reload} />}
      {list.loading && <Loading what="principals" />}
      {list.data && (list.data.running ? <Principals list={list.data} /> : <NoGateway />)}
    </div>
  );
}

function Principals(props: { list: PrincipalList }) {
  const { list } = props;
  return (
    <>
      {list.open ? <Open /> : <p>{list.issuer === undefined ? "A key of this gateway is needed." : <>A key of this gateway is needed, or a token of {list.issuer}.</>}</p>}
      <p className="muted">
        Each may send {list.requestsPerMinute} requests a minute, {list.burst} at once.
      </p>
      {list.items.length === 0 ? (
        <Empty title="Nobody has asked yet">
          <p className="muted">Whoever sends a request through the gateway appears here.</p>
        </Empty>
      ) : (
        <Table items={list.items} burst={list.burst} />
      )}
    </>
  );
}

function Open() {
  return (
    <section className="card stack" aria-label="Open">
      <h2>Whoever reaches the port may ask</h2>
      <p>They are told apart by address alone. To tell them apart for sure, give each a key, in the configuration that <code>./sextant up --gateway gateway.yaml</code> reads:</p>
      <CopyBlock label="command" text="sextant gateway key support-bot" />
    </section>
  );
}

const KINDS: Record<Principal["kind"], string> = { key: "key", certificate: "certificate", token: "token", address: "address" };

function Table(props: { items: readonly Principal[]; burst: number }) {
  return (
    <Wide className="card table-card" label="Principals">
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">By</th>
            <th scope="col">Roles</th>
            <th scope="col" className="number">
              Left at once
            </th>
            {DECISIONS.map((each) => (
              <th key={each} scope="col" className="number">
                {each}
              </th>
            ))}
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((each) => (
            <tr key={each.id} data-principal={each.id}>
              <td className="wrap">
                <Link href={`/decisions?q=${encodeURIComponent(each.id)}`}>{each.id}</Link>
                {each.people.length > 0 && <span className="muted"> for {each.people.join(", ")}</span>}
              </td>
              <td>
                {KINDS[each.kind]} {each.key !== undefined && <span className="mono muted">{each.key}…</span>}
              </td>
              <td className="wrap">{each.roles.join(", ")}</td>
              <td className={`number ${each.remaining === 0 ? "bad" : ""}`}>
                {each.remaining} <span className="muted">of {props.burst}</span>
              </td>
              {DECISIONS.map((word) => (
                <td key={word} className="number">
                  {each.decisions[word] ?? <span className="muted">0</span>}
                </td>
              ))}
              <td>{each.last === undefined ? <span className="muted">never</span> : <Time at={each.last} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
