import { expect, test } from "vitest";
import { otlpBase, WAYS, wayOf } from "./ways";

const at = (name: string, address: string) => [{ name, address, status: "up" }];

test.each([
  [at("OTLP/HTTP", "http://10.0.0.1:4318/v1/traces"), "http://10.0.0.1:4318"],
  [at("OTLP over HTTP", "127.0.0.1:9999"), "http://127.0.0.1:9999"],
  [at("OTLP/gRPC", "127.0.0.1:4317"), "http://127.0.0.1:4318"],
])("%j listens at %s", (endpoints, base) => {
  expect(otlpBase(endpoints)).toBe(base);
});

test("every way names this server's address", () => {
  for (const { id } of WAYS) {
    const { text } = wayOf(id, at("OTLP/HTTP", "http://10.0.0.1:4318"), "https://sextant.example");
    expect(text).toMatch(/http:\/\/10\.0\.0\.1:4318|https:\/\/sextant\.example\/api\/v1\/events/);
  }
});
