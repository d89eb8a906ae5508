import { useMemo } from "react";
import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Framework, FrameworkRequirement, FrameworkStatement, RequirementState } from "../api/schema";
import { REQUIREMENT_STATES } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { listOf, useView, type ViewCodec } from "../page/useUrl";
import { Choices, Empty, Failure, Loading, SearchField, Toolbar, useTitle, Wide } from "../page/widgets";
import { COVER_WORDS } from "../threat/words";
import "../threat/threat.css";
import "./coverage.css";

interface FrameworkView {
  /** id@edition; empty: the list */
  framework: string;
  /** empty: the first */
  system: string;
  text: string;
  state: readonly RequirementState[];
}

const FRAMEWORK_VIEW: ViewCodec<FrameworkView> = {
  read: (query) => ({
    framework: query.get("framework") ?? "",
    system: query.get("system") ?? "",
    text: query.get("q") ?? "",
    state: listOf(query, "state", REQUIREMENT_STATES),
  }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.framework !== "") query.set("framework", view.framework);
    if (view.system !== "") query.set("system", view.system);
    if (view.text !== "") query.set("q", view.text);
    if (view.state.length > 0) query.set("state", view.state.join(","));
    return query;
  },
};

const STATE_WORDS: Record<RequirementState, string> = {
  ...COVER_WORDS,
  "not-threatened": "none of its techniques threatens the system",
  unmapped: "no source links it to ATLAS and no control names it: answer it by hand",
  excluded: "somebody decided that it does not apply, and said why",
};

const COUNTED: ReadonlySet<RequirementState> = new Set(["proven", "evidenced", "claimed", "decayed", "watched", "gap", "failed"]);

/** Where a system stands with standards, laws and lists of risks, in their own ids. */
export default function FrameworksPage() {
  useTitle("Frameworks");
  const api = useApi();
  const [view, change] = useView(FRAMEWORK_VIEW);
  const frameworks = useResource("frameworks", api.frameworks);
  const systems = useResource("systems", api.systems);
  const system = view.system === "" ? (systems.data?.items[0]?.id ?? "") : view.system;
  const ready = view.framework !== "" && system !== "";
  const statement = useResource(ready ? `statement ${system} ${view.framework}` : "", (signal) => api.statement(system, view.framework, signal));
  return (
    <div className="page coverage-page">
      <header className="page-head stack">
        <p className="row crumbs">
          <Link href="/coverage">Coverage</Link>
          {view.framework !== "" && (
            <Link href={`/frameworks${view.system === "" ? "" : `?system=${encodeURIComponent(view.system)}`}`}>All frameworks</Link>
          )}
        </p>
        <h1>Frameworks</h1>
        <p>Where a system stands with standards, laws and lists of risks: from its coverage of ATLAS, over edges that name who says so. Linked does not mean met: ATLAS touches a part of a requirement at most.</p>
      </header>
      {frameworks.error && !frameworks.data && <Failure error={frameworks.error} what="the frameworks" retry={frameworks.reload} />}
      {systems.data?.items.length === 0 && view.framework !== "" && (
        <Empty title="No system is mapped yet">
          <p className="muted">
            A statement is made per <Link href="/systems">system</Link>: map one first.
          </p>
        </Empty>
      )}
      {(view.framework !== "" || (systems.data?.items.length ?? 0) > 1) && (
        <p className="row">
          {view.framework !== "" && (
            <select className="field" aria-label="Framework" value={view.framework} onChange={(event) => change({ framework: event.target.value, text: "", state: [] })}>
              {frameworks.data?.items.map((each) => (
                <option key={each.key} value={each.key}>
                  {titleOf(each)}
                </option>
              ))}
            </select>
          )}
          {(systems.data?.items.length ?? 0) > 1 && (
            <select className="field" aria-label="System" value={system} onChange={(event) => change({ system: event.target.value })}>
              {systems.data?.items.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </p>
      )}
      {view.framework === "" && !frameworks.data && frameworks.loading && <Loading what="the frameworks" />}
      {view.framework === "" && frameworks.data && <FrameworkTable items={frameworks.data.items} href={(framework) => `/frameworks?${FRAMEWORK_VIEW.write({ ...view, framework }).toString()}`} />}
      {ready && statement.error && !statement.data && <Failure error={statement.error} what="the statement" retry={statement.reload} />}
      {ready && statement.loading && !statement.data && <Loading what="the statement" />}
      {ready && statement.data && <Statement statement={statement.data} view={view} change={change} />}
    </div>
  );
}

const titleOf = (framework: Framework): string => (framework.title.includes(framework.edition) ? framework.title : `${framework.title}, ${framework.edition}`);

function FrameworkTable(props: { items: readonly Framework[]; href: (key: string) => string }) {
  return (
    <Wide label="Frameworks" className="card table-card">
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">Framework</th>
            <th scope="col">Edition</th>
            <th scope="col">Publisher</th>
            <th scope="col">Entries</th>
            <th scope="col">What may be shown</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((each) => (
            <tr key={each.key}>
              <td>
                <Link href={props.href(each.key)}>{each.title}</Link>
              </td>
              <td className="mono nowrap">{each.edition}</td>
              <td>{each.publisher}</td>
              <td>
                {each.entries} {each.nature}
              </td>
              <td className="muted">{each.terms}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Statement(props: { statement: FrameworkStatement; view: FrameworkView; change: (part: Partial<FrameworkView>) => void }) {
  const { statement, view, change } = props;
  const shown = useMemo(() => shownRequirements(statement.requirements, view), [statement, view]);
  const present = REQUIREMENT_STATES.filter((state) => (statement.totals.states[state] ?? 0) > 0);
  const csv = () =>
    downloadCsv(`${statement.framework.key}-${statement.system}.csv`, [
      ["requirement", "title", "applies", "state", "met", "because", "controls", "threats", "links"],
      ...shown.map((each) => [
        `${statement.framework.key}:${each.id}`,
        each.title,
        each.applies ? "yes" : "no",
        each.state,
        each.met,
        each.because,
        each.controls.map((control) => `${control.id} ${control.standing}`).join("; "),
        each.threats.join(" "),
        each.links.map((link) => `${link.target} (${link.relation}, ${link.confidence})`).join("; "),
      ]),
    ]);
  return (
    <>
      <section className="card stack" aria-label="Figures">
        <h2>{titleOf(statement.framework)}</h2>
        <p className="muted">
          {statement.framework.publisher}. {statement.framework.terms}
        </p>
        <dl className="coverage-figures">
          {(
            [
              [statement.totals.proven, "proven"],
              [statement.totals.evidenced, "at least evidenced"],
              [statement.totals.covered, "with a control that counts"],
            ] as const
          ).map(([count, what]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <strong>{count}</strong> of {statement.totals.counted}
                <span className="muted"> ({statement.totals.counted === 0 ? 0 : Math.round((count / statement.totals.counted) * 100)} %)</span>
              </dd>
            </div>
          ))}
          <div>
            <dt>of {statement.totals.entries} entries, not counted</dt>
            <dd>
              <strong>{statement.totals.entries - statement.totals.counted}</strong>
            </dd>
          </div>
        </dl>
        <p className="row coverage-legend">
          {present.map((state) => (
            <span key={state} title={STATE_WORDS[state]}>
              <StateBadge state={state} /> {statement.totals.states[state]}
            </span>
          ))}
        </p>
      </section>
      <Toolbar label="Filter of requirements" search={<SearchField label="Filter requirements" value={view.text} onChange={(text) => change({ text })} />}>
        <Choices label="State" options={present.map((each) => [each, each] as const)} chosen={view.state} onChange={(state) => change({ state })} />
        <button type="button" className="button toolbar-end" onClick={csv}>
          CSV
        </button>
      </Toolbar>
      {shown.length === 0 ? (
        <Empty title="No requirement passes the filter">
          <p>
            <button type="button" className="button" onClick={() => change({ text: "", state: [] })}>
              Clear the filter
            </button>
          </p>
        </Empty>
      ) : (
        <ul className="card requirements">
          {shown.map((each) => (
            <Requirement key={each.id} requirement={each} system={statement.system} />
          ))}
        </ul>
      )}
    </>
  );
}

function StateBadge(props: { state: RequirementState }) {
  const shade = COUNTED.has(props.state) || props.state === "undetermined" ? `cover-${props.state}` : "cover-aside";
  return (
    <span className={`cover ${shade}`} title={STATE_WORDS[props.state]}>
      {props.state}
    </span>
  );
}

function Requirement(props: { requirement: FrameworkRequirement; system: string }) {
  const { requirement, system } = props;
  return (
    <li>
      <details>
        <summary>
          <span className="mono">{requirement.id}</span> <span className="requirement-title">{requirement.title}</span>
          <StateBadge state={requirement.state} />
          {requirement.met !== "" && <span className="muted">met in {requirement.met === "whole" ? "whole" : "part"}</span>}
        </summary>
        <div className="stack requirement-body">
          <p>{requirement.because}</p>
          {requirement.controls.length > 0 && (
            <section>
              <h3>Controls</h3>
              <ul>
                {requirement.controls.map((each) => (
                  <li key={each.id}>
                    <Link href={`/controls#${encodeURIComponent(each.id)}`}>{each.name}</Link> <strong>{each.standing}</strong>: {each.because}
                    {each.via !== undefined && (
                      <span className="muted">
                        {" "}
                        (by way of <Link href={`/mitigations/${each.via}`}>{each.via}</Link>)
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {requirement.threats.length > 0 && (
            <section>
              <h3>Threats of the system</h3>
              <p className="row">
                {requirement.threats.map((each) => (
                  <Link key={each} className="chip mono" href={`/threats?system=${encodeURIComponent(system)}&threat=${encodeURIComponent(`${system}/${each}`)}`}>
                    {each}
                  </Link>
                ))}
              </p>
            </section>
          )}
          {requirement.links.length > 0 && <Links links={requirement.links} />}
        </div>
      </details>
    </li>
  );
}

/** Every way to ATLAS, edge by edge, with who says so. */
function Links(props: { links: FrameworkRequirement["links"] }) {
  return (
    <section>
      <h3>Ways to ATLAS</h3>
      <ul className="stack">
        {props.links.map((link) => (
          <li key={link.target}>
            <Link className="mono" href={`/${link.target.includes(".M") ? "mitigations" : "techniques"}/${link.target}`}>
              {link.target}
            </Link>{" "}
            {link.relation}, {link.confidence} confidence{link.derived && ", derived: no source says it as one"}
            <ul>
              {link.path.map((edge) => (
                <li key={`${edge.from} ${edge.to}`} className="muted">
                  <span className="mono">
                    {edge.from} → {edge.to}
                  </span>{" "}
                  {edge.relation}, {edge.confidence}; {edge.basis}: {edge.source} {edge.edition}, {edge.date}
                  {edge.by !== undefined && `, by ${edge.by}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function shownRequirements(requirements: readonly FrameworkRequirement[], view: FrameworkView): FrameworkRequirement[] {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return requirements.filter((each) => {
    if (view.state.length > 0 && !view.state.includes(each.state)) return false;
    const text = `${each.id} ${each.title} ${each.because} ${each.links.map((link) => link.target).join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
