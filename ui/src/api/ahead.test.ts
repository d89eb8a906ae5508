import { afterEach, expect, test, vi } from "vitest";
import { askAhead, takeAhead } from "./ahead";

afterEach(() => void vi.useRealTimers());

test("an answer asked for ahead is taken once", async () => {
  askAhead("matrix", async () => "columns");
  await expect(takeAhead("matrix")).resolves.toBe("columns");
  expect(takeAhead("matrix")).toBeUndefined();
});

test("a failure is left to whoever asks next", async () => {
  askAhead("matrix", async () => {
    throw new Error("no server");
  });
  await Promise.resolve();
  expect(takeAhead("matrix")).toBeUndefined();
});

test("a failure after it was taken is told to the taker", async () => {
  askAhead("matrix", async () => {
    throw new Error("no server");
  });
  await expect(takeAhead("matrix")).rejects.toThrow("no server");
});

test("an answer that nobody took is forgotten, a newer one is not", () => {
  vi.useFakeTimers();
  askAhead("matrix", async () => "old");
  vi.advanceTimersByTime(4_000);
  askAhead("matrix", async () => "new");
  vi.advanceTimersByTime(2_000);
  expect(takeAhead("matrix")).toBeDefined();
  askAhead("matrix", async () => "old");
  vi.advanceTimersByTime(6_000);
  expect(takeAhead("matrix")).toBeUndefined();
});
