import { describe, expect, test } from "vitest";
import { newLayer, type Layer } from "./layer";
import { activeTab, changed, EMPTY, isChanged, stepped, type Action, type Workspace } from "./workspace";

const open = (id: string): Action => ({ type: "open", id, layer: newLayer(id, "r") });
const rename = (name: string, kind = "", at = 0): Action => ({ type: "edit", change: (layer: Layer) => ({ ...layer, name }), kind, at });
const after = (...actions: Action[]): Workspace => actions.reduce(changed, EMPTY);
const name = (workspace: Workspace) => activeTab(workspace)?.layer.name;

describe("undo and redo", () => {
  test("go back and forth, and an edit forgets what was undone", () => {
    const twice = after(open("t"), rename("1"), rename("2"), { type: "undo" }, { type: "undo" });
    expect(name(twice)).toBe("t");
    expect(name(changed(twice, { type: "redo" }))).toBe("1");
    expect(activeTab(changed(twice, rename("3")))?.future).toEqual([]);
    expect(name(after(open("t"), { type: "undo" }, { type: "redo" }))).toBe("t");
  });
  test("typing is undone as a whole, a pause parts it", () => {
    const typed = after(open("t"), rename("a", "name", 0), rename("ab", "name", 200), rename("abc", "name", 900));
    expect(name(changed(typed, { type: "undo" }))).toBe("t");
    expect(name(changed(changed(typed, rename("abcd", "name", 3_000)), { type: "undo" }))).toBe("abc");
  });
  test("an edit that changes nothing leaves no step", () => {
    expect(activeTab(after(open("t"), { type: "edit", change: (layer) => layer, kind: "", at: 0 }))?.past).toEqual([]);
  });
  test("of one layer leave the others alone", () => {
    const two = after(open("t"), rename("1"), open("u"), rename("2"), { type: "undo" });
    expect(two.tabs.map((tab) => tab.layer.name)).toEqual(["1", "u"]);
  });
});

describe("tabs", () => {
  test("closing shows the next, reopening brings it back with its history", () => {
    const closed = after(open("t"), open("u"), rename("2"), { type: "close", id: "u" });
    expect([closed.active, closed.tabs.length]).toEqual(["t", 1]);
    const back = changed(closed, { type: "reopen" });
    expect(name(changed(back, { type: "undo" }))).toBe("u");
    expect(after(open("t"), { type: "close", id: "t" }).active).toBe("");
  });
  test("a saved layer opens once", () => {
    const saved = { id: "s", version: 1 };
    const two = after({ ...open("t"), saved } as Action, open("u"), { ...open("v"), saved } as Action);
    expect([two.active, two.tabs.length]).toEqual(["t", 2]);
  });
  test("a tab is changed until it is saved as it is", () => {
    const edited = after(open("t"), rename("1"));
    const tab = activeTab(edited);
    expect(tab && isChanged(tab)).toBe(true);
    const saved = changed(edited, { type: "saved", id: "t", saved: { id: "s", version: 2 }, layer: tab?.layer ?? newLayer("", "") });
    expect(saved.tabs.map(isChanged)).toEqual([false]);
    expect(changed(saved, { type: "forget", saved: "s" }).tabs.map((each) => [each.saved, isChanged(each)])).toEqual([[undefined, true]]);
    expect(after({ ...open("t"), asNew: true } as Action).tabs.map(isChanged)).toEqual([true]);
  });
  test("step around the ends", () => {
    const three = after(open("t"), open("u"), open("v"));
    expect([stepped(three, 1), stepped(three, -1)]).toEqual(["t", "u"]);
    expect(stepped(EMPTY, 1)).toBe("");
  });
});
