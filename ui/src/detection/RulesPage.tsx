import { useMemo } from "react";
import { Link } from "wouter";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import { LEVELS, type Level, type RuleSummary } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { listOf, oneOf, useView, type ViewCodec } from "../page/useUrl";
import { Choices, Empty, Failure, IssueList, LevelBadge, Loading, SearchField, Toolbar, TechniqueChip, Time, useTitle, Wide } from "../page/widgets";
import "./rules.css";

const SETTLE_MS = 2_000;
const ORDERS = ["title", "level", "hits", "seen"] as const;
type Order = (typeof ORDERS)[number];

interface RulesView {
  text: string;
  level: readonly Level[];
  category: readonly string[];
  order: Order;
  hitsOnly: boolean;
}

const RULES_VIEW: ViewCodec<RulesView> = {
  read: (query) => ({
    text: query.get("q") ?? "",
    level: listOf(query, "level", LEVELS),
    category: query.getAll("category"),
    order: oneOf(query, "order", ORDERS, "title"),
    hitsOnly: query.get("hits") === "1",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.text !== "") query.set("q", view.text);
    for (const level of view.level) query.append("level", level);
    for (const category of view.category) query.append("category", category);
    if (view.order !== "title") query.set("order", view.order);
    if (view.hitsOnly) query.set("hits", "1");
    return query;
  },
};

const watches = (rule: RuleSummary): string => rule.logsource["category"] ?? Object.values(rule.logsource).join(" ");

export default function RulesPage() {
  useTitle("Rules");
  const api = useApi();
  const [view, change] = useView(RULES_VIEW);
  const rules = useResource("rules", api.rules);
  useLive("finding", useSoon(rules.reload, SETTLE_MS));
  useLive("resync", rules.reload);
  const shown = useMemo(() => pick(rules.data?.items ?? [], view), [rules.data, view]);
  if (rules.error && !rules.data) {
    return (
      <div className="page">
        <Failure page error={rules.error} what="the rules" retry={rules.reload} />
      </div>
    );
  }
  if (!rules.data) return <Loading what="rules" />;
  const { items, issues } = rules.data;
  const categories = [...new Set(items.map(watches).filter((each) => each !== ""))].sort();
  return (
    <div className="page">
      <div className="page-head">
        <h1>Rules</h1>
        <p>
          {items.length} Sigma rules are watching {new Set(items.flatMap((rule) => rule.techniques.map(({ id }) => id))).size} techniques. A rule is a YAML file; changed files are read again by
          themselves.
        </p>
      </div>
      {issues.length > 0 && <Issues issues={issues} />}
      <Toolbar label="Rules filter" search={<SearchField label="Filter rules" value={view.text} onChange={(text) => change({ text })} />}>
        <Choices label="Level" options={LEVELS.map((each) => [each, each] as const)} chosen={view.level} onChange={(level) => change({ level })} />
        <Choices label="Watches" options={categories.map((each) => [each, each] as const)} chosen={view.category} onChange={(category) => change({ category })} />
        <button type="button" className="button" aria-pressed={view.hitsOnly} onClick={() => change({ hitsOnly: !view.hitsOnly })}>
          With hits
        </button>
        <label className="row">
          <span className="muted">Order</span>
          <select className="field" value={view.order} onChange={(event) => change({ order: ORDERS.find((each) => each === event.target.value) ?? "title" })}>
            <option value="title">title</option>
            <option value="level">level</option>
            <option value="hits">most hits</option>
            <option value="seen">last seen</option>
          </select>
        </label>
        <button type="button" className="button toolbar-end" onClick={() => downloadCsv("sextant-rules.csv", rows(shown))}>
          CSV
        </button>
      </Toolbar>
      {shown.length === 0 ? <NoRules none={items.length === 0} clear={() => change(RULES_VIEW.read(new URLSearchParams()))} /> : <RulesTable rules={shown} />}
    </div>
  );
}

function pick(rules: readonly RuleSummary[], view: RulesView): RuleSummary[] {
  const words = view.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const kept = rules.filter((rule) => {
    const text = [rule.id, rule.title, rule.file, ...rule.techniques.flatMap(({ id, name }) => [id, name])].join(" ").toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (view.level.length === 0 || view.level.includes(rule.level)) &&
      (view.category.length === 0 || view.category.includes(watches(rule))) &&
      (!view.hitsOnly || rule.occurrences > 0)
    );
  });
  const by: Record<Order, (a: RuleSummary, b: RuleSummary) => number> = {
    title: (a, b) => a.title.localeCompare(b.title),
    level: (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.title.localeCompare(b.title),
    hits: (a, b) => b.occurrences - a.occurrences,
    seen: (a, b) => Date.parse(b.lastSeen ?? "1970-01-01") - Date.parse(a.lastSeen ?? "1970-01-01"),
  };
  return kept.sort(by[view.order]);
}

function rows(rules: readonly RuleSummary[]): (string | number)[][] {
  return [
    ["id", "title", "level", "status", "kind", "techniques", "watches", "file", "findings", "occurrences", "last_seen"],
    ...rules.map((rule) => [rule.id, rule.title, rule.level, rule.status, rule.kind, rule.techniques.map(({ id }) => id).join("; "), watches(rule), rule.file, rule.findings, rule.occurrences, rule.lastSeen ?? ""]),
  ];
}

function Issues(props: { issues: Parameters<typeof IssueList>[0]["issues"] }) {
  const errors = props.issues.filter((issue) => issue.severity === "error");
  const warnings = props.issues.length - errors.length;
  const files = new Set(errors.map((issue) => issue.file)).size;
  return (
    <details className="card broken" open={errors.length > 0}>
      <summary>
        {errors.length > 0 && (
          <strong className="bad">
            {files === 1 ? "1 rule file is" : `${files} rule files are`} not in use because of errors.{" "}
          </strong>
        )}
        {warnings > 0 && <span>{warnings === 1 ? "1 warning." : `${warnings} warnings.`}</span>}
      </summary>
      <IssueList issues={[...errors, ...props.issues.filter((issue) => issue.severity === "warning")]} />
    </details>
  );
}

function NoRules(props: { none: boolean; clear: () => void }) {
  if (props.none) {
    return (
      <Empty title="No rules are loaded">
        <p className="muted">
          Put Sigma rules (<code>*.yml</code>) into the folder <code>rules</code> of the data folder, or start with <code>--rules DIR</code>. Without rules nothing is ever found.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No rule passes the filter">
      <p>
        <button type="button" className="button" onClick={props.clear}>
          Clear the filter
        </button>
      </p>
    </Empty>
  );
}

function RulesTable(props: { rules: readonly RuleSummary[] }) {
  return (
    <Wide className="card table-card" label="Rules">
      <table className="list-table rules-table">
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">Rule</th>
            <th scope="col">Techniques</th>
            <th scope="col">Watches</th>
            <th scope="col" className="number">
              Findings
            </th>
            <th scope="col" className="number">
              Hits
            </th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {props.rules.map((rule) => (
            <tr key={rule.id}>
              <td className="cell-level">
                <LevelBadge level={rule.level} />
              </td>
              <td className="cell-title">
                <Link href={`/rules/${encodeURIComponent(rule.id)}`}>{rule.title}</Link>
                {rule.kind === "correlation" && <span className="chip">correlation</span>}
              </td>
              <td className="cell-techniques">
                <span className="row">
                  {rule.techniques.map((technique) => (
                    <TechniqueChip key={technique.id} technique={technique} />
                  ))}
                </span>
              </td>
              <td className="cell-watches">{watches(rule) === "" ? <span className="muted">other rules</span> : <span className="mono">{watches(rule)}</span>}</td>
              <td className="number">{rule.findings > 0 ? <Link href={`/findings?rule=${encodeURIComponent(rule.id)}`}>{rule.findings}</Link> : <span className="muted">0</span>}</td>
              <td className="number">{rule.occurrences}</td>
              <td className="cell-last">{rule.lastSeen ? <Time at={rule.lastSeen} /> : <span className="muted">never</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
