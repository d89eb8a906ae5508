import { MATURITIES, type Maturity } from "../api/schema";
import { listOf, oneOf, type ViewCodec } from "../page/useUrl";

export const WINDOWS = ["1h", "24h", "7d", "all"] as const;
export const MEASURES = ["open", "occurrences"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;

export type Window = (typeof WINDOWS)[number];
export type Measure = (typeof MEASURES)[number];
export type Density = (typeof DENSITIES)[number];

/** What the Matrix shows: all of it is in the address. */
export interface MatrixView {
  /** empty: the server's current release */
  release: string;
  window: Window;
  measure: Measure;
  density: Density;
  platforms: readonly string[];
  maturity: readonly Maturity[];
  text: string;
  seenOnly: boolean;
  withRules: boolean;
  /** the techniques whose sub-techniques are folded out */
  unfolded: "all" | readonly string[];
  /** the technique in the side panel; empty: none */
  selected: string;
}

const HOUR_MS = 3_600_000;
const WINDOW_MS: Record<Exclude<Window, "all">, number> = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 168 * HOUR_MS };

/** The start of the time window, to the minute; undefined when everything counts. */
export function windowStart(window: Window, now: number): string | undefined {
  if (window === "all") return undefined;
  const minute = 60_000;
  return new Date(Math.floor((now - WINDOW_MS[window]) / minute) * minute).toISOString();
}

export const MATRIX_VIEW: ViewCodec<MatrixView> = {
  read: (query) => ({
    release: query.get("release") ?? "",
    window: oneOf(query, "window", WINDOWS, "all"),
    measure: oneOf(query, "measure", MEASURES, "open"),
    density: oneOf(query, "density", DENSITIES, "comfortable"),
    platforms: query.getAll("platform"),
    maturity: listOf(query, "maturity", MATURITIES),
    text: query.get("q") ?? "",
    seenOnly: query.get("seen") === "1",
    withRules: query.get("rules") === "1",
    unfolded: query.get("unfold") === "all" ? "all" : (query.get("unfold") ?? "").split(",").filter((id) => id !== ""),
    selected: query.get("technique") ?? "",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    const set = (name: string, value: string, otherwise = "") => {
      if (value !== otherwise) query.set(name, value);
    };
    set("release", view.release);
    set("window", view.window, "all");
    set("measure", view.measure, "open");
    set("density", view.density, "comfortable");
    for (const platform of view.platforms) query.append("platform", platform);
    set("maturity", view.maturity.join(","));
    set("q", view.text);
    set("seen", view.seenOnly ? "1" : "");
    set("rules", view.withRules ? "1" : "");
    set("unfold", view.unfolded === "all" ? "all" : view.unfolded.join(","));
    set("technique", view.selected);
    return query;
  },
};
