import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { Link, useLocation } from "wouter";
import { ProblemError } from "../api/client";
import { useApi, useMay, useResource } from "../api/hooks";
import type { SystemDetail, SystemOverview } from "../api/schema";
import { download } from "../page/download";
import { takesText } from "../page/useKeys";
import { Failure, IssueList, Loading, Menu, Segmented, useTitle } from "../page/widgets";
import type { Marks, Selection } from "./Diagram";
import { Glance } from "./Glance";
import { Inspector } from "./Inspector";
import { addItem, freeId, removeItems, type MapView } from "./mapText";
import { Proposals } from "./Proposals";
import { useMap, type MapEditor } from "./useMap";
import { YamlPane } from "./YamlPane";
import "./system.css";

const diagram = import("./Diagram");
const Diagram = lazy(() => diagram);

export default function SystemPage(props: { id: string }) {
  const { id } = props;
  const api = useApi();
  const detail = useResource(`system ${id}`, (signal) => api.system(id, undefined, signal));
  const overview = useResource(`overview ${id}`, (signal) => api.overview(id, signal));
  useTitle(detail.data?.saved.name ?? "System");
  if (detail.error && !detail.data) {
    return (
      <div className="page">
        <Failure page error={detail.error} what="this system" retry={detail.reload} />
        <p>
          <Link href="/systems">All systems</Link>
        </p>
      </div>
    );
  }
  if (!detail.data) return <Loading what="the system" />;
  const changed = (next: SystemDetail) => {
    detail.change(() => next);
    overview.reload();
  };
  return <Loaded key={id} detail={detail.data} glance={overview.data?.items[0]} changed={changed} />;
}

type Beside = "parts" | "yaml";

function Loaded(props: { detail: SystemDetail; glance: SystemOverview | undefined; changed: (detail: SystemDetail) => void }) {
  const { detail, glance } = props;
  const api = useApi();
  const may = useMay("TRIAGE");
  const map = useMap(detail);
  const [selected, select] = useState<Selection>();
  const [beside, setBeside] = useState<Beside>("parts");
  const [proposing, setProposing] = useState(false);
  const [positions, setPositions] = useState(detail.layout.positions);
  const { view, text, change } = map;
  const editable = may && view.editable;
  const save = useSave(detail, map, props.changed);
  useEditorKeys(map, save.save, editable);
  const marks = useMemo(() => marksOf(map, glance), [map, glance]);
  const id = detail.saved.id;
  const place = useCallback(
    (moved: SystemDetail["layout"]["positions"]) => {
      setPositions((before) => {
        const next = { ...before, ...moved };
        // Where things lie is a matter of taste: losing it is no failure worth a message.
        if (may) void api.arrangeSystem(id, { positions: next }).catch(() => undefined);
        return next;
      });
    },
    [api, id, may],
  );
  const tidy = () => {
    setPositions({});
    if (may) void api.arrangeSystem(id, { positions: {} }).catch(() => undefined);
  };
  const add = (sort: "component" | "boundary") => {
    const made = freeId(view, sort === "component" ? "component" : "boundary");
    const within = selected?.sort === "boundary" ? selected.id : selected?.sort === "component" ? (view.components.find((each) => each.id === selected.id)?.within ?? "") : "";
    change(sort === "component" ? addItem(text, "components", { id: made, kind: "untyped", within }) : addItem(text, "boundaries", { id: made, trust: 80, within }));
    select({ sort, id: made });
    setBeside("parts");
  };
  const issues = map.preview?.issues ?? detail.issues;
  const errors = issues.filter((issue) => issue.severity === "error").length;
  return (
    <div className="page system-page">
      <header className="page-head stack">
        <p className="row crumbs">
          <Link href="/systems">Systems</Link> <span aria-hidden="true">/</span>
          <Link href={`/threats?system=${encodeURIComponent(id)}`}>Threats</Link>
          <Link href={`/coverage?system=${encodeURIComponent(id)}`}>Coverage</Link>
          <Link href={`/questions?system=${encodeURIComponent(id)}`}>Questions</Link>
          <Link href={`/systems/${encodeURIComponent(id)}/changes`}>What changed</Link>
        </p>
        <h1>{view.name === "" ? id : view.name}</h1>
      </header>
      {glance ? <Glance glance={glance} /> : <Loading what="the threats" />}
      <section className="card system-editor" aria-label="The map">
        <div className="system-bar">
          <Segmented
            label="Beside the diagram"
            value={beside}
            options={[
              ["parts", "Parts"],
              ["yaml", errors > 0 ? `YAML (${errors} wrong)` : "YAML"],
            ]}
            onChange={setBeside}
          />
          {editable && (
            <>
              <button type="button" className="button" onClick={() => add("component")}>
                + Component
              </button>
              <button type="button" className="button" onClick={() => add("boundary")}>
                + Boundary
              </button>
              <button type="button" className="button" title="Parts that telemetry or a source tree speaks for" onClick={() => setProposing(true)}>
                Discover…
              </button>
              <button type="button" className="button" disabled={!map.canUndo} title="Undo (Ctrl Z)" onClick={map.undo}>
                Undo
              </button>
              <button type="button" className="button" disabled={!map.canRedo} title="Redo (Ctrl Y)" onClick={map.redo}>
                Redo
              </button>
            </>
          )}
          <Counted map={map} glance={glance} />
          <span className="toolbar-end row">
            <Menu
              label="More"
              end
              items={[
                { word: "Arrange anew", run: tidy },
                { word: "Download the YAML", run: () => download(`${id}.yaml`, "application/yaml", text) },
                ...(may ? [{ word: "Remove the system…", run: save.askToRemove }] : []),
              ]}
            />
            {may && (
              <button type="button" className="button primary" disabled={!map.dirty || errors > 0 || save.busy} title="Save (Ctrl S)" onClick={save.save}>
                {map.dirty ? "Save" : "Saved"}
              </button>
            )}
          </span>
        </div>
        {save.message}
        <Proposals system={id} view={view} text={text} open={proposing} onClose={() => setProposing(false)} accept={change} />
        <div className="system-work">
          <Suspense fallback={<Loading what="the diagram" />}>
            <Diagram
              view={view}
              positions={positions}
              marks={marks}
              path={NO_PATH}
              selected={selected}
              editable={editable}
              onSelect={(next) => {
                select(next);
              }}
              onMove={place}
              onConnect={(from, to) => {
                change(addItem(text, "flows", { from, to }));
                select({ sort: "flow", index: view.flows.length });
              }}
              onDelete={(gone) => {
                change(removeItems(text, gone));
                select(undefined);
              }}
            />
          </Suspense>
          <div className="system-side">
            {beside === "parts" ? (
              <Inspector system={id} text={text} view={view} selected={selected} preview={map.preview} editable={editable} change={change} select={select} />
            ) : (
              <YamlPane text={text} issues={issues} readOnly={!may} line={lineOf(view, selected)} onType={map.type} />
            )}
          </div>
        </div>
        <p className="muted system-keys">
          Tab goes through the parts, arrows move the chosen one, <kbd>Delete</kbd> removes it, <kbd>Ctrl Z</kbd> undoes, <kbd>Ctrl S</kbd> saves. Dashed red is outside; a dotted line joins a part to its whole.
        </p>
      </section>
      {glance && <Remarks glance={glance} />}
    </div>
  );
}

const NO_PATH: readonly string[] = [];

function lineOf(view: MapView, selected: Selection): number | undefined {
  switch (selected?.sort) {
    case "component":
      return view.components.find((each) => each.id === selected.id)?.line;
    case "boundary":
      return view.boundaries.find((each) => each.id === selected.id)?.line;
    case "flow":
      return view.flows.find((each) => each.index === selected.index)?.line;
    default:
      return undefined;
  }
}

/** What the diagram says of components: of the draft while one is written, with findings as they are. */
function marksOf(map: MapEditor, glance: SystemOverview | undefined): ReadonlyMap<string, Marks> {
  const known = new Map(glance?.components.map((each) => [each.id, each]));
  if (!map.dirty || !map.preview) return known;
  const marks = new Map<string, Marks>();
  for (const component of map.view.components) {
    const open = { high: 0, medium: 0, low: 0 };
    for (const threat of map.preview.threats) if (threat.key.endsWith(`@${component.id}`)) open[threat.level] += 1;
    marks.set(component.id, {
      open,
      findings: known.get(component.id)?.findings ?? 0,
      questions: map.preview.questions.filter((each) => each.component === component.id).length,
    });
  }
  return marks;
}

/** What the draft comes to, against what is saved. */
function Counted(props: { map: MapEditor; glance: SystemOverview | undefined }) {
  const { map, glance } = props;
  if (!map.dirty || !map.preview || !glance) return null;
  const more = map.preview.threats.length - glance.threats;
  return (
    <span className="muted" role="status">
      {map.preview.threats.length} threats as drawn
      {more !== 0 && ` (${more > 0 ? "+" : "−"}${Math.abs(more)})`}, {map.preview.questions.length} questions
    </span>
  );
}

function Remarks(props: { glance: SystemOverview }) {
  const { notices, loose } = props.glance;
  if (notices.length === 0 && loose.length === 0) return null;
  return (
    <details className="card">
      <summary>{notices.length + loose.length} remarks</summary>
      <ul className="bullets">
        {loose.map((each) => (
          <li key={each.threat}>
            What was decided about <span className="mono">{each.threat}</span> ({each.status}) waits: {each.why}.
          </li>
        ))}
        {notices.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  );
}

/** Saving, what came in between, and taking the system away. */
function useSave(detail: SystemDetail, map: MapEditor, changed: (detail: SystemDetail) => void) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const [removing, setRemoving] = useState(false);
  const { id } = detail.saved;
  const failed = (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure)));
  const put = (version: number) => {
    setBusy(true);
    setError(undefined);
    api
      .saveSystem(id, version, map.text, "")
      .then(({ saved, issues }) => {
        map.setSaved({ text: map.text, version: saved.version });
        changed({ ...detail, saved, issues, newest: saved.version, text: map.text });
      }, failed)
      .finally(() => setBusy(false));
  };
  const over = () => {
    api.system(id).then((theirs) => put(theirs.newest), failed);
  };
  const takeTheirs = () => {
    api.system(id).then((theirs) => {
      setError(undefined);
      map.replace(theirs.text, theirs.saved.version);
      changed(theirs);
    }, failed);
  };
  const conflict = error instanceof ProblemError && error.problem.status === 409;
  const remove = () => {
    api.removeSystem(id, map.saved.version).then(() => navigate("/systems"), failed);
  };
  const message = (
    <>
      {conflict && (
        <div className="notice stack" role="alert">
          <p>{error.message}</p>
          <p className="row">
            <Link href={`/systems/${encodeURIComponent(id)}/changes`}>See what changed</Link>
            <button type="button" className="button small" onClick={over}>
              Save mine over it
            </button>
            <button type="button" className="button small" onClick={takeTheirs}>
              Take theirs
            </button>
          </p>
        </div>
      )}
      {error && !conflict && (
        <div className="notice stack" role="alert">
          <p>{error.message}</p>
          {error instanceof ProblemError && error.problem.issues && <IssueList issues={error.problem.issues} />}
        </div>
      )}
      {removing && (
        <div className="notice row" role="alert">
          <p>Remove the system with all its versions? What was decided about its threats is kept, and holds again when a map with this id is added.</p>
          <button type="button" className="button small danger" onClick={remove}>
            Remove it
          </button>
          <button type="button" className="button small" onClick={() => setRemoving(false)}>
            Keep it
          </button>
        </div>
      )}
    </>
  );
  return { save: () => put(map.saved.version), busy, message, askToRemove: () => setRemoving(true) };
}

function useEditorKeys(map: MapEditor, save: () => void, editable: boolean): void {
  useEffect(() => {
    if (!editable) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const typing = takesText(event.target) && !(event.target instanceof HTMLTextAreaElement);
      if (key === "s") {
        event.preventDefault();
        if (map.dirty && map.preview?.sound !== false) save();
      } else if (key === "z" && !typing) {
        event.preventDefault();
        if (event.shiftKey) map.redo();
        else map.undo();
      } else if (key === "y" && !typing) {
        event.preventDefault();
        map.redo();
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });
}
