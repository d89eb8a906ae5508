// A server for developing the pages: the shapes of openapi/openapi.yaml with seeded data. It checks
// nothing and keeps nothing. Usage: node dev/fake-server.mjs [--port 7575] [--empty] [--signed-out] [--quiet]
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { makeEvent, makeRules, matchesOf, random, releases, ruleSource } from "./fake-data.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "7575" },
    empty: { type: "boolean", default: false },
    "signed-out": { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  },
});

const next = random(20260301);
const pick = (list) => list[Math.floor(next() * list.length)];
const matrices = releases();
const rules = makeRules(matrices);
const events = new Map();
const findings = [];
const details = new Map();
const heat = new Map();
const viewers = new Set();
const tokens = [
  { id: "tok_1", name: "collector in the lab", role: "sender", created: new Date(Date.now() - 86_400_000 * 12).toISOString(), lastUsed: new Date(Date.now() - 40_000).toISOString() },
  { id: "tok_2", name: "weekly report", role: "viewer", created: new Date(Date.now() - 86_400_000 * 40).toISOString(), expires: new Date(Date.now() + 86_400_000 * 50).toISOString() },
];
const history = Array.from({ length: 120 }, (_, at) => (options.empty ? 0 : Math.round(420 + 160 * Math.sin(at / 9) + 90 * next())));
const status = {
  accepted: 0,
  refused: options.empty ? 0 : 14,
  ignored: options.empty ? 0 : 1320,
  perSecond: options.empty ? 0 : 431.5,
  queued: options.empty ? 0 : 12,
  capacity: 20000,
  stored: 0,
  searched: 0,
  overloads: options.empty ? 0 : 2,
  endpoints: [
    { name: "OTLP/HTTP", address: "http://127.0.0.1:4318", status: "listening" },
    { name: "OTLP/gRPC", address: "127.0.0.1:4317", status: "listening" },
    { name: "JSON lines", address: "http://127.0.0.1:7575/api/v1/events", status: "listening" },
  ],
  sources: [],
  history,
};
let example = { state: options.empty ? "available" : "loaded", events: 1840 };

function occur(at) {
  const rule = pick(rules);
  const number = events.size + 1;
  const id = `e-${number}`;
  const body = makeEvent(number, rule, at, next);
  const time = new Date(at).toISOString();
  events.set(id, { id, time, received: time, format: "otlp_traces", body });
  const known = next() < 0.45 ? findings.find((each) => each.rule === rule.id && each.status === "new") : undefined;
  const finding = known ?? {
    id: `f-${findings.length + 1}`,
    rule: rule.id,
    title: rule.title,
    level: rule.level,
    techniques: rule.techniques,
    tactics: rule.tactics,
    system: "",
    entities: { principal: body.principal, service: "support-chat" },
    evidence: [],
    first: time,
    last: time,
    count: 0,
    status: "new",
  };
  if (!known) {
    findings.push(finding);
    details.set(finding.id, { history: [] });
    rule.findings += 1;
  }
  finding.evidence.push(id);
  finding.count += 1;
  finding.last = time;
  rule.occurrences += 1;
  rule.lastSeen = time;
  recount(finding);
  status.accepted += 40;
  status.stored += 40;
  status.searched = status.stored;
  return finding;
}

function recount(finding) {
  for (const { id } of finding.techniques) {
    const ones = findings.filter((each) => each.techniques.some((technique) => technique.id === id));
    const order = ["informational", "low", "medium", "high", "critical"];
    heat.set(id, {
      technique: id,
      findings: ones.length,
      occurrences: ones.reduce((sum, each) => sum + each.count, 0),
      open: ones.filter((each) => each.status === "new" || each.status === "acknowledged").length,
      highest: order[Math.max(...ones.map((each) => order.indexOf(each.level)))],
      last: ones.map((each) => each.last).sort().at(-1),
    });
  }
}

if (!options.empty) {
  for (let left = 420; left > 0; left -= 1) {
    const finding = occur(Date.now() - left * left * 2_600 - 20_000);
    if (next() < 0.25) finding.status = pick(["acknowledged", "resolved", "false_positive"]);
    recount(finding);
  }
  status.sources = ["support-chat", "parts-classifier", "indexer"].map((service, at) => ({ service, format: ["otlp_traces", "jsonl", "bedrock"][at], accepted: 18000 >> at, refused: at * 7, perSecond: 240 / (at + 1), last: new Date().toISOString() }));
}

function broadcast(kind, data) {
  for (const viewer of viewers) viewer.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
}
function arrive() {
  const finding = occur(Date.now());
  broadcast("finding", finding);
  for (const { id } of finding.techniques) broadcast("heat", heat.get(id));
}
setInterval(() => {
  if (options.quiet || (options.empty && example.state !== "loaded")) return;
  history.push(Math.round(420 + 160 * Math.sin(Date.now() / 9000) + 90 * next()));
  if (history.length > 120) history.shift();
  status.perSecond = history.at(-1);
  broadcast("ingest", status);
  if (next() < 0.25) arrive();
}, 1_000);

const refusals = () =>
  options.empty
    ? []
    : [
        { time: new Date(Date.now() - 61_000).toISOString(), format: "jsonl", source: "indexer", position: 118, code: "SX-TELEMETRY-004", message: "not JSON: expected a value at column 17, found the end of the line", excerpt: '{"time": "2026-03' },
        { time: new Date(Date.now() - 3_600_000).toISOString(), format: "unknown", source: "198.51.100.7", position: 1, code: "SX-TELEMETRY-011", message: "the record is none of the forms known here; expected one with `time` and `logsource`, a Bedrock or an Azure record", excerpt: '{"hello": "world"}' },
      ];
const brokenRules = [
  { code: "SX-SIGMA-012", severity: "error", file: "rules/local/broken.yml", line: 14, column: 16, message: "the condition names `selektion`, which is not defined; defined are `selection`, `filter`", hint: "Did you mean `selection`?" },
  { code: "SX-SIGMA-031", severity: "warning", file: "rules/local/old_style.yml", line: 9, column: 5, message: "`timeframe` in a detection is the legacy form of a correlation", hint: "It is understood; write a correlation rule instead." },
];

/** Paths over the matrix, one of them with branches. */
function studiesOf(matrix) {
  const flat = matrix.tactics.flatMap((tactic) => tactic.techniques.slice(0, 2).map((id) => ({ tactic, technique: matrix.techniques.find((each) => each.id === id) })));
  return Array.from({ length: 9 }, (_, at) => {
    const used = flat.filter((__, place) => (place + at) % 4 === 0 || place === at * 3);
    const branches = at % 3 === 0 && used.length > 4;
    const steps = used.map((each, place) => ({
      number: place + 1,
      tactic: named(each.tactic),
      technique: { id: each.technique.id, name: each.technique.fullName, summary: each.technique.summary },
      text: at === 1 ? "<p>What the attackers did in this step, with <code>code</code>.</p>" : "",
      next: place + 1 === used.length ? [] : branches && place === 1 ? [3, 4] : branches && place === 2 ? [5] : [place + 2],
    }));
    const study = {
      id: `AML.CS000${at}`,
      name: ["Indirect injection through a web page", "Poisoned index of a help desk", "Model rebuilt from its answers"][at % 3] + ` ${at}`,
      summary: "An invented study for developing the pages: somebody did something to a model that its owners had not thought of.",
      kind: at % 2 === 0 ? "incident" : "exercise",
      date: `202${at % 6}-0${1 + (at % 8)}-11`,
      actor: at % 2 === 0 ? "somebody unknown" : "",
      target: "a chat assistant",
      steps: steps.length,
      tactics: [...new Set(steps.map((step) => step.tactic.id))],
      techniques: [...new Set(steps.map((step) => step.technique.id))],
      url: `https://atlas.mitre.org/studies/AML.CS000${at}`,
    };
    return { release: matrix.release, study, description: at === 1 ? "<p>The text of an imported release.</p>" : "", reporter: "", steps };
  });
}
const matrixOf = (tag) => matrices.find((each) => each.release === tag) ?? matrices[0];
const MITIGATION = { id: "AML.M0020", name: "Guardrails", summary: "Checks around the model look at what goes in and what comes out." };

const change = (kind, each, before, after) => ({ kind, object: each.parent ? "sub_technique" : "technique", id: each.id, name: each.fullName, before, after });
function diffOf(from, to) {
  const [old, now] = [matrixOf(from), matrixOf(to)];
  const before = new Map(old.techniques.map((each) => [each.id, each]));
  const after = new Map(now.techniques.map((each) => [each.id, each]));
  return {
    from,
    to,
    texts: false,
    changes: [
      ...old.techniques.filter((each) => !after.has(each.id)).map((each) => ({ ...change("removed", each, each.fullName, ""), successor: "AML.T0051" })),
      ...now.techniques.filter((each) => !before.has(each.id)).map((each) => change("added", each, "", each.fullName)),
      ...now.techniques.filter((each) => before.has(each.id) && before.get(each.id).name !== each.name).map((each) => change("renamed", each, before.get(each.id).name, each.name)),
      ...(from === to ? [] : now.techniques.slice(0, 6).map((each) => change("maturity_up", each, "feasible", "demonstrated"))),
      ...(from === to ? [] : [{ kind: "mitigates_added", object: "mitigation", id: MITIGATION.id, name: MITIGATION.name, before: "", after: now.techniques[0].id }]),
    ],
  };
}

const hit = (kind) => (each) => ({ kind, id: each.id, name: each.fullName ?? each.name ?? each.title, summary: each.summary ?? "", target: each.id });
function searchAnswer(text, tag) {
  const matrix = matrixOf(tag);
  const word = text.toLowerCase();
  const fits = (each) => `${each.id} ${each.fullName ?? each.name} ${each.summary}`.toLowerCase().includes(word);
  return {
    release: matrix.release,
    items: [
      ...(word.includes("t0045") ? [{ kind: "retired", id: "AML.T0045", name: "now AML.T0048.004", summary: "AML.T0045 was retired.", target: "AML.T0048.004" }] : []),
      ...matrix.techniques.filter(fits).slice(0, 8).map(hit("technique")),
      ...matrix.tactics.filter(fits).slice(0, 3).map(hit("tactic")),
      ...[MITIGATION].filter(fits).map(hit("mitigation")),
      ...studiesOf(matrix).map((each) => each.study).filter(fits).slice(0, 3).map(hit("case_study")),
      ...rules.filter((each) => each.title.toLowerCase().includes(word)).slice(0, 4).map(hit("rule")),
      ...findings.filter((each) => each.title.toLowerCase().includes(word)).slice(0, 4).map(hit("finding")),
    ],
  };
}

const layers = new Map();
function layerAnswer(method, id, query, body) {
  const known = layers.get(id);
  if (method === "POST") {
    const saved = { id: `layer-${layers.size + 1}`, version: 1, name: body.name, domain: body.domain, release: body.metadata?.[0]?.value ?? "", cells: body.techniques.length, author: "admin", created: new Date().toISOString(), changed: new Date().toISOString() };
    layers.set(saved.id, { saved, layer: body });
    return saved;
  }
  if (!known) return problem("SX-SERVER-002", "There is no such thing", "No saved layer has this id.", 404);
  if (method === "GET") return known;
  if (Number(query.get("version")) !== known.saved.version) return problem("SX-SERVER-023", "Somebody else changed the layer", `Version ${known.saved.version} stands there now.`, 409);
  if (method === "DELETE") return layers.delete(id) && "";
  known.saved = { ...known.saved, version: known.saved.version + 1, name: body.name, changed: new Date().toISOString() };
  known.layer = body;
  return known.saved;
}

function listFindings(query) {
  const all = (name) => query.getAll(name);
  const text = (query.get("q") ?? "").toLowerCase();
  return findings
    .filter((each) => all("status").length === 0 || all("status").includes(each.status))
    .filter((each) => all("level").length === 0 || all("level").includes(each.level))
    .filter((each) => !query.get("technique") || each.techniques.some(({ id }) => id === query.get("technique") || id.startsWith(`${query.get("technique")}.`)))
    .filter((each) => !query.get("rule") || each.rule === query.get("rule"))
    .filter((each) => !query.get("from") || each.last >= query.get("from"))
    .filter((each) => !query.get("to") || each.last < query.get("to"))
    .filter((each) => JSON.stringify([each.title, each.entities]).toLowerCase().includes(text))
    .sort((a, b) => (a.last < b.last ? 1 : -1));
}

/** Calls every text with "ignore" in it an attack, and shows it upside down as well. */
function inspection({ text, channel }) {
  const flagged = /ignore/i.test(text);
  const segments = [...text.matchAll(/[^.!?]+[.!?]*/g)].map((sentence) => {
    const start = sentence.index;
    const end = start + sentence[0].length;
    return { start, end, place: { start, end }, attack: /ignore/i.test(sentence[0]) ? 0.93 : 0.08, request: 0.6, concepts: flagged ? ["ignore", "instruction"] : [] };
  });
  return {
    channel,
    score: flagged ? 0.91 : 0.12,
    flagged,
    kind: flagged ? "direct_injection" : "none",
    techniques: flagged ? [{ id: "AML.T0051.000", confidence: 0.91 }] : [],
    disguises: [],
    reasons: flagged ? [{ sentence: "This stretch reads most like an order that overrides earlier instructions.", place: { start: 0, end: Math.min(80, text.length) } }] : [],
    readings: [
      { kinds: [], text, segments },
      { kinds: ["base64", "reversed"], text, segments },
    ],
    matters: [...text.matchAll(/\S+@\S+/g)].map((mail) => ({ kind: "email", place: { start: mail.index, end: mail.index + mail[0].length }, confidence: 1, why: "the shape of an e-mail address" })),
  };
}

const ruleOf = (id) => rules.find((each) => each.id === id);
const problem = (code, title, detail, number) => ({ problem: { type: "about:blank", title, status: number, code, detail } });

const named = (each) => ({ id: each.id, name: each.name, summary: each.summary });

function techniqueDetail(id, tag) {
  const matrix = matrices.find((each) => each.release === tag) ?? matrices[0];
  const found = matrix.techniques.find((each) => each.id === id);
  if (!found) return problem("SX-ATLAS-010", "no such technique", `${id} is not in ${matrix.release}. The nearest is AML.T0051 (LLM Prompt Injection).`, 404);
  const parent = matrix.techniques.find((each) => each.id === found.parent);
  return {
    release: matrix.release,
    technique: found,
    description: "<p>The text of an imported release stands here, with <a href=\"https://atlas.mitre.org/\">links</a> and <code>code</code>.</p><ul><li>one</li><li>two</li></ul>",
    ...(found.id === "AML.T0020" && { attackReference: { id: "T1565", url: "https://attack.mitre.org/techniques/T1565/" } }),
    tactics: matrix.tactics.filter((each) => found.tactics.includes(each.id)).map(named),
    ...(parent && { parent: named(parent) }),
    subtechniques: found.subtechniques.map((each) => {
      const sub = matrix.techniques.find((cell) => cell.id === each);
      return { ...named(sub), rules: sub.rules };
    }),
    mitigations: [
      { id: "AML.M0020", name: "Guardrails", summary: "Checks around the model look at what goes in and what comes out.", inherited: false, description: "Look at the prompt before the model does." },
      { id: "AML.M0021", name: "Guidelines", summary: "Standing instructions narrow what the model may do.", inherited: Boolean(parent), description: "" },
    ],
    caseStudies: [{ id: "AML.CS0020", name: "Indirect injection through a web page", summary: "A page told the assistant to ask its user for personal data.", kind: "exercise", date: "2023-05-01" }],
    neighbours: { before: matrix.techniques.slice(4, 13).map((each, at) => ({ id: each.id, name: each.fullName, studies: 9 - at })), after: matrix.techniques.slice(20, 24).map((each) => ({ id: each.id, name: each.fullName, studies: 1 })) },
    rules: rules.filter((each) => each.techniques.some((ref) => ref.id === id)),
    ...(heat.has(id) && { heat: heat.get(id) }),
  };
}

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const ground = { rule: "bulk-export", title: "An export of records", techniques: ["AML.T0024"] };
const approvals = ["waiting", "approved", "refused", "expired", "used"].map((state, at) => ({
  id: `a${at}`,
  state,
  principal: ["report-bot", "token:u-17"][at % 2],
  subject: "chat",
  target: "gpt-4o",
  mode: at % 2 === 0 ? "wait" : "later",
  asked: minutesAgo(at * 7),
  expires: minutesAgo(at * 7 - 2),
  approvers: 2,
  missing: state === "waiting" ? 1 : 0,
  agreed: [{ who: "Ann", when: minutesAgo(at * 7) }],
  ...(state === "refused" && { closing: { who: "Bob", when: minutesAgo(at * 7), reason: "Ask again on Monday" } }),
  grounds: [ground],
  policy: "mine",
  policyDigest: "ab".repeat(32),
  requestDigest: "cd".repeat(32),
  bytes: 412,
  receipt: at,
}));
const decisions = ["block", "allow", "constrain", "log", "hold"].map((decision, at) => ({
  index: 41_203 - at,
  time: minutesAgo(at),
  decision,
  principal: `p-${"0f".repeat(16)}`,
  ...(at % 2 === 0 && { name: "report-bot" }),
  grounds: decision === "allow" ? [] : [{ rule: "certain-attack", techniques: ["AML.T0051", "AML.T0054"] }],
  policyDigest: "ab".repeat(32),
  bodies: decision === "allow" ? [] : ["request"],
}));
const quarantined = ["waiting", "waiting", "released", "discarded"].map((state, at) => ({
  id: `q-${at + 1}`,
  state,
  time: minutesAgo(at * 3),
  dataset: ["reviews", "wiki"][at % 2],
  batch: "2026-11-20",
  place: ["reviews.csv:311", "wiki/vpn.md"][at % 2],
  digest: "5e".repeat(32),
  decision: ["hold", "block"][at % 2],
  rules: [["label-conflict"], ["orders"]][at % 2],
  techniques: [["AML.T0020"], ["AML.T0070"]][at % 2],
  notes: [["the same text stands there with the label good"], ["a text that only machines see"]][at % 2],
  principal: "report-bot",
  bytes: 812,
  receipt: 41_000 + at,
  ...(state !== "waiting" && { closing: { who: "Ann", reason: "an example of an attack that we want", when: minutesAgo(1), receipt: 41_100 } }),
}));

const ROUTES = {
  "GET /api/v1/session": () =>
    options["signed-out"] ? { signedIn: false, permissions: [] } : { signedIn: true, name: "admin", role: "admin", permissions: ["READ", "TRIAGE", "APPROVE", "INGEST", "CONFIGURE", "ADMINISTER"], csrf: "dev", version: "0.1.0" },
  "GET /health": () => ({ status: "up", version: "0.1.0", checks: [{ name: "store", status: "up", detail: "12 MB, 20 GB free" }, { name: "rules", status: "up", detail: `${rules.length} loaded` }] }),
  "GET /api/v1/tokens": () => ({ items: tokens }),
  "GET /api/v1/atlas/releases": () => ({
    current: matrices[0].release,
    items: matrices.map((each) => ({ tag: each.release, origin: "built_in", formatVersion: "6.0.0", tactics: each.tactics.length, techniques: each.techniques.filter((one) => !one.parent).length, subtechniques: each.techniques.filter((one) => one.parent).length, mitigations: 35, caseStudies: 57, notices: [] })),
  }),
  "GET /api/v1/atlas/matrix": (query) => matrices.find((each) => each.release === query.get("release")) ?? (query.get("release") ? problem("SX-ATLAS-020", "no such release", `There is no release ${query.get("release")} here. At hand: ${matrices.map((each) => each.release).join(", ")}.`, 404) : matrices[0]),
  "GET /api/v1/heat": (query) => ({ items: [...heat.values()].filter((each) => !query.get("since") || each.last >= query.get("since")) }),
  "GET /api/v1/findings": (query) => {
    const list = listFindings(query);
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 50);
    return { items: list.slice(from, from + limit), ...(list.length > from + limit && { next: String(from + limit) }) };
  },
  "GET /api/v1/rules": () => ({ items: rules, issues: brokenRules }),
  "GET /api/v1/atlas/case-studies": (query) => ({ release: matrixOf(query.get("release")).release, items: studiesOf(matrixOf(query.get("release"))).map((each) => each.study) }),
  "GET /api/v1/atlas/diff": (query) => diffOf(query.get("from"), query.get("to")),
  "GET /api/v1/search": (query) => searchAnswer(query.get("q"), query.get("release")),
  "GET /api/v1/layers": () => ({ items: [...layers.values()].map((each) => each.saved).toReversed() }),
  "GET /api/v1/approvals": () => ({ running: !options.empty, items: options.empty ? [] : approvals }),
  "GET /api/v1/quarantine": (query) => ({ running: !options.empty, waiting: options.empty ? 0 : 2, items: options.empty ? [] : quarantined.filter((each) => query.getAll("state").length === 0 || query.getAll("state").includes(each.state)) }),
  "GET /api/v1/decisions": () => ({ running: !options.empty, items: options.empty ? [] : decisions }),
  "GET /api/v1/ledger": () => ({ running: !options.empty, origin: "sextant.local/gateway", size: 41_204, root: "8sSxjMbRZEU1Yf0kIXxjOqJgcmFHpTzgVjWrGyHuWv0=", firstEntry: 0, checkpoint: "sextant.local/gateway\n41204\n8sSxjMbRZEU1Yf0kIXxjOqJgcmFHpTzgVjWrGyHuWv0=\n", keys: ["sextant.local/gateway+0a1b2c3d+AQ=="], signatures: [{ name: "sextant.local/gateway", keyId: "0a1b2c3d", own: true }] }),
  "GET /api/v1/policy": () => ({ running: !options.empty, rules: [], versions: options.empty ? [] : [{ id: "balanced", digest: "ab".repeat(32), since: new Date(Date.now() - 3_600_000).toISOString(), by: "the start", text: "policy: balanced\nrules: []\n" }], shipped: ["observe", "balanced", "strict"] }),
  "GET /api/v1/principals": () => ({ running: !options.empty, open: false, requestsPerMinute: 600, burst: 100, items: options.empty ? [] : [{ id: "report-bot", kind: "key", key: "9f86d081884c", roles: ["bot"], people: ["Ann"], remaining: 98, decisions: { allow: 12_045, block: 3 }, last: minutesAgo(1) }] }),
  "GET /api/v1/attack/matrices": () => ({ items: [] }),
  "GET /api/v1/awareness/exercises": () => ({ items: [] }),
  "GET /api/v1/awareness/plan": (query) => exerciseOf(studiesOf(matrixOf(query.get("release"))).find((each) => each.study.id === query.get("study"))),
  "GET /api/v1/awareness/quiz": () => ({ release: matrices[0].release, seed: 1, questions: quizOf(matrices[0]), progress: { questions: 700, begun: 40, due: 3, known: 31 } }),
  "POST /api/v1/awareness/quiz": () => ({ correct: true, right: "a", explanation: "It is so.", due: new Date(Date.now() + 4 * 86_400_000).toISOString() }),
  "GET /api/v1/ingest": () => status,
  "GET /api/v1/ingest/refusals": () => ({ items: refusals() }),
  "GET /api/v1/example": () => example,
  "POST /api/v1/example": () => {
    example = { ...example, state: "loading" };
    setTimeout(() => {
      example = { ...example, state: "loaded" };
      for (let left = 30; left > 0; left -= 1) setTimeout(arrive, left * 100);
    }, 1_500);
    return example;
  },
};

function exerciseOf(found) {
  if (!found) return undefined;
  const injects = found.steps.slice(0, 6).map((step, at) => ({
    number: at + 1,
    step: step.number,
    starts: 10 + at * 8,
    minutes: 8,
    tactic: step.tactic,
    technique: step.technique,
    observable: "partly",
    situation: "Soon after. Only traces reach you, among much that looks like them:",
    signs: ["One account asks many systematic questions.", "Answers are longer than usual."],
    ...(at % 3 === 2 && { turn: "The log is kept for seven days only, and today is the seventh." }),
    meanwhile: [],
    background: step.technique.summary,
    narrative: "",
    questions: ["recognise", "see", "decide"].map((aim) => ({ aim, title: aim, text: "What would you say?", expected: [1, 2].map((number) => ({ id: `${at + 1}.${aim}.${number}`, text: `Something that a good answer holds, number ${number}.`, points: number })) })),
  }));
  return { release: matrices[0].release, study: found.study.id, title: found.study.name, summary: found.study.summary, seed: 1, minutes: 60, opening: 10, debrief: 15, injects };
}

const quizOf = (matrix) =>
  matrix.techniques.slice(0, 10).map((each) => ({ id: `tactic/${each.id}`, kind: "tactic", technique: each.id, text: `To what end do attackers use ${each.fullName}?`, options: ["a", "b", "c", "d"].map((id, at) => ({ id, text: matrix.tactics[at].name })) }));

function dynamic(method, path, query, body) {
  const [kind, id, rest] = path.replace("/api/v1/", "").replace("atlas/", "").split("/").map(decodeURIComponent);
  if (kind === "case-studies") return studiesOf(matrixOf(query.get("release"))).find((each) => each.study.id === id);
  if (kind === "mitigations") return { release: matrixOf(query.get("release")).release, ...MITIGATION, description: "", categories: ["Technical"], lifecycle: ["Deployment"], url: "https://atlas.mitre.org/mitigations/AML.M0020", techniques: matrixOf(query.get("release")).techniques.slice(0, 9).map((each) => ({ id: each.id, name: each.fullName, summary: each.summary, description: "" })) };
  if (kind === "approvals" && rest === undefined) return { approval: approvals.find((each) => each.id === id), content: '{\n  "messages" : [ ]\n}' };
  if (kind === "quarantine" && rest === undefined) return { item: quarantined.find((each) => each.id === id), bodies: [] };
  if (kind === "decisions" && rest === undefined) return { decision: decisions.find((each) => String(each.index) === id), detectors: { attack: "1", recognisers: "1" }, bodies: [] };
  if (kind === "inspect") return inspection(body);
  if (kind === "layers") return layerAnswer(method, id, query, body);
  if (kind === "techniques") return techniqueDetail(id, query.get("release"));
  if (kind === "rules" && ruleOf(id)) {
    return { summary: ruleOf(id), description: "Looks for the wording of an instruction that tries to displace earlier ones.", author: "Sextant", date: "2026-02-14", references: ["https://atlas.mitre.org/"], falsePositives: ["Security training material pasted into a chat"], tags: ["atlas.t0051"], source: ruleSource(ruleOf(id)), issues: brokenRules.slice(1) };
  }
  if (kind === "tokens" && method === "POST") {
    const token = { id: `tok_${tokens.length + 1}`, name: body.name, role: body.role, created: new Date().toISOString() };
    tokens.push(token);
    return { token, secret: `sxt_${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}` };
  }
  if (kind === "tokens" && method === "DELETE") {
    tokens.splice(tokens.findIndex((each) => each.id === id), 1);
    return "";
  }
  if (kind === "events" && rest === "original") return events.get(id)?.body;
  if (kind === "events") return events.get(id);
  const finding = findings.find((each) => each.id === id);
  if (kind !== "findings" || !finding) return undefined;
  if (method === "PATCH") {
    details.get(id).history.push({ time: new Date().toISOString(), author: "admin", from: finding.status, to: body.status, note: body.note ?? "" });
    finding.status = body.status;
    recount(finding);
    return finding;
  }
  const evidence = finding.evidence.slice(-20).toReversed().map((each) => events.get(each));
  return { finding, rule: ruleOf(finding.rule), matches: matchesOf(ruleOf(finding.rule), evidence[0].body), events: evidence, history: details.get(id).history };
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
function page(path, response) {
  const file = join("target/web", normalize(path));
  const found = existsSync(file) && statSync(file).isFile() ? file : "target/web/index.html";
  response.writeHead(200, { "Content-Type": TYPES[extname(found)] ?? "application/octet-stream", "Content-Security-Policy": "default-src 'self'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'" });
  createReadStream(found).pipe(response);
}

const server = createServer(async (request, response) => {
  const address = new URL(request.url, "http://x");
  const path = address.pathname;
  if (path === "/api/v1/live") {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 1000\n\n");
    viewers.add(response);
    request.on("close", () => viewers.delete(response));
    return;
  }
  if (path === "/openapi.yaml") return void response.end(readFileSync("../openapi/openapi.yaml"));
  if (!path.startsWith("/api/") && path !== "/health") return void page(path, response);
  let text = "";
  for await (const chunk of request) text += chunk;
  const route = ROUTES[`${request.method} ${path}`];
  const answer = route ? route(address.searchParams) : dynamic(request.method, path, address.searchParams, text === "" ? {} : JSON.parse(text));
  const refused = answer === undefined ? problem("SX-HTTP-404", "not found", `There is nothing at ${path}.`, 404).problem : answer.problem;
  response.writeHead(refused?.status ?? 200, { "Content-Type": refused ? "application/problem+json" : "application/json" });
  response.end(answer === "" ? "" : JSON.stringify(refused ?? answer));
});
server.listen(Number(options.port), "127.0.0.1", () => console.log(`fake server on http://127.0.0.1:${options.port}`));
