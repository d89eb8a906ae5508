import { expect, test } from "vitest";
import { sourceFiles } from "./sourceFiles";

const file = (path: string, text: string, size = text.length) => ({ name: path.slice(path.lastIndexOf("/") + 1), webkitRelativePath: path, size, text: () => Promise.resolve(text) });

test("of a folder only what says something is read, and nothing of other people's code", async () => {
  const files = await sourceFiles([
    file("shop/requirements-dev.txt", "openai"),
    file("shop/models/churn.pkl", "binary"),
    file("shop/node_modules/x/package.json", "{}"),
    file("shop/.mcp.json", "{}"),
    file("shop/package.json", "", 2 << 20),
  ]);
  expect(files).toEqual([{ path: "requirements-dev.txt", text: "openai" }, { path: "models/churn.pkl" }, { path: ".mcp.json", text: "{}" }, { path: "package.json" }]);
});
