import type { TechniqueDetail } from "../api/schema";

export interface Item {
  name: string;
  href: string;
}

export interface Circle {
  title: string;
  side: "left" | "right";
  items: Item[];
  /** how many more there are than are shown */
  more: number;
}

const MOST = 6;

/** What a technique is tied to, by kind; kinds without any are left out. */
export function neighbourhood(detail: TechniqueDetail, query: string): Circle[] {
  const technique = (each: { id: string; name: string }): Item => ({ name: each.name, href: `/techniques/${each.id}${query}` });
  const times = (each: { id: string; name: string; studies: number }): Item => ({ ...technique(each), name: `${each.studies}× ${each.name}` });
  const { parent, neighbours } = detail;
  const circles: readonly [string, Circle["side"], readonly Item[]][] = [
    ["Tactics", "left", detail.tactics.map((each) => ({ name: each.name, href: `/${query}#tactic-${each.id}` }))],
    ["Came before in case studies", "left", neighbours.before.map(times)],
    ["Mitigations", "left", detail.mitigations.map((each) => ({ name: each.name, href: `/mitigations/${each.id}${query}` }))],
    [parent ? "Parent" : "Sub-techniques", "right", parent ? [technique(parent)] : detail.subtechniques.map(technique)],
    ["Came after in case studies", "right", neighbours.after.map(times)],
    ["Rules", "right", detail.rules.map((each) => ({ name: each.title, href: `/rules/${encodeURIComponent(each.id)}` }))],
    ["Case studies", "right", detail.caseStudies.map((each) => ({ name: each.name, href: `/case-studies/${each.id}${query}` }))],
  ];
  return circles.filter(([, , items]) => items.length > 0).map(([title, side, items]) => ({ title, side, items: items.slice(0, MOST), more: Math.max(0, items.length - MOST) }));
}

export interface Placed extends Circle {
  top: number;
  /** the middle of each item */
  rows: number[];
}

export const ROW = 30;
const HEAD = 22;
const GAP = 16;

/** Where each kind stands in its column, and how tall the columns are. */
export function placed(circles: readonly Circle[]): { placed: Placed[]; height: number } {
  const next = { left: 0, right: 0 };
  const all = circles.map((circle) => {
    const top = next[circle.side];
    const rows = circle.items.map((_, at) => top + HEAD + at * ROW + ROW / 2);
    next[circle.side] = top + HEAD + circle.items.length * ROW + (circle.more > 0 ? 16 : 0) + GAP;
    return { ...circle, top, rows };
  });
  const height = Math.max(next.left, next.right, 120);
  // The shorter column stands in the middle of the taller.
  return { height, placed: all.map((each) => shifted(each, (height - next[each.side]) / 2)) };
}

function shifted(circle: Placed, by: number): Placed {
  return { ...circle, top: circle.top + by, rows: circle.rows.map((row) => row + by) };
}
