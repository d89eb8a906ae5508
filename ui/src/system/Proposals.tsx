import { useState } from "react";
import { useApi, useResource } from "../api/hooks";
import type { ProposedComponent } from "../api/schema";
import { Dialog, Failure, Loading } from "../page/widgets";
import { addItem, KINDS, type MapView } from "./mapText";
import { sourceFiles, type SourceFile } from "./sourceFiles";

const NO_FILES: readonly SourceFile[] = [];
const SHOWN_CLUES = 3;

interface Props {
  system: string;
  view: MapView;
  text: string;
  accept: (text: string) => void;
}

/** What telemetry and a source tree speak for and the map does not have; a person says what becomes part of it. */
export function Proposals(props: Props & { open: boolean; onClose: () => void }) {
  const [files, setFiles] = useState(NO_FILES);
  return (
    <Dialog title="What the map lacks" open={props.open} onClose={props.onClose}>
      <div className="stack new-system">
        <p className="muted">
          Parts that telemetry speaks for, or a source tree that you show, and that are not on the map. What you add is on your draft until you save: correct its kind, put it into a boundary and draw its flows, which nothing tells.
        </p>
        <label className="field-line">
          <span>A source tree: dependencies, model files, MCP servers, instructions, pipelines</span>
          <input
            type="file"
            multiple
            aria-label="The folder of a source tree"
            ref={(input) => input?.setAttribute("webkitdirectory", "")}
            onChange={(event) => {
              void sourceFiles([...(event.target.files ?? [])]).then(setFiles);
            }}
          />
        </label>
        {props.open && <Found {...props} files={files} />}
      </div>
    </Dialog>
  );
}

function Found(props: Props & { files: readonly SourceFile[] }) {
  const { system, files } = props;
  const api = useApi();
  const found = useResource(`proposals ${system} ${files.map((each) => each.path).join("\n")}`, () => api.proposals(system, files));
  if (found.error && !found.data) return <Failure error={found.error} what="the proposals" retry={found.reload} />;
  if (!found.data) return <Loading what="what was seen" />;
  const drawn = new Set(props.view.components.map((each) => each.id));
  const left = found.data.items.filter((each) => !drawn.has(each.id));
  return (
    <>
      <p role="status">
        {left.length === 0 ? "Nothing that the map lacks" : `${left.length} ${left.length === 1 ? "part" : "parts"} that the map lacks`}, after {found.data.events} events and {files.length} files.
      </p>
      <ul className="stack proposals">
        {left.map((each) => (
          <Proposed key={each.id} proposal={each} accept={(kind) => props.accept(accepted(props.text, each, kind))} />
        ))}
      </ul>
    </>
  );
}

/** The map with the proposal as one of its components. */
export function accepted(text: string, proposal: ProposedComponent, kind: string): string {
  const { id, name, properties, services, models } = proposal;
  const telemetry = { ...(services.length > 0 && { services }), ...(models.length > 0 && { models }) };
  return addItem(text, "components", { id, name, kind, telemetry, properties });
}

function Proposed(props: { proposal: ProposedComponent; accept: (kind: string) => void }) {
  const { proposal } = props;
  const [kind, setKind] = useState(proposal.kind);
  return (
    <li className="example-line">
      <div className="stack">
        <strong>{proposal.name}</strong>
        <ul className="bullets muted">
          {proposal.clues.slice(0, SHOWN_CLUES).map((clue) => (
            <li key={`${clue.where}:${clue.line} ${clue.says}`}>
              {clue.where}
              {clue.line > 0 && `:${clue.line}`}: {clue.says}
            </li>
          ))}
          {proposal.clues.length > SHOWN_CLUES && <li>and {proposal.clues.length - SHOWN_CLUES} more</li>}
        </ul>
      </div>
      <div className="row proposed-choice">
        <select className="field" aria-label={`Kind of ${proposal.name}`} value={kind} onChange={(event) => setKind(event.target.value)}>
          {KINDS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <button type="button" className="button small" aria-label={`Add ${proposal.name} to the map`} onClick={() => props.accept(kind)}>
          Add
        </button>
      </div>
    </li>
  );
}
