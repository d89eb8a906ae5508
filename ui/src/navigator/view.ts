import { MATURITIES, type Maturity } from "../api/schema";
import { DENSITIES, MATRIX_VIEW, type Density, type MatrixView } from "../atlas/matrixView";
import { listOf, oneOf, type ViewCodec } from "../page/useUrl";

export const SHOWN = ["all", "annotated", "unannotated", "enabled"] as const;
/** Which cells are shown by what the layer says of them. */
export type Shown = (typeof SHOWN)[number];

/** What the Navigator shows of a layer: all of it is in the address. */
export interface NavigatorView {
  density: Density;
  platforms: readonly string[];
  maturity: readonly Maturity[];
  /** phases in which mitigations of the technique are applied */
  lifecycle: readonly string[];
  /** sectors of the case studies that use it */
  sectors: readonly string[];
  text: string;
  shown: Shown;
  unfolded: "all" | readonly string[];
}

export const NAVIGATOR_VIEW: ViewCodec<NavigatorView> = {
  read: (query) => ({
    density: oneOf(query, "density", DENSITIES, "comfortable"),
    platforms: query.getAll("platform"),
    maturity: listOf(query, "maturity", MATURITIES),
    lifecycle: query.getAll("lifecycle"),
    sectors: query.getAll("sector"),
    text: query.get("q") ?? "",
    shown: oneOf(query, "shown", SHOWN, "all"),
    unfolded: query.get("unfold") === "all" ? "all" : (query.get("unfold") ?? "").split(",").filter((id) => id !== ""),
  }),
  write: (view) => {
    const query = new URLSearchParams();
    const set = (name: string, value: string, otherwise = "") => {
      if (value !== otherwise) query.set(name, value);
    };
    set("density", view.density, "comfortable");
    for (const platform of view.platforms) query.append("platform", platform);
    set("maturity", view.maturity.join(","));
    for (const phase of view.lifecycle) query.append("lifecycle", phase);
    for (const sector of view.sectors) query.append("sector", sector);
    set("q", view.text);
    set("shown", view.shown, "all");
    set("unfold", view.unfolded === "all" ? "all" : view.unfolded.join(","));
    return query;
  },
};

const LIVE = MATRIX_VIEW.read(new URLSearchParams());

/** The same filter in the terms of the matrix. */
export function matrixViewOf(view: NavigatorView): MatrixView {
  return { ...LIVE, density: view.density, platforms: view.platforms, maturity: view.maturity, text: view.text, unfolded: view.unfolded };
}
