import { useCallback, useState } from "react";
import { ProblemError } from "../api/client";
import { useApi } from "../api/hooks";
import type { Matrix, ReleaseSummary } from "../api/schema";
import { MOST_LAYERS } from "./combine";
import { annotate, newLayer, scoredLayer, type Layer, type Note } from "./layer";
import { readLayers, writeLayer } from "./layerFile";
import { useWorkspace } from "./useWorkspace";
import { activeTab, type SavedAs, type Tab } from "./workspace";

interface Place {
  matrixOf: (release: string) => Promise<Matrix>;
  releases: readonly ReleaseSummary[];
}

const newId = (): string => crypto.randomUUID();
const failure = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The release that a file says it was written for. */
function statedRelease(text: string): string {
  return /"name"\s*:\s*"atlas_data_version"\s*,\s*"value"\s*:\s*"([\w.]{1,20})"/.exec(text)?.[1] ?? "";
}

/** The open layers and everything that can be done with them; what the server must do comes back as a notice or a failure. */
export function useLayers(place: Place) {
  const api = useApi();
  const [workspace, act] = useWorkspace();
  const [notices, setNotices] = useState<readonly string[]>([]);
  const [error, setError] = useState<Error>();
  /** the tab whose save met a newer version */
  const [conflict, setConflict] = useState<Tab>();
  const { matrixOf, releases } = place;
  const tab = activeTab(workspace);

  const tell = useCallback((...words: string[]) => setNotices(words), []);
  const attempt = useCallback((work: Promise<void>) => {
    setError(undefined);
    work.catch((reason: unknown) => setError(failure(reason)));
  }, []);
  const full = workspace.tabs.length >= MOST_LAYERS;
  const open = useCallback(
    (layer: Layer, saved?: SavedAs, asNew = false) => {
      if (full) tell(`${MOST_LAYERS} layers are open; close one first.`);
      else act({ type: "open", id: newId(), layer, asNew, ...(saved && { saved }) });
    },
    [act, full, tell],
  );
  const openText = useCallback(
    async (text: string, otherwise: string, saved?: SavedAs) => {
      const stated = statedRelease(text);
      const matrix = await matrixOf(releases.some((each) => each.tag === stated) ? stated : otherwise);
      const reading = readLayers(text, matrix);
      for (const layer of reading.layers) open(layer, saved);
      tell(...reading.notices);
    },
    [matrixOf, releases, open, tell],
  );
  const openFiles = (files: readonly File[], otherwise: string) =>
    attempt(
      (async () => {
        for (const file of files) {
          try {
            await openText(await file.text(), otherwise);
          } catch (reason) {
            throw new Error(`${file.name}: ${failure(reason).message}`, { cause: reason });
          }
        }
      })(),
    );
  const openSaved = useCallback(
    (id: string) =>
      attempt(
        api.layer(id).then(async ({ saved, layer }) => {
          await openText(JSON.stringify(layer), saved.release, { id: saved.id, version: saved.version });
        }),
      ),
    [api, attempt, openText],
  );
  const fromFindings = (release: string) =>
    attempt(
      Promise.all([matrixOf(release), api.heat(undefined)]).then(([matrix, heat]) => {
        const seen = new Map(heat.items.map((each) => [each.technique, each.open]));
        open(scoredLayer("Open findings", matrix, (technique) => seen.get(technique.id), { description: `Open findings when this layer was made, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC.`, aggregate: "sum" }), undefined, true);
      }),
    );
  const fromRules = (release: string) =>
    attempt(
      matrixOf(release).then((matrix) => {
        const gradient = { colors: ["#f3c1b8", "#fff0b8", "#7fbf6b"], min: 0, max: 1 };
        open(scoredLayer("Rule coverage", matrix, (technique) => technique.rules, { description: "How many loaded rules name each technique; 0: none does.", gradient, aggregate: "sum" }), undefined, true);
      }),
    );
  const blank = (release: string) => open(newLayer(`Layer ${workspace.tabs.length + 1}`, release), undefined, true);

  const edit = useCallback((change: (layer: Layer) => Layer, kind: string) => act({ type: "edit", change, kind, at: Date.now() }), [act]);
  const note = useCallback((keys: Iterable<string>, change: (note: Note) => Note, kind: string) => edit((layer) => annotate(layer, keys, change), kind), [edit]);
  const moveTo = (release: string) => {
    if (!tab) return;
    const { layer } = tab;
    attempt(
      Promise.all([matrixOf(layer.release), matrixOf(release)]).then(([from, to]) => {
        const moved = readLayers(JSON.stringify(writeLayer(layer, from)), to);
        const [next] = moved.layers;
        if (next) edit(() => next, "");
        tell(...moved.notices);
      }),
    );
  };

  const store = async (saving: Tab, over: SavedAs | undefined) => {
    const json = writeLayer(saving.layer, await matrixOf(saving.layer.release)) as never;
    const saved = over ? await api.replaceLayer(over.id, over.version, json) : await api.addLayer(json);
    act({ type: "saved", id: saving.id, saved: { id: saved.id, version: saved.version }, layer: saving.layer });
    tell(`Saved “${saved.name}”, version ${saved.version}.`);
  };
  const save = () => {
    if (!tab) return;
    attempt(
      store(tab, tab.saved).catch((reason: unknown) => {
        if (!(reason instanceof ProblemError) || !tab.saved) throw reason;
        if (reason.problem.status === 409) setConflict(tab);
        else if (reason.problem.status === 404) return store(tab, undefined);
        else throw reason;
        return undefined;
      }),
    );
  };
  const settle = {
    asNew: (mine: Tab) => attempt(store(mine, undefined)),
    over: (mine: Tab, id: string) => attempt(api.layer(id).then(({ saved }) => store(mine, { id, version: saved.version }))),
    theirs: (mine: Tab, id: string) => {
      act({ type: "forget", saved: id });
      openSaved(id);
      tell(`Yours stays open beside it: “${mine.layer.name}”.`);
    },
  };
  return {
    workspace, act, tab, notices, tell, error, setError, attempt,
    conflict, setConflict, settle,
    open, openText, openFiles, openSaved, fromFindings, fromRules, blank,
    edit, note, moveTo, save,
  };
}
