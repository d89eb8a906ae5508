import { expect, test } from "vitest";
import { keyNews } from "./trust";

test("keys are followed while an old one stands beside the new, and told when none does", () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
  expect(keyNews(storage, "log", ["a"])).toBe("first");
  expect(keyNews(storage, "log", ["a"])).toBe("same");
  expect(keyNews(storage, "log", ["a", "b"])).toBe("same");
  expect(keyNews(storage, "log", ["b"])).toBe("same");
  expect(keyNews(storage, "log", ["c"])).toBe("changed");
  expect(keyNews(storage, "log", ["b"])).toBe("same");
  expect(keyNews(storage, "other", ["c"])).toBe("first");
});
