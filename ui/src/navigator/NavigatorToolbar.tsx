import { MATURITIES, type ReleaseSummary } from "../api/schema";
import { Choices, Menu, SearchField, Toolbar } from "../page/widgets";
import type { NavigatorView, Shown } from "./view";

const SHOWN_WORDS: readonly (readonly [Shown, string])[] = [
  ["all", "All cells"],
  ["annotated", "Annotated only"],
  ["unannotated", "Gaps only"],
  ["enabled", "Hide disabled"],
];

export interface Tools {
  undo?: () => void;
  redo?: () => void;
  save?: () => void;
  select: Record<"shown" | "annotated" | "invert" | "nothing", () => void>;
  across: boolean;
  onAcross: (across: boolean) => void;
  out: Record<"json" | "all" | "svg" | "png" | "xlsx" | "csv" | "print" | "link", () => void>;
  duplicate: () => void;
  combine: () => void;
}

export function NavigatorToolbar(props: {
  view: NavigatorView;
  change: (part: Partial<NavigatorView>) => void;
  platforms: readonly string[];
  lifecycle: readonly string[];
  sectors: readonly string[];
  releases: readonly ReleaseSummary[];
  release: string;
  onRelease: (tag: string) => void;
  tools: Tools;
  panel: boolean;
  onPanel: () => void;
  selected: number;
}) {
  const { view, change, tools } = props;
  const allOut = view.unfolded === "all";
  return (
    <Toolbar label="Layer filter" search={<SearchField label="Filter techniques" value={view.text} onChange={(text) => change({ text })} />}>
      {props.platforms.length > 0 && (
        <Choices label="Platform" options={props.platforms.map((each) => [each, each] as const)} chosen={view.platforms} onChange={(platforms) => change({ platforms })} />
      )}
      <Choices label="Maturity" options={MATURITIES.map((each) => [each, each] as const)} chosen={view.maturity} onChange={(maturity) => change({ maturity })} />
      {props.lifecycle.length > 0 && (
        <Choices label="Lifecycle" options={props.lifecycle.map((each) => [each, each] as const)} chosen={view.lifecycle} onChange={(lifecycle) => change({ lifecycle })} />
      )}
      {props.sectors.length > 0 && (
        <Choices label="Sector" options={props.sectors.map((each) => [each, each] as const)} chosen={view.sectors} onChange={(sectors) => change({ sectors })} />
      )}
      <select className="field" aria-label="Cells shown" value={view.shown} onChange={(event) => change({ shown: SHOWN_WORDS.find(([each]) => each === event.target.value)?.[0] ?? "all" })}>
        {SHOWN_WORDS.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
      <button type="button" className="button" aria-pressed={allOut} onClick={() => change({ unfolded: allOut ? [] : "all" })}>
        Sub-techniques
      </button>
      <button type="button" className="button wide-only" aria-pressed={view.density === "compact"} onClick={() => change({ density: view.density === "compact" ? "comfortable" : "compact" })}>
        Compact
      </button>
      <Menu
        label="Select"
        items={[
          { word: "All shown cells", hint: "Ctrl A", run: tools.select.shown },
          { word: "Annotated cells", run: tools.select.annotated },
          { word: "The others", run: tools.select.invert },
          { word: "Nothing", hint: "Esc", off: props.selected === 0, run: tools.select.nothing },
          { word: tools.across ? "✓ A technique in all its tactics" : "A technique in all its tactics", run: () => tools.onAcross(!tools.across) },
        ]}
      />
      <span className="toolbar-end row">
        <label className="row">
          <span className="muted">ATLAS</span>
          <select className="field" value={props.release} onChange={(event) => props.onRelease(event.target.value)}>
            {!props.releases.some((each) => each.tag === props.release) && <option value={props.release}>{props.release}</option>}
            {props.releases.map((release) => (
              <option key={release.tag} value={release.tag}>
                {release.tag}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="icon-button" aria-label="Undo" title="Undo (Ctrl Z)" disabled={!tools.undo} onClick={tools.undo}>
          ↶
        </button>
        <button type="button" className="icon-button" aria-label="Redo" title="Redo (Ctrl Y)" disabled={!tools.redo} onClick={tools.redo}>
          ↷
        </button>
        <Menu
          label="Layer"
          end
          items={[
            { word: "Duplicate", run: tools.duplicate },
            { word: "Combine…", run: tools.combine },
            { word: "Copy a link that holds it", run: tools.out.link },
            { word: "Navigator JSON", run: tools.out.json },
            { word: "All layers as JSON", run: tools.out.all },
            { word: "Picture (SVG)", run: tools.out.svg },
            { word: "Picture (PNG)", run: tools.out.png },
            { word: "Excel, all layers", run: tools.out.xlsx },
            { word: "CSV, gaps included", run: tools.out.csv },
            { word: "Print", run: tools.out.print },
          ]}
        />
        <button type="button" className="button" aria-pressed={props.panel} onClick={props.onPanel}>
          Edit{props.selected > 0 ? ` ${props.selected}` : ""}
        </button>
        {tools.save && (
          <button type="button" className="button primary" title="Save on the server (Ctrl S)" onClick={tools.save}>
            Save
          </button>
        )}
      </span>
    </Toolbar>
  );
}
