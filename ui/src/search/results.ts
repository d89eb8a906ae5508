import type { Hit } from "../api/schema";
import { TERMS } from "../glossary/terms";

export interface Result {
  key: string;
  /** what it is, as a person calls it */
  kind: string;
  id: string;
  name: string;
  summary: string;
  /** the organisation whose object it is, or whose name it bears */
  by: string;
  href: string;
}

export interface Group {
  title: string;
  results: Result[];
}

const PAGES: readonly (readonly [string, string, string])[] = [
  ["/", "Matrix", "what is seen and watched, technique by technique"],
  ["/navigator", "Navigator", "layers of notes on the matrix"],
  ["/findings", "Findings", "what happened and why a rule matched"],
  ["/rules", "Rules", "what is watched"],
  ["/case-studies", "Case studies", "attacks as paths over the matrix"],
  ["/exercises", "Exercises", "tabletop exercises made of case studies, with scores and reports"],
  ["/quiz", "Quiz", "questions on techniques that come back"],
  ["/releases", "Releases", "which releases of ATLAS are at hand and current"],
  ["/attack", "ATT&CK matrix", "ATT&CK beside ATLAS"],
  ["/compare", "Compare releases", "what ATLAS changed"],
  ["/glossary", "Glossary", "what the words mean"],
  ["/ingest", "Ingest", "who sends telemetry"],
  ["/tokens", "API tokens", "who may use the API"],
  ["/about", "About", "version, health and licences"],
];

const TITLES: Record<Hit["kind"], string> = {
  retired: "Retired ids",
  technique: "Techniques",
  tactic: "Tactics",
  mitigation: "Mitigations",
  case_study: "Case studies",
  rule: "Rules",
  finding: "Findings",
};
const WORDS: Record<Hit["kind"], string> = {
  retired: "retired id",
  technique: "technique",
  tactic: "tactic",
  mitigation: "mitigation",
  case_study: "case study",
  rule: "rule",
  finding: "finding",
};
const MOST_TERMS = 4;

/** The page of an object of ATLAS. */
export function addressOf(id: string): string {
  const plain = encodeURIComponent(id);
  // Ids of organisations have a part of their own between: AML.BANK.M0001.
  const kind = /^AML\.(?:[A-Z0-9]+\.)?(TA|M|CS)\d{4}$/.exec(id)?.[1];
  if (kind === "TA") return `/#tactic-${plain}`;
  if (kind === "M") return `/mitigations/${plain}`;
  if (kind === "CS") return `/case-studies/${plain}`;
  return `/techniques/${plain}`;
}

function addressOfHit(hit: Hit): string {
  if (hit.kind === "rule") return `/rules/${encodeURIComponent(hit.target)}`;
  if (hit.kind === "finding") return `/findings/${encodeURIComponent(hit.target)}`;
  return addressOf(hit.target);
}

/** Pages and terms whose words begin with each word typed. */
function begins(text: string, words: readonly string[]): boolean {
  const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

/** What the server found, by kind in the order of the best of each, with the pages and terms that fit. */
export function groupsOf(query: string, hits: readonly Hit[]): Group[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const groups = new Map<string, Result[]>();
  const add = (title: string, result: Result) => groups.set(title, [...(groups.get(title) ?? []), result]);
  for (const hit of hits) {
    add(TITLES[hit.kind], { key: `${hit.kind}-${hit.id}`, kind: WORDS[hit.kind], id: hit.kind === "rule" || hit.kind === "finding" ? "" : hit.id, name: hit.name, summary: hit.summary, by: hit.by ?? "", href: addressOfHit(hit) });
  }
  for (const [href, name, summary] of PAGES) {
    if (begins(name, words)) add("Pages", { key: `page-${href}`, kind: "page", id: "", name, summary, by: "", href });
  }
  if (words.length > 0) {
    for (const term of TERMS.filter((each) => begins(each.word, words)).slice(0, MOST_TERMS)) {
      add("Glossary", { key: `term-${term.id}`, kind: "term", id: "", name: term.word, summary: term.means, by: "", href: `/glossary#${term.id}` });
    }
  }
  return [...groups].map(([title, results]) => ({ title, results }));
}
