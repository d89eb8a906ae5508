import { useState } from "react";
import { useApi, useResource } from "../api/hooks";
import type { ImportedSystem } from "../api/schema";
import { Dialog, Failure, IssueList, Loading } from "../page/widgets";
import { BLANK, isId, setTop } from "./mapText";

const MOST_BYTES = 32 << 20;

/** Three ways to a first map: a sketch, an example, a file of another tool. */
export function NewSystem(props: { open: boolean; taken: readonly string[]; onClose: () => void; onAdded: (id: string) => void }) {
  const api = useApi();
  const [error, setError] = useState<Error>();
  const [read, setRead] = useState<ImportedSystem>();
  const [busy, setBusy] = useState(false);
  const close = () => {
    setError(undefined);
    setRead(undefined);
    props.onClose();
  };
  const add = (text: string, note: string) => {
    setBusy(true);
    setError(undefined);
    api
      .addSystem(text, note)
      .then(
        ({ saved }) => {
          close();
          props.onAdded(saved.id);
        },
        (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))),
      )
      .finally(() => setBusy(false));
  };
  const open = (file: File) => {
    setError(undefined);
    setRead(undefined);
    if (file.size > MOST_BYTES) {
      setError(new Error("The file is larger than 32 MiB."));
      return;
    }
    setBusy(true);
    api
      .importSystem(file.name, file)
      .then(setRead, (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title="Add a system" open={props.open} onClose={close}>
      <div className="stack new-system">
        {error && <Failure error={error} what="the system" />}
        {read ? (
          <Report read={read} taken={props.taken} busy={busy} add={add} back={() => setRead(undefined)} />
        ) : (
          <>
            <Sketch taken={props.taken} busy={busy} add={add} />
            <section className="stack" aria-labelledby="new-import">
              <h3 id="new-import">From a file</h3>
              <p className="muted">
                A map of Sextant, Open Threat Model, Threat Dragon, Threagile, CycloneDX, Threat Model Library, CALM, Backstage, SPDX 3, Microsoft tm7, diagrams.net, pytm, threatcl or Threat Composer; recognised by what stands in
                it. You see what became of everything before it is kept.
              </p>
              <input type="file" aria-label="The file of a map" disabled={busy} onChange={(event) => event.target.files?.[0] && open(event.target.files[0])} />
            </section>
            <Examples taken={props.taken} busy={busy} add={add} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Sketch(props: { taken: readonly string[]; busy: boolean; add: (text: string, note: string) => void }) {
  const [name, setName] = useState("");
  const id = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const problem = name === "" ? "" : !isId(id) ? "The name needs a letter or digit." : props.taken.includes(id) ? `There is a system '${id}' already.` : "";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (id !== "" && problem === "") props.add(BLANK(id, name), "A first sketch");
      }}
    >
      <h3>As a sketch</h3>
      <label className="field-line">
        <span>Name of the system</span>
        <input className="field" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        {problem !== "" && <span className="bad">{problem}</span>}
      </label>
      <p>
        <button type="submit" className="button primary" disabled={id === "" || problem !== "" || props.busy}>
          Begin with people, an application and a model
        </button>
      </p>
    </form>
  );
}

function Examples(props: { taken: readonly string[]; busy: boolean; add: (text: string, note: string) => void }) {
  const api = useApi();
  const examples = useResource("example systems", api.exampleSystems);
  const left = examples.data?.items.filter((each) => !props.taken.includes(each.id)) ?? [];
  return (
    <section className="stack" aria-labelledby="new-example">
      <h3 id="new-example">An example</h3>
      {examples.loading && <Loading what="the examples" />}
      <ul className="stack">
        {left.map((each) => (
          <li key={each.id} className="example-line">
            <div>
              <strong>{each.name}</strong>
              <p className="muted">{each.description}</p>
            </div>
            <button type="button" className="button small" disabled={props.busy} aria-label={`Add ${each.name}`} onClick={() => props.add(each.text, "An example")}>
              Add
            </button>
          </li>
        ))}
      </ul>
      {examples.data && left.length === 0 && <p className="muted">All are here already.</p>}
    </section>
  );
}

/** What became of a file. */
function Report(props: { read: ImportedSystem; taken: readonly string[]; busy: boolean; add: (text: string, note: string) => void; back: () => void }) {
  const { read } = props;
  const [id, setId] = useState(read.id);
  const errors = read.issues.filter((issue) => issue.severity === "error");
  const taken = props.taken.includes(id);
  return (
    <div className="stack">
      <p>
        <strong>{read.title}.</strong> {read.components} components and {read.flows} flows were read.
      </p>
      {read.guessed.length > 0 && (
        <details open>
          <summary>{read.guessed.length} kinds were guessed from names: confirm them on the map</summary>
          <ul className="bullets">
            {read.guessed.map((each) => (
              <li key={each.component}>
                {each.component} is a {each.kind}, from ‘{each.from}’
              </li>
            ))}
          </ul>
        </details>
      )}
      {read.left.length > 0 && (
        <details open>
          <summary>Left out</summary>
          <ul className="bullets">
            {read.left.map((each) => (
              <li key={each.what}>
                {each.count} {each.what}: {each.why}
              </li>
            ))}
          </ul>
        </details>
      )}
      {read.issues.length > 0 && (
        <details open={errors.length > 0}>
          <summary>{read.issues.length} remarks on the file</summary>
          <IssueList issues={read.issues.slice(0, 50)} />
        </details>
      )}
      <label className="field-line">
        <span>Id of the system</span>
        <input className="field" value={id} maxLength={120} onChange={(event) => setId(event.target.value)} />
        {taken && <span className="bad">There is a system ‘{id}’ already.</span>}
        {!isId(id) && <span className="bad">Letters, digits, . _ -</span>}
      </label>
      <p className="row">
        <button
          type="button"
          className="button primary"
          disabled={props.busy || taken || !isId(id)}
          onClick={() => props.add(id === read.id ? read.text : setTop(read.text, { id }), `Read from a file of ${read.title}`)}
        >
          Keep it
        </button>
        <button type="button" className="button" onClick={props.back}>
          Back
        </button>
      </p>
    </div>
  );
}
