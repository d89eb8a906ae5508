import { expect, test } from "vitest";
import { Api, ProblemError, queryText, UnreachableError } from "./client";

function answering(...answers: (Response | Error)[]) {
  const asked: { path: string; init: RequestInit }[] = [];
  const fetcher = (path: string, init: RequestInit): Promise<Response> => {
    asked.push({ path, init });
    const answer = answers.shift();
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error("nothing left to answer"));
  };
  return { api: new Api(fetcher as typeof fetch), asked };
}

const json = (body: unknown, status = 200, type = "application/json") => new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });

test("parameters: lists repeat, nothing is sent for nothing, texts are escaped", () => {
  expect(queryText({ a: ["x", "y"], b: "", c: undefined, d: "1&2", e: 0, f: false })).toBe("?a=x&a=y&d=1%262&e=0&f=false");
  expect(queryText({})).toBe("");
});

test("what changes something carries the session's CSRF value", async () => {
  const { api, asked } = answering(json({ signedIn: true, permissions: [], csrf: "s3" }), json({ id: "a/b" }), new Response(undefined, { status: 204 }));
  await api.session();
  await api.triage("a/b", "resolved", "done");
  await api.revokeToken("t");
  expect(asked.map(({ path, init }) => `${init.method} ${path}`)).toEqual(["GET /api/v1/session", "PATCH /api/v1/findings/a%2Fb", "DELETE /api/v1/tokens/t"]);
  expect(asked[1]?.init.headers).toEqual({ "X-Sextant-CSRF": "s3", "Content-Type": "application/json" });
  expect(asked[1]?.init.body).toBe('{"status":"resolved","note":"done"}');
});

test("a problem document becomes an error that tells it", async () => {
  const problem = { type: "about:blank", title: "no such technique", status: 404, code: "SX-ATLAS-010", detail: "AML.T0045 became AML.T0048.004." };
  const { api } = answering(json(problem, 404, "application/problem+json"));
  const error = await api.technique("AML.T0045", undefined).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).problem).toEqual(problem);
  expect((error as ProblemError).message).toBe(problem.detail);
});

test("an answer that is no problem document is still told", async () => {
  const { api } = answering(new Response("<html>bad gateway</html>", { status: 502, statusText: "Bad Gateway" }));
  const error = await api.rules().catch((failure: unknown) => failure);
  expect((error as ProblemError).problem).toMatchObject({ status: 502, code: "HTTP-502", title: "Bad Gateway" });
});

test("an unknown session is reported, an unreachable server too", async () => {
  const { api } = answering(json({ type: "", title: "sign in", status: 401, code: "SX-HTTP-401" }, 401, "application/problem+json"), new TypeError("fetch failed"));
  let signedOut = 0;
  api.whenSignedOut(() => (signedOut += 1));
  await expect(api.rules()).rejects.toThrow("sign in");
  expect(signedOut).toBe(1);
  await expect(api.rules()).rejects.toBeInstanceOf(UnreachableError);
});
