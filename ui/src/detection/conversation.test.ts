import { describe, expect, test } from "vitest";
import { conversationOf, factsOf } from "./conversation";

/** A conversation in one line a turn. */
function read(body: Record<string, unknown>): string[] {
  return conversationOf(body).map((turn) => `${turn.who}${turn.untrusted ? "!" : ""} (${turn.title}): ${turn.pieces.map((piece) => ("name" in piece ? `${piece.kind} ${piece.name} ${piece.text}` : piece.text)).join(" + ")}`);
}

describe("a conversation is read from", () => {
  test("messages with parts, tool calls and tool results", () => {
    expect(
      read({
        "gen_ai.system_instructions": [{ type: "text", content: "Be kind." }],
        "gen_ai.input.messages": [
          { role: "user", parts: [{ type: "text", content: "Hi" }, { type: "blob", mime_type: "image/png" }] },
          { role: "assistant", parts: [{ type: "tool_call", id: "1", name: "search", arguments: { q: "x" } }] },
          { role: "tool", parts: [{ type: "tool_call_response", id: "1", response: "found" }] },
        ],
        "gen_ai.output.messages": [{ role: "assistant", parts: [{ type: "text", content: "Here." }], finish_reason: "length" }],
      }),
    ).toEqual([
      "system (system): Be kind.",
      'user (user): Hi + {\n  "type": "blob",\n  "mime_type": "image/png"\n}',
      'assistant (assistant): call search {\n  "q": "x"\n}',
      "tool! (tool): result 1 found",
      "assistant (assistant · length): Here.",
    ]);
  });
  test("messages of the older forms", () => {
    expect(
      read({
        "gen_ai.system_instructions": "Be kind.",
        "gen_ai.input.messages": [{ role: "developer", content: "Rules" }, { content: "Hi" }, "bare text"],
        "gen_ai.output.messages": { role: "assistant", content: null, tool_calls: [{ function: { name: "f", arguments: "{}" } }] },
      }),
    ).toEqual(["system (system): Be kind.", "system (developer): Rules", "user (user): Hi", "user (user): bare text", "assistant (assistant): call f {}"]);
  });
  test("retrieved documents and a tool's own event", () => {
    expect(
      read({
        "gen_ai.retrieval.query.text": "refunds",
        "gen_ai.retrieval.documents": [{ id: "d1", source: "wiki", score: 0.512345, content: "text" }, "plain"],
        "gen_ai.tool.name": "mail",
        "gen_ai.tool.call.arguments": { to: "x" },
        "gen_ai.tool.call.result": "sent",
      }),
    ).toEqual(["other (retrieval query): refunds", "document! (document · d1 · wiki · score 0.512): text", "document! (document): plain", 'assistant (tool call): call mail {\n  "to": "x"\n}', "tool! (tool result): result mail sent"]);
  });
  test("nothing where there is none", () => {
    expect(read({ "predict.output.label": "bolt" })).toEqual([]);
  });
});

test("other fields leave out what the conversation shows", () => {
  expect(factsOf({ time: "t", "gen_ai.input.messages": [], "text.user": ["x"], "user.id": "u", n: 1, raw: {} })).toEqual([
    ["user.id", "u"],
    ["n", "1"],
  ]);
});
