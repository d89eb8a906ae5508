import { useMemo } from "react";
import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Coverage, CoverageCell, CoverState } from "../api/schema";
import { COVER_STATES } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { listOf, useView, type ViewCodec } from "../page/useUrl";
import { Choices, Empty, Failure, Loading, SearchField, Toolbar, useTitle, Wide } from "../page/widgets";
import { Shares } from "../threat/ThreatPanel";
import { COVER_WORDS, CoverBadge, ThreatLevelBadge } from "../threat/words";
import "../threat/threat.css";
import "./coverage.css";

interface CoverageView {
  /** empty: the first */
  system: string;
  text: string;
  state: readonly CoverState[];
  /** the open cell as TECHNIQUE@COMPONENT */
  cell: string;
}

const COVERAGE_VIEW: ViewCodec<CoverageView> = {
  read: (query) => ({
    system: query.get("system") ?? "",
    text: query.get("q") ?? "",
    state: listOf(query, "state", COVER_STATES),
    cell: query.get("cell") ?? "",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.system !== "") query.set("system", view.system);
    if (view.text !== "") query.set("q", view.text);
    if (view.state.length > 0) query.set("state", view.state.join(","));
    if (view.cell !== "") query.set("cell", view.cell);
    return query;
  },
};

type Row = Coverage["rows"][number];

/** The Control Coverage Matrix of a system, technique by component. */
export default function CoveragePage() {
  useTitle("Coverage");
  const api = useApi();
  const [view, change] = useView(COVERAGE_VIEW);
  const systems = useResource("systems", api.systems);
  const system = view.system === "" ? (systems.data?.items[0]?.id ?? "") : view.system;
  const coverage = useResource(system === "" ? "" : `coverage ${system}`, (signal) => api.coverage(system, signal));
  return (
    <div className="page coverage-page">
      <header className="page-head stack">
        <h1>Coverage</h1>
        <p>
          What stands against each technique on each component, at its best: from <em>gap</em> to <em>proven</em>. A claim is no proof, and what nobody can tell never counts as covered.{" "}
          <Link href="/controls">Controls</Link> and their evidence come from files of the workspace; <Link href="/frameworks">Frameworks</Link> shows the same in the ids of standards and laws.
        </p>
      </header>
      {systems.error && !systems.data && <Failure error={systems.error} what="the systems" retry={systems.reload} />}
      {systems.data?.items.length === 0 && (
        <Empty title="No system is mapped yet">
          <p className="muted">
            Coverage is told per <Link href="/systems">system</Link>: map one first.
          </p>
        </Empty>
      )}
      {(systems.data?.items.length ?? 0) > 1 && (
        <p>
          <select className="field" aria-label="System" value={system} onChange={(event) => change({ system: event.target.value, cell: "" })}>
            {systems.data?.items.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </p>
      )}
      {coverage.error && !coverage.data && <Failure error={coverage.error} what="the coverage" retry={coverage.reload} />}
      {coverage.loading && <Loading what="the coverage" />}
      {coverage.data && <Shown coverage={coverage.data} view={view} change={change} />}
    </div>
  );
}

function Shown(props: { coverage: Coverage; view: CoverageView; change: (part: Partial<CoverageView>) => void }) {
  const { coverage, view, change } = props;
  const rows = useMemo(() => shownRows(coverage.rows, view), [coverage, view]);
  const components = useMemo(() => {
    const used = new Set(rows.flatMap((row) => row.cells.map((cell) => cell.component)));
    return coverage.components.filter((each) => used.has(each.id));
  }, [coverage, rows]);
  const [technique = "", component = ""] = view.cell.split("@");
  const row = coverage.rows.find((each) => each.technique === technique);
  const open = row?.cells.find((each) => each.component === component);
  const csv = () =>
    downloadCsv(`coverage-${coverage.system}.csv`, [
      ["technique", "name", "component", "state", "because", "residual", "status", "controls", "rules"],
      ...rows.flatMap((each) =>
        each.cells.map((cell) => [
          each.technique,
          each.name,
          cell.component,
          cell.state,
          cell.because,
          cell.residual,
          cell.status ?? "",
          cell.controls.map((share) => `${share.id} ${share.standing}`).join("; "),
          cell.rules.map((rule) => rule.title).join("; "),
        ]),
      ),
    ]);
  return (
    <>
      <Figures coverage={coverage} />
      <Toolbar label="Filter of coverage" search={<SearchField label="Filter techniques" value={view.text} onChange={(text) => change({ text })} />}>
        <Choices label="State" options={COVER_STATES.map((each) => [each, each] as const)} chosen={view.state} onChange={(state) => change({ state })} />
        <button type="button" className="button toolbar-end" onClick={csv}>
          CSV
        </button>
      </Toolbar>
      {row && open && <CellDetail coverage={coverage} row={row} cell={open} close={() => change({ cell: "" })} />}
      {rows.length === 0 ? (
        <Empty title={coverage.rows.length === 0 ? "Nothing threatens the system" : "No technique passes the filter"}>
          <p>
            <button type="button" className="button" onClick={() => change({ text: "", state: [] })}>
              Clear the filter
            </button>
          </p>
        </Empty>
      ) : (
        <Wide label="Coverage matrix" className="card table-card coverage-frame">
          <table className="coverage-table">
            <thead>
              <tr>
                <th scope="col">Technique</th>
                {components.map((each) => (
                  <th key={each.id} scope="col">
                    <span>{each.name}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((each) => (
                <tr key={each.technique}>
                  <th scope="row">
                    <Link href={`/techniques/${each.technique}?release=${encodeURIComponent(coverage.release)}`} className="mono">
                      {each.technique}
                    </Link>{" "}
                    {each.name}
                  </th>
                  {components.map(({ id }) => {
                    const cell = each.cells.find((one) => one.component === id);
                    const key = `${each.technique}@${id}`;
                    return (
                      <td key={id}>
                        {cell && (
                          <button
                            type="button"
                            className={`coverage-cell cover-${cell.state}`}
                            aria-pressed={key === view.cell}
                            aria-label={`${each.technique} on ${id}: ${cell.state}`}
                            title={`${cell.state}: ${cell.because}`}
                            onClick={() => change({ cell: key === view.cell ? "" : key })}
                          >
                            {LETTERS[cell.state]}
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

const LETTERS: Record<CoverState, string> = { proven: "P", evidenced: "E", claimed: "C", decayed: "D", watched: "W", gap: "G", failed: "F", undetermined: "?" };

function shownRows(rows: readonly Row[], view: CoverageView): Row[] {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return rows
    .map((row) => (view.state.length === 0 ? row : { ...row, cells: row.cells.filter((cell) => view.state.includes(cell.state)) }))
    .filter((row) => {
      if (row.cells.length === 0) return false;
      const text = `${row.technique} ${row.name} ${row.tactics.join(" ")} ${row.cells.map((cell) => cell.component).join(" ")}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
}

/** Every share names its denominator. */
function Figures(props: { coverage: Coverage }) {
  const { totals } = props.coverage;
  const figures = [
    [totals.proven, "proven"],
    [totals.evidenced, "at least evidenced"],
    [totals.covered, "with a control that counts"],
    [totals.watched, "would be seen"],
  ] as const;
  return (
    <section className="card stack" aria-label="Figures">
      <dl className="coverage-figures">
        {figures.map(([count, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <strong>{count}</strong> of {totals.applicable}
              <span className="muted"> ({totals.applicable === 0 ? 0 : Math.round((count / totals.applicable) * 100)} %)</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>undetermined, beside</dt>
          <dd>
            <strong>{totals.undetermined}</strong>
          </dd>
        </div>
      </dl>
      <p className="row coverage-legend">
        {COVER_STATES.map((state) => (
          <span key={state} title={COVER_WORDS[state]}>
            <span className={`coverage-cell coverage-key cover-${state}`}>{LETTERS[state]}</span> {state} {totals.states[state] ?? 0}
          </span>
        ))}
      </p>
    </section>
  );
}

function CellDetail(props: { coverage: Coverage; row: Row; cell: CoverageCell; close: () => void }) {
  const { coverage, row, cell } = props;
  const threat = `${coverage.system}/${row.technique}@${cell.component}`;
  return (
    <section className="card stack" aria-label="The cell">
      <div className="spread">
        <h2>
          {row.name} on {cell.component}
        </h2>
        <button type="button" className="icon-button" aria-label="Close the cell" onClick={props.close}>
          ✕
        </button>
      </div>
      <p className="row">
        <CoverBadge state={cell.state} /> {cell.level && <ThreatLevelBadge level={cell.level} />} <span>{cell.because}</span>
      </p>
      {cell.controls.length === 0 ? (
        <p className="muted">
          No control acts on it here. {row.mitigations.length > 0 && "ATLAS says that these would help:"}{" "}
          {row.mitigations.map((each) => (
            <Link key={each} href={`/mitigations/${each}`} className="chip mono">
              {each}
            </Link>
          ))}
        </p>
      ) : (
        <Shares shares={cell.controls} />
      )}
      {cell.rules.length > 0 && (
        <ul>
          {cell.rules.map((each) => (
            <li key={each.rule}>
              <Link href={`/rules/${encodeURIComponent(each.rule)}`}>{each.title}</Link> <span className="muted">{each.findings > 0 ? `found it here ${each.findings} times` : "has found nothing here"}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        {cell.state === "undetermined" ? (
          <Link href={`/questions?system=${encodeURIComponent(coverage.system)}`}>The questions</Link>
        ) : (
          <Link href={`/threats?system=${encodeURIComponent(coverage.system)}&threat=${encodeURIComponent(threat)}`}>The threat</Link>
        )}
      </p>
    </section>
  );
}
