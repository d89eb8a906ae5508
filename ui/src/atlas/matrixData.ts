import { askAhead } from "../api/ahead";
import type { Api } from "../api/client";
import { MATRIX_VIEW, windowStart, type Window } from "./matrixView";

/** The key and the loader of a release's matrix; empty: of the server's current release. */
export const matrixData = (api: Api, release: string) =>
  [`matrix ${release}`, (signal: AbortSignal) => api.matrix(release === "" ? undefined : release, signal)] as const;

/** The key and the loader of how often each technique was seen in the window. */
export const heatData = (api: Api, window: Window) =>
  [`heat ${window}`, (signal: AbortSignal) => api.heat(windowStart(window, Date.now()), signal)] as const;

/** Asks for everything that the Matrix at an address shows at once. */
export function askForMatrix(api: Api, query: URLSearchParams): void {
  const view = MATRIX_VIEW.read(query);
  askAhead(...matrixData(api, view.release));
  askAhead(...heatData(api, view.window));
  askAhead("releases", api.releases);
  askAhead("ingest", api.ingest);
}
