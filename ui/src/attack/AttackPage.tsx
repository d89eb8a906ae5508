import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { AttackMatrixDetail } from "../api/schema";
import { Term } from "../glossary/Term";
import { useView } from "../page/useUrl";
import { Choices, CopyBlock, Empty, Failure, Loading, SearchField, Toolbar, useTitle, Wide } from "../page/widgets";
import { attackAddress, attackColumns, ATTACK_VIEW, type AttackCell, type AttackTechnique, type AttackView } from "./attackView";
import "./attack.css";

const DOMAIN_WORDS: Record<string, string> = { "enterprise-attack": "Enterprise", "mobile-attack": "Mobile", "ics-attack": "ICS" };

export default function AttackPage() {
  useTitle("ATT&CK");
  const api = useApi();
  const [view, change] = useView(ATTACK_VIEW);
  const domains = useResource("attack", (signal) => api.attackMatrices(signal));
  const domain = view.domain === "" ? (domains.data?.items[0] ?? "") : view.domain;
  const detail = useResource(domain === "" ? "" : `attack ${domain}`, (signal) => api.attackMatrix(domain, signal));
  const error = domains.error ?? detail.error;
  return (
    <div className="page attack-page">
      <header className="page-head stack">
        <nav className="row" aria-label="Matrix">
          <Link className="button small" href="/">
            ATLAS
          </Link>
          {(domains.data?.items ?? []).map((each) => (
            <button key={each} type="button" className="button small" aria-current={each === domain ? "true" : undefined} onClick={() => change({ domain: each, platforms: [] })}>
              ATT&CK {DOMAIN_WORDS[each] ?? each}
            </button>
          ))}
        </nav>
        <h1>
          ATT&CK {DOMAIN_WORDS[domain]} {detail.data?.matrix.version}
        </h1>
        <p>
          <Term id="att-ck">ATT&CK</Term> beside ATLAS: what is marked has objects of ATLAS {detail.data?.release} that were adapted from it. The link is a hint, not an equation.
        </p>
      </header>
      {error && <Failure error={error} what="ATT&CK" retry={() => (detail.error ? detail.reload() : domains.reload())} />}
      {(domains.loading || detail.loading) && <Loading what="ATT&CK" />}
      {domains.data?.items.length === 0 && (
        <Empty title="No matrix of ATT&CK was imported">
          <p>Get the STIX 2.1 bundle of a domain from MITRE, then:</p>
          <CopyBlock label="Command" text="./sextant atlas import-attack enterprise-attack.json" />
        </Empty>
      )}
      {detail.data && <Columns detail={detail.data} view={view} change={change} />}
    </div>
  );
}

function Columns(props: { detail: AttackMatrixDetail; view: AttackView; change: (part: Partial<AttackView>) => void }) {
  const { detail, view, change } = props;
  const columns = attackColumns(detail, view);
  const platforms = [...new Set(detail.matrix.techniques.flatMap((each) => each.platforms))].sort();
  return (
    <>
      <Toolbar label="Matrix filter" search={<SearchField label="Filter techniques" value={view.text} onChange={(text) => change({ text })} />}>
        {platforms.length > 0 && <Choices label="Platform" options={platforms.map((each) => [each, each] as const)} chosen={view.platforms} onChange={(chosen) => change({ platforms: chosen })} />}
        <button type="button" className="button" aria-pressed={view.adaptedOnly} onClick={() => change({ adaptedOnly: !view.adaptedOnly })}>
          In ATLAS too
        </button>
      </Toolbar>
      <Wide label="Matrix of ATT&CK">
        <div className="attack">
          {columns.map((column) => (
            <section key={column.id} aria-label={column.name} className="attack-column">
              <h2>
                {column.name} <span className="muted">{column.cells.length}</span>
              </h2>
              <Adapted ids={detail.atlas[column.id] ?? []} />
              {column.cells.map((cell) => (
                <Cell key={cell.technique.id} cell={cell} atlas={detail.atlas} />
              ))}
            </section>
          ))}
        </div>
      </Wide>
    </>
  );
}

function Cell(props: { cell: AttackCell; atlas: AttackMatrixDetail["atlas"] }) {
  const { technique, subs } = props.cell;
  return (
    <div className={props.atlas[technique.id] ? "attack-cell attack-adapted" : "attack-cell"}>
      <Name technique={technique} />
      <Adapted ids={props.atlas[technique.id] ?? []} />
      {subs.length > 0 && (
        <details>
          <summary className="muted">{subs.length === 1 ? "1 sub-technique" : `${subs.length} sub-techniques`}</summary>
          <ul>
            {subs.map((sub) => (
              <li key={sub.id} className={props.atlas[sub.id] ? "attack-adapted" : ""}>
                <Name technique={sub} />
                <Adapted ids={props.atlas[sub.id] ?? []} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Name(props: { technique: AttackTechnique }) {
  const { id, name, summary } = props.technique;
  return (
    <a href={attackAddress(id)} rel="noreferrer" target="_blank" title={summary}>
      <span className="mono">{id}</span> {name}
    </a>
  );
}

function Adapted(props: { ids: readonly string[] }) {
  if (props.ids.length === 0) return null;
  return (
    <span className="row">
      {props.ids.map((id) =>
        id.startsWith("AML.TA") ? (
          <span key={id} className="chip mono">
            {id}
          </span>
        ) : (
          <Link key={id} className="chip mono" href={`/${id.startsWith("AML.M") ? "mitigations" : "techniques"}/${id}`}>
            {id}
          </Link>
        ),
      )}
    </span>
  );
}
