/** Somebody's turn in a conversation, or a document that came into it. */
export interface Turn {
  who: "system" | "user" | "assistant" | "tool" | "document" | "other";
  /** what stands above the turn, such as "assistant" or a document's source */
  title: string;
  /** whether nobody in the conversation wrote it: tool results and documents */
  untrusted: boolean;
  pieces: readonly Piece[];
}

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "call"; name: string; text: string }
  | { kind: "result"; name: string; text: string };

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/** Any value as text for people. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** An event as a conversation; empty when it holds none (a classifier's call, say). */
export function conversationOf(body: Body): Turn[] {
  return [
    ...instructions(body),
    ...messages(body["gen_ai.input.messages"], "user"),
    ...retrieval(body),
    ...tool(body),
    ...messages(body["gen_ai.output.messages"], "assistant"),
  ];
}

function instructions(body: Body): Turn[] {
  const pieces = listIn(body["gen_ai.system_instructions"]).map(pieceOf);
  return pieces.length === 0 ? [] : [{ who: "system", title: "system", untrusted: false, pieces }];
}

function messages(value: unknown, otherwise: "user" | "assistant"): Turn[] {
  return listIn(value).map((message) => {
    if (!isObject(message)) return { who: otherwise, title: otherwise, untrusted: false, pieces: [{ kind: "text", text: textOf(message) }] };
    const role = typeof message["role"] === "string" ? message["role"] : otherwise;
    const who = whoIs(role);
    const reason = message["finish_reason"];
    const calls = listIn(message["tool_calls"]).map(callOf);
    return {
      who,
      title: typeof reason === "string" && reason !== "stop" ? `${role} · ${reason}` : role,
      untrusted: who === "tool",
      pieces: [...listIn(message["parts"] ?? message["content"]).map(pieceOf), ...calls],
    };
  });
}

function whoIs(role: string): Turn["who"] {
  switch (role) {
    case "system":
    case "developer":
      return "system";
    case "user":
    case "human":
      return "user";
    case "assistant":
    case "model":
    case "ai":
      return "assistant";
    case "tool":
    case "function":
      return "tool";
    default:
      return "other";
  }
}

function pieceOf(part: unknown): Piece {
  if (!isObject(part)) return { kind: "text", text: textOf(part) };
  switch (part["type"]) {
    case "tool_call":
    case "tool_use":
      return callOf(part);
    case "tool_call_response":
    case "tool_result":
      return { kind: "result", name: textOf(part["name"] ?? part["id"] ?? ""), text: textOf(part["response"] ?? part["result"] ?? part["content"]) };
    default: {
      const text = part["content"] ?? part["text"];
      return { kind: "text", text: text === undefined ? textOf(part) : textOf(text) };
    }
  }
}

function callOf(call: unknown): Piece {
  if (!isObject(call)) return { kind: "call", name: "", text: textOf(call) };
  const inner = isObject(call["function"]) ? call["function"] : call;
  return { kind: "call", name: textOf(inner["name"] ?? "tool"), text: textOf(inner["arguments"] ?? inner["input"]) };
}

function retrieval(body: Body): Turn[] {
  const query = body["gen_ai.retrieval.query.text"];
  const asked: Turn[] = query === undefined ? [] : [{ who: "other", title: "retrieval query", untrusted: false, pieces: [{ kind: "text", text: textOf(query) }] }];
  const documents = listIn(body["gen_ai.retrieval.documents"]).map((document): Turn => {
    if (!isObject(document)) return { who: "document", title: "document", untrusted: true, pieces: [{ kind: "text", text: textOf(document) }] };
    const { id, source, score, content } = document;
    const title = ["document", id, source, typeof score === "number" ? `score ${Number(score.toFixed(3))}` : undefined].filter((each) => each !== undefined && each !== "");
    return { who: "document", title: title.map(textOf).join(" · "), untrusted: true, pieces: [{ kind: "text", text: textOf(content ?? document) }] };
  });
  return [...asked, ...documents];
}

function tool(body: Body): Turn[] {
  const name = textOf(body["gen_ai.tool.name"]);
  const call = body["gen_ai.tool.call.arguments"];
  const result = body["gen_ai.tool.call.result"];
  const turns: Turn[] = [];
  if (body["gen_ai.tool.description"] !== undefined) {
    turns.push({ who: "tool", title: `description of ${name || "a tool"}`, untrusted: true, pieces: [{ kind: "text", text: textOf(body["gen_ai.tool.description"]) }] });
  }
  if (name !== "" || call !== undefined) turns.push({ who: "assistant", title: "tool call", untrusted: false, pieces: [{ kind: "call", name: name || "tool", text: textOf(call) }] });
  if (result !== undefined) turns.push({ who: "tool", title: "tool result", untrusted: true, pieces: [{ kind: "result", name, text: textOf(result) }] });
  return turns;
}

const IN_CONVERSATION = /^(?:gen_ai\.(?:system_instructions|(?:input|output)\.messages|retrieval\.(?:documents|query\.text)|tool\.(?:name|description|call\.(?:arguments|result)))|text\.|raw$|logsource$|time$)/;

/** The event's other fields, for the table beside the conversation. */
export function factsOf(body: Body): [string, string][] {
  return Object.entries(body)
    .filter(([name]) => !IN_CONVERSATION.test(name))
    .map(([name, value]) => [name, textOf(value)]);
}
