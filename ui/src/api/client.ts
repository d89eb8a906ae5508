import type {
  Approval,
  ApprovalDetail,
  ApprovalList,
  AttackMatrixDetail,
  CaseStudy,
  CaseStudyDetail,
  Control,
  Coverage,
  CreatedToken,
  DecisionDetail,
  DecisionPage,
  DecisionParameters,
  Event,
  Example,
  Exercise,
  ExerciseDetail,
  ExerciseRun,
  ExampleSystem,
  Explained,
  Finding,
  FindingDetail,
  FindingPage,
  FindingParameters,
  FindingStatus,
  Framework,
  FrameworkStatement,
  Health,
  Heat,
  Hit,
  ImportedSystem,
  IngestStatus,
  Inspection,
  Issue,
  Layer,
  LayerDetail,
  LedgerState,
  LedgerVerdict,
  Matrix,
  MitigationDetail,
  Overlays,
  NewDecision,
  NewToken,
  PolicyCheck,
  PolicyState,
  PolicyTrials,
  PrincipalList,
  Problem,
  Proposals,
  QuizAnswer,
  QuizResult,
  QuizSitting,
  Quarantined,
  QuarantineDetail,
  QuarantinePage,
  QuarantineParameters,
  Question,
  Refusal,
  ReleaseDiff,
  ReleaseSummary,
  RuleDetail,
  RuleList,
  SavedExercise,
  SavedLayer,
  SavedSystem,
  Session,
  SystemDetail,
  SystemDiff,
  SystemLayout,
  SystemOverview,
  SystemSummary,
  TechniqueDetail,
  ThreatDecision,
  ThreatDetail,
  ThreatList,
  ThreatPreview,
  Token,
} from "./schema";

/** A request that the server refused, with its RFC 9457 problem document. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
  }
}

/** No answer came: the server is down, or the network between is. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super("The server does not answer.", { cause });
    this.name = "UnreachableError";
  }
}

type Parameter = string | number | boolean | readonly string[] | undefined;

/** The query text of the parameters that are set; a list repeats its name. */
export function queryText(parameters: Record<string, Parameter>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === "") continue;
    if (typeof value === "object") for (const each of value) query.append(name, each);
    else query.append(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

const YAML = "application/yaml";
const systemPath = (id: string): string => `/api/v1/systems/${encodeURIComponent(id)}`;

/** The operations of the HTTP API, typed by its specification. */
export class Api {
  #csrf = "";
  #signedOut: () => void = () => {};

  constructor(private readonly fetcher: typeof fetch = (input, init) => fetch(input, init)) {}

  /** `handler` runs when the server no longer knows who is asking. */
  whenSignedOut(handler: () => void): void {
    this.#signedOut = handler;
  }

  async session(): Promise<Session> {
    const session = await this.#get<Session>("/api/v1/session");
    this.#csrf = session.csrf ?? "";
    return session;
  }
  async signOut(): Promise<void> {
    await this.#send("DELETE", "/api/v1/session");
  }
  health = (signal?: AbortSignal) => this.#get<Health>("/health", signal);

  tokens = (signal?: AbortSignal) => this.#get<{ items: Token[] }>("/api/v1/tokens", signal);
  createToken = (token: NewToken) => this.#send<CreatedToken>("POST", "/api/v1/tokens", token);
  revokeToken = (id: string) => this.#send<void>("DELETE", `/api/v1/tokens/${encodeURIComponent(id)}`);

  releases = (signal?: AbortSignal) =>
    this.#get<{ items: ReleaseSummary[]; current: string }>("/api/v1/atlas/releases", signal);
  makeCurrent = (tag: string) => this.#send<ReleaseSummary>("PUT", "/api/v1/atlas/current", { tag });
  importRelease = (file: Blob, tag: string) => this.#sendText<ReleaseSummary>("POST", `/api/v1/atlas/releases${queryText({ tag })}`, YAML, file);
  matrix = (release: string | undefined, signal?: AbortSignal) =>
    this.#get<Matrix>(`/api/v1/atlas/matrix${queryText({ release })}`, signal);
  technique = (id: string, release: string | undefined, signal?: AbortSignal) =>
    this.#get<TechniqueDetail>(
      `/api/v1/atlas/techniques/${encodeURIComponent(id)}${queryText({ release })}`,
      signal,
    );
  mitigation = (id: string, release: string | undefined, signal?: AbortSignal) =>
    this.#get<MitigationDetail>(`/api/v1/atlas/mitigations/${encodeURIComponent(id)}${queryText({ release })}`, signal);
  caseStudies = (release: string | undefined, signal?: AbortSignal) =>
    this.#get<{ release: string; items: CaseStudy[] }>(`/api/v1/atlas/case-studies${queryText({ release })}`, signal);
  caseStudy = (id: string, release: string | undefined, signal?: AbortSignal) =>
    this.#get<CaseStudyDetail>(`/api/v1/atlas/case-studies/${encodeURIComponent(id)}${queryText({ release })}`, signal);
  overlays = (signal?: AbortSignal) => this.#get<Overlays>("/api/v1/atlas/overlays", signal);
  diff = (from: string, to: string, signal?: AbortSignal) => this.#get<ReleaseDiff>(`/api/v1/atlas/diff${queryText({ from, to })}`, signal);
  search = (q: string, signal?: AbortSignal) => this.#get<{ release: string; items: Hit[] }>(`/api/v1/search${queryText({ q })}`, signal);

  layers = (signal?: AbortSignal) => this.#get<{ items: SavedLayer[] }>("/api/v1/layers", signal);
  layer = (id: string, signal?: AbortSignal) => this.#get<LayerDetail>(`/api/v1/layers/${encodeURIComponent(id)}`, signal);
  addLayer = (layer: Layer) => this.#send<SavedLayer>("POST", "/api/v1/layers", layer);
  replaceLayer = (id: string, version: number, layer: Layer) =>
    this.#send<SavedLayer>("PUT", `/api/v1/layers/${encodeURIComponent(id)}${queryText({ version })}`, layer);
  removeLayer = (id: string, version: number) =>
    this.#send<void>("DELETE", `/api/v1/layers/${encodeURIComponent(id)}${queryText({ version })}`);

  approvals = (signal?: AbortSignal) => this.#get<ApprovalList>("/api/v1/approvals", signal);
  approval = (id: string, signal?: AbortSignal) => this.#get<ApprovalDetail>(`/api/v1/approvals/${encodeURIComponent(id)}`, signal);
  approve = (id: string) => this.#send<Approval>("POST", `/api/v1/approvals/${encodeURIComponent(id)}/approve`);
  refuse = (id: string, reason: string) => this.#send<Approval>("POST", `/api/v1/approvals/${encodeURIComponent(id)}/refuse`, { reason });

  quarantine = (parameters: QuarantineParameters, signal?: AbortSignal) => this.#get<QuarantinePage>(`/api/v1/quarantine${queryText(parameters)}`, signal);
  quarantined = (id: string, signal?: AbortSignal) => this.#get<QuarantineDetail>(`/api/v1/quarantine/${encodeURIComponent(id)}`, signal);
  endQuarantine = (id: string, word: "release" | "discard", reason: string) =>
    this.#send<Quarantined>("POST", `/api/v1/quarantine/${encodeURIComponent(id)}/${word}`, { reason });

  decisions = (parameters: DecisionParameters, signal?: AbortSignal) => this.#get<DecisionPage>(`/api/v1/decisions${queryText(parameters)}`, signal);
  decision = (id: string, signal?: AbortSignal) => this.#get<DecisionDetail>(`/api/v1/decisions/${encodeURIComponent(id)}`, signal);
  receiptOf = (index: number) => `/api/v1/decisions/${index}/receipt`;
  receipt = (index: number, signal?: AbortSignal) => this.#text(this.receiptOf(index), signal);
  ledger = (signal?: AbortSignal) => this.#get<LedgerState>("/api/v1/ledger", signal);
  verifyLedger = () => this.#send<LedgerVerdict>("POST", "/api/v1/ledger/verify");

  policy = (signal?: AbortSignal) => this.#get<PolicyState>("/api/v1/policy", signal);
  checkPolicy = (text: string) => this.#send<PolicyCheck>("POST", "/api/v1/policy/check", { text });
  tryPolicy = (text: string) => this.#send<PolicyTrials>("POST", "/api/v1/policy/trial", { text });
  enablePolicy = (text: string, seen: string) => this.#send<PolicyState>("PUT", "/api/v1/policy", { text, seen });
  shippedPolicy = (name: string) => this.#get<{ text: string }>(`/api/v1/policy/shipped/${encodeURIComponent(name)}`);

  principals = (signal?: AbortSignal) => this.#get<PrincipalList>("/api/v1/principals", signal);
  attackMatrices = (signal?: AbortSignal) => this.#get<{ items: string[] }>("/api/v1/attack/matrices", signal);
  attackMatrix = (domain: string, signal?: AbortSignal) => this.#get<AttackMatrixDetail>(`/api/v1/attack/matrices/${encodeURIComponent(domain)}`, signal);

  exercisePlan = (wishes: { study: string; release: string | undefined; injects: number; minutes: number; seed: number }, signal?: AbortSignal) =>
    this.#get<Exercise>(`/api/v1/awareness/plan${queryText(wishes)}`, signal);
  exercises = (signal?: AbortSignal) => this.#get<{ items: SavedExercise[] }>("/api/v1/awareness/exercises", signal);
  exercise = (id: string, signal?: AbortSignal) => this.#get<ExerciseDetail>(`/api/v1/awareness/exercises/${encodeURIComponent(id)}`, signal);
  addExercise = (run: ExerciseRun) => this.#send<SavedExercise>("POST", "/api/v1/awareness/exercises", run);
  replaceExercise = (id: string, version: number, run: ExerciseRun) =>
    this.#send<SavedExercise>("PUT", `/api/v1/awareness/exercises/${encodeURIComponent(id)}${queryText({ version })}`, run);
  removeExercise = (id: string, version: number) =>
    this.#send<void>("DELETE", `/api/v1/awareness/exercises/${encodeURIComponent(id)}${queryText({ version })}`);
  exerciseReport = (id: string, format: string) => `/api/v1/awareness/exercises/${encodeURIComponent(id)}/report${queryText({ format })}`;
  quiz = (tactic: string, count: number, signal?: AbortSignal) => this.#get<QuizSitting>(`/api/v1/awareness/quiz${queryText({ tactic, count })}`, signal);
  answerQuiz = (answer: QuizAnswer) => this.#send<QuizResult>("POST", "/api/v1/awareness/quiz", answer);

  systems = (signal?: AbortSignal) => this.#get<{ items: SystemSummary[] }>("/api/v1/systems", signal);
  system = (id: string, version?: number, signal?: AbortSignal) => this.#get<SystemDetail>(`${systemPath(id)}${queryText({ version })}`, signal);
  systemVersions = (id: string, signal?: AbortSignal) => this.#get<{ items: SystemSummary[] }>(`${systemPath(id)}/versions`, signal);
  addSystem = (map: string, note: string) => this.#sendText<SavedSystem>("POST", `/api/v1/systems${queryText({ note })}`, YAML, map);
  saveSystem = (id: string, version: number, map: string, note: string) =>
    this.#sendText<SavedSystem>("PUT", `${systemPath(id)}${queryText({ version, note })}`, YAML, map);
  removeSystem = (id: string, version: number) => this.#send<void>("DELETE", `${systemPath(id)}${queryText({ version })}`);
  arrangeSystem = (id: string, layout: SystemLayout) => this.#send<void>("PUT", `${systemPath(id)}/layout`, layout);
  importSystem = (name: string, file: string | Blob) =>
    this.#sendText<ImportedSystem>("POST", `/api/v1/systems/import${queryText({ name })}`, "application/octet-stream", file);
  proposals = (id: string, files: readonly { path: string; text?: string }[]) => this.#send<Proposals>("POST", `${systemPath(id)}/proposals`, { files });
  exampleSystems = (signal?: AbortSignal) => this.#get<{ items: ExampleSystem[] }>("/api/v1/example/systems", signal);
  systemDiff = (id: string, from: number, to: number, signal?: AbortSignal) =>
    this.#get<SystemDiff>(`${systemPath(id)}/diff${queryText({ from, to })}`, signal);

  threats = (system: string | undefined, signal?: AbortSignal) => this.#get<ThreatList>(`/api/v1/threats${queryText({ system })}`, signal);
  overview = (system: string | undefined, signal?: AbortSignal) =>
    this.#get<{ items: SystemOverview[] }>(`/api/v1/threats/overview${queryText({ system })}`, signal);
  previewThreats = (map: string) => this.#sendText<ThreatPreview>("POST", "/api/v1/threats/preview", YAML, map);
  threat = (system: string, key: string, signal?: AbortSignal) =>
    this.#get<ThreatDetail>(`${systemPath(system)}/threats/${encodeURIComponent(key)}`, signal);
  explain = (system: string, technique: string, signal?: AbortSignal) =>
    this.#get<Explained>(`${systemPath(system)}/explain${queryText({ technique })}`, signal);
  decide = (system: string, decision: NewDecision) => this.#send<ThreatDecision>("POST", `${systemPath(system)}/decisions`, decision);
  coverage = (system: string, signal?: AbortSignal) => this.#get<Coverage>(`${systemPath(system)}/coverage`, signal);
  frameworks = (signal?: AbortSignal) => this.#get<{ items: Framework[] }>("/api/v1/frameworks", signal);
  statement = (system: string, framework: string, signal?: AbortSignal) =>
    this.#get<FrameworkStatement>(`${systemPath(system)}/frameworks/${encodeURIComponent(framework)}`, signal);
  controls = (signal?: AbortSignal) => this.#get<{ items: Control[]; issues: Issue[] }>("/api/v1/controls", signal);
  questions = (system: string | undefined, signal?: AbortSignal) => this.#get<{ items: Question[] }>(`/api/v1/questions${queryText({ system })}`, signal);

  heat = (since: string | undefined, signal?: AbortSignal) =>
    this.#get<{ items: Heat[] }>(`/api/v1/heat${queryText({ since })}`, signal);

  findings = (parameters: FindingParameters, signal?: AbortSignal) =>
    this.#get<FindingPage>(`/api/v1/findings${queryText(parameters)}`, signal);
  findingsCsv = (parameters: FindingParameters) => `/api/v1/findings.csv${queryText(parameters)}`;
  finding = (id: string, signal?: AbortSignal) =>
    this.#get<FindingDetail>(`/api/v1/findings/${encodeURIComponent(id)}`, signal);
  triage = (id: string, status: FindingStatus, note: string) =>
    this.#send<Finding>("PATCH", `/api/v1/findings/${encodeURIComponent(id)}`, { status, note });
  event = (id: string, signal?: AbortSignal) =>
    this.#get<Event>(`/api/v1/events/${encodeURIComponent(id)}`, signal);
  originalOf = (eventId: string) => `/api/v1/events/${encodeURIComponent(eventId)}/original`;

  rules = (signal?: AbortSignal) => this.#get<RuleList>("/api/v1/rules", signal);
  rule = (id: string, signal?: AbortSignal) =>
    this.#get<RuleDetail>(`/api/v1/rules/${encodeURIComponent(id)}`, signal);

  ingest = (signal?: AbortSignal) => this.#get<IngestStatus>("/api/v1/ingest", signal);
  refusals = (signal?: AbortSignal) => this.#get<{ items: Refusal[] }>("/api/v1/ingest/refusals", signal);
  inspect = (text: string, channel: string) => this.#send<Inspection>("POST", "/api/v1/inspect", { text, channel });
  example = (signal?: AbortSignal) => this.#get<Example>("/api/v1/example", signal);
  loadExample = () => this.#send<Example>("POST", "/api/v1/example");

  #get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#request<T>(path, { method: "GET", ...(signal && { signal }) });
  }

  #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { "X-Sextant-CSRF": this.#csrf };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return this.#request<T>(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  #sendText<T>(method: string, path: string, type: string, body: string | Blob): Promise<T> {
    return this.#request<T>(path, { method, headers: { "X-Sextant-CSRF": this.#csrf, "Content-Type": type }, body });
  }

  async #request<T>(path: string, init: RequestInit): Promise<T> {
    const text = await this.#body(path, init);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  #text(path: string, signal?: AbortSignal): Promise<string> {
    return this.#body(path, { method: "GET", ...(signal && { signal }) });
  }

  async #body(path: string, init: RequestInit): Promise<string> {
    const response = await this.#answer(path, init);
    if (!response.ok) {
      if (response.status === 401) this.#signedOut();
      throw new ProblemError(await problemOf(response));
    }
    return response.text();
  }

  async #answer(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.fetcher(path, { credentials: "same-origin", ...init });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new UnreachableError(error);
    }
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  if (response.headers.get("Content-Type")?.includes("json")) return JSON.parse(text) as Problem;
  return {
    type: "about:blank",
    title: response.statusText || `Status ${response.status}`,
    status: response.status,
    code: `HTTP-${response.status}`,
    detail: text.slice(0, 300),
  };
}
