import { MATURITIES, type ReleaseSummary } from "../api/schema";
import { Choices, SearchField, Segmented, Toolbar } from "../page/widgets";
import { HEAT_STEPS } from "./matrixModel";
import type { Density, MatrixView, Measure, Window } from "./matrixView";

const WINDOW_WORDS: readonly (readonly [Window, string])[] = [
  ["1h", "1 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
  ["all", "All"],
];
const MEASURE_WORDS: readonly (readonly [Measure, string])[] = [
  ["open", "Open findings"],
  ["occurrences", "Occurrences"],
];
const DENSITY_WORDS: readonly (readonly [Density, string])[] = [
  ["comfortable", "Wide"],
  ["compact", "Compact"],
];

export function MatrixToolbar(props: {
  view: MatrixView;
  change: (part: Partial<MatrixView>) => void;
  platforms: readonly string[];
  releases: readonly ReleaseSummary[];
  current: string;
  onCsv: () => void;
}) {
  const { view, change } = props;
  const allOut = view.unfolded === "all";
  return (
    <Toolbar label="Matrix filter" search={<SearchField label="Filter techniques" value={view.text} onChange={(text) => change({ text })} />}>
      <Segmented label="Time window" value={view.window} options={WINDOW_WORDS} onChange={(window) => change({ window })} />
      {props.platforms.length > 0 && (
        <Choices label="Platform" options={props.platforms.map((each) => [each, each] as const)} chosen={view.platforms} onChange={(platforms) => change({ platforms })} />
      )}
      <Choices label="Maturity" options={MATURITIES.map((each) => [each, each] as const)} chosen={view.maturity} onChange={(maturity) => change({ maturity })} />
      <button type="button" className="button" aria-pressed={view.seenOnly} onClick={() => change({ seenOnly: !view.seenOnly })}>
        Seen only
      </button>
      <button type="button" className="button" aria-pressed={view.withRules} onClick={() => change({ withRules: !view.withRules })}>
        Has rules
      </button>
      <button type="button" className="button" aria-pressed={allOut} onClick={() => change({ unfolded: allOut ? [] : "all" })}>
        Sub-techniques
      </button>
      <span className="toolbar-end row">
        <label className="row">
          <span className="muted">ATLAS</span>
          <select className="field" value={props.current} onChange={(event) => change({ release: event.target.value, platforms: [] })}>
            {props.releases.length === 0 && <option value={props.current}>{props.current}</option>}
            {props.releases.map((release) => (
              <option key={release.tag} value={release.tag}>
                {release.tag}
                {release.origin === "imported" ? " (imported)" : ""}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" onClick={props.onCsv}>
          CSV
        </button>
      </span>
    </Toolbar>
  );
}

/** What the colours mean, with the choices of what is counted and how wide the columns are. */
export function Legend(props: { view: MatrixView; change: (part: Partial<MatrixView>) => void }) {
  const { view, change } = props;
  return (
    <div className="legend">
      <span className="legend-rule">
        <span aria-hidden="true" /> a rule watches it
      </span>
      <ul aria-label={`Heat: ${view.measure === "open" ? "open findings" : "occurrences"}`}>
        <li className="heat-0">0</li>
        {HEAT_STEPS.map((least, at) => (
          <li key={least} className={`heat-${at + 1}`}>
            {rangeWord(least, HEAT_STEPS[at + 1])}
          </li>
        ))}
      </ul>
      <Segmented label="Heat counts" value={view.measure} options={MEASURE_WORDS} onChange={(measure) => change({ measure })} />
      <span className="wide-only">
        <Segmented label="Column width" value={view.density} options={DENSITY_WORDS} onChange={(density) => change({ density })} />
      </span>
    </div>
  );
}

function rangeWord(least: number, next: number | undefined): string {
  if (next === undefined) return `${least}+`;
  return next === least + 1 ? String(least) : `${least}–${next - 1}`;
}
