import type {
  AttackMatrixDetail,
  CaseStudy,
  CaseStudyDetail,
  CreatedToken,
  Event,
  Example,
  Exercise,
  ExerciseDetail,
  ExerciseRun,
  Finding,
  FindingDetail,
  FindingPage,
  FindingParameters,
  FindingStatus,
  Health,
  Heat,
  Hit,
  IngestStatus,
  Inspection,
  Layer,
  LayerDetail,
  Matrix,
  MitigationDetail,
  NewToken,
  Problem,
  QuizAnswer,
  QuizResult,
  QuizSitting,
  Refusal,
  ReleaseDiff,
  ReleaseSummary,
  RuleDetail,
  RuleList,
  SavedExercise,
  SavedLayer,
  Session,
  TechniqueDetail,
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
  importRelease = (file: Blob, tag: string) => this.#upload<ReleaseSummary>(`/api/v1/atlas/releases${queryText({ tag })}`, file);
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
  diff = (from: string, to: string, signal?: AbortSignal) => this.#get<ReleaseDiff>(`/api/v1/atlas/diff${queryText({ from, to })}`, signal);
  search = (q: string, signal?: AbortSignal) => this.#get<{ release: string; items: Hit[] }>(`/api/v1/search${queryText({ q })}`, signal);

  layers = (signal?: AbortSignal) => this.#get<{ items: SavedLayer[] }>("/api/v1/layers", signal);
  layer = (id: string, signal?: AbortSignal) => this.#get<LayerDetail>(`/api/v1/layers/${encodeURIComponent(id)}`, signal);
  addLayer = (layer: Layer) => this.#send<SavedLayer>("POST", "/api/v1/layers", layer);
  replaceLayer = (id: string, version: number, layer: Layer) =>
    this.#send<SavedLayer>("PUT", `/api/v1/layers/${encodeURIComponent(id)}${queryText({ version })}`, layer);
  removeLayer = (id: string, version: number) =>
    this.#send<void>("DELETE", `/api/v1/layers/${encodeURIComponent(id)}${queryText({ version })}`);

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
  exerciseReport = (id: string) => `/api/v1/awareness/exercises/${encodeURIComponent(id)}/report`;
  quiz = (tactic: string, count: number, signal?: AbortSignal) => this.#get<QuizSitting>(`/api/v1/awareness/quiz${queryText({ tactic, count })}`, signal);
  answerQuiz = (answer: QuizAnswer) => this.#send<QuizResult>("POST", "/api/v1/awareness/quiz", answer);

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

  #upload<T>(path: string, yaml: Blob): Promise<T> {
    return this.#request<T>(path, { method: "POST", headers: { "X-Sextant-CSRF": this.#csrf, "Content-Type": "application/yaml" }, body: yaml });
  }

  async #request<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.#answer(path, init);
    if (!response.ok) {
      if (response.status === 401) this.#signedOut();
      throw new ProblemError(await problemOf(response));
    }
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
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
