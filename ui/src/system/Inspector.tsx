import { useState } from "react";
import { Link } from "wouter";
import type { ThreatPreview } from "../api/schema";
import type { Selection } from "./Diagram";
import { EXPOSURES, freeId, isId, KINDS, removeItems, renameComponent, setItem, setProperty, type MapBoundary, type MapComponent, type MapFlow, type MapView } from "./mapText";
import { ThreatLevelBadge } from "../threat/words";

interface Props {
  system: string;
  text: string;
  view: MapView;
  selected: Selection;
  preview: ThreatPreview | undefined;
  editable: boolean;
  change: (text: string) => void;
  select: (selection: Selection) => void;
}

/** What is chosen, in fields; each change is one step that can be undone. */
export function Inspector(props: Props) {
  const { view, selected } = props;
  if (selected?.sort === "component") {
    const component = view.components.find((each) => each.id === selected.id);
    if (component) return <ComponentFields key={component.id} {...props} component={component} />;
  }
  if (selected?.sort === "boundary") {
    const boundary = view.boundaries.find((each) => each.id === selected.id);
    if (boundary) return <BoundaryFields key={boundary.id} {...props} boundary={boundary} />;
  }
  if (selected?.sort === "flow") {
    const flow = view.flows.find((each) => each.index === selected.index);
    if (flow) return <FlowFields key={flow.index} {...props} flow={flow} />;
  }
  return <Outline {...props} />;
}

/** Everything there is, as a list: the diagram for those who do not see it. */
function Outline(props: Props) {
  const { view, select } = props;
  return (
    <div className="stack">
      <h2>Parts of the map</h2>
      <p className="muted">Choose a part here or on the diagram to change it. Drag from the right edge of a component to another one to draw a flow.</p>
      <ul className="outline">
        {view.components.map((each) => (
          <li key={each.id}>
            <button type="button" className="link-button" onClick={() => select({ sort: "component", id: each.id })}>
              {each.name}
            </button>{" "}
            <span className="muted">{each.kinds.join(", ")}</span>
          </li>
        ))}
      </ul>
      {view.boundaries.length > 0 && (
        <>
          <h3>Boundaries</h3>
          <ul className="outline">
            {view.boundaries.map((each) => (
              <li key={each.id}>
                <button type="button" className="link-button" onClick={() => select({ sort: "boundary", id: each.id })}>
                  {each.name}
                </button>{" "}
                <span className="muted">{each.trust === "" ? "trust not said" : `trust ${each.trust}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function ComponentFields(props: Props & { component: MapComponent }) {
  const { component, view, text, change, select, editable } = props;
  const set = (fields: Parameters<typeof setItem>[3]) => change(setItem(text, "components", component.id, fields));
  const threats = props.preview?.threats.filter((each) => each.key.endsWith(`@${component.id}`)) ?? [];
  const questions = props.preview?.questions.filter((each) => each.component === component.id) ?? [];
  const flows = view.flows.filter((each) => each.from === component.id || each.to === component.id);
  return (
    <fieldset className="inspector stack" disabled={!editable}>
      <Head title={component.name} what="Component" select={select} />
      <Text label="Name" value={component.name === component.id ? "" : component.name} placeholder={component.id} onSet={(name) => set({ name })} />
      <Text
        label="Id"
        value={component.id}
        hint="Another id keeps what was decided: the old one is noted under ‘was’."
        check={(id) => (id !== component.id && freeId(view, id) !== id ? "taken" : isId(id) ? "" : "letters, digits, . _ -")}
        onSet={(id) => {
          change(renameComponent(text, component.id, id));
          select({ sort: "component", id });
        }}
      />
      <Kinds kinds={component.kinds} onSet={(kind) => set({ kind })} />
      <Choice label="Boundary" value={component.within} options={view.boundaries.map((each) => [each.id, each.name])} none="not said" onSet={(within) => set({ within })} />
      <Choice label="Part of" value={component.partOf} options={view.components.filter((each) => each.id !== component.id).map((each) => [each.id, each.name])} none="nothing" onSet={(part) => set({ "part-of": part })} />
      <Choice label="Reachable from" value={component.exposure} options={EXPOSURES.map((each) => [each, each])} none="not said" onSet={(exposure) => set({ exposure })} />
      <Text label="Owner" value={component.owner} placeholder={view.owner === "" ? "nobody" : view.owner} onSet={(owner) => set({ owner })} />
      <Several label="Stores" chosen={component.stores} options={view.assets.map((each) => [each.id, each.name])} onSet={(stores) => set({ stores })} />
      <Several label="Handles" chosen={component.processes} options={view.assets.map((each) => [each.id, each.name])} onSet={(processes) => set({ processes })} />
      {questions.length > 0 && (
        <div className="stack">
          <h3>Questions</h3>
          {questions.map((each) => (
            <div key={each.key} className="question-line">
              <p>{each.question}</p>
              {each.key !== "exposure" && each.key !== "sensitivity" && (
                <span className="row">
                  <button type="button" className="button small" onClick={() => change(setProperty(text, component.id, each.key, "true"))}>
                    Yes
                  </button>
                  <button type="button" className="button small" onClick={() => change(setProperty(text, component.id, each.key, "false"))}>
                    No
                  </button>
                </span>
              )}
            </div>
          ))}
        </div>
      )}
      <Facts component={component} onSet={(key, value) => change(setProperty(text, component.id, key, value))} />
      <h3>Flows</h3>
      <ul className="outline">
        {flows.map((flow) => (
          <li key={flow.index}>
            <button type="button" className="link-button" onClick={() => select({ sort: "flow", index: flow.index })}>
              {flow.from} {flow.bothWays ? "↔" : "→"} {flow.to}
            </button>
          </li>
        ))}
        {flows.length === 0 && <li className="muted">None touches it: nothing that nothing reaches has threats.</li>}
      </ul>
      <h3>Threats as drawn</h3>
      <ul className="outline">
        {threats.map((each) => (
          <li key={each.key}>
            <ThreatLevelBadge level={each.level} />{" "}
            <Link href={`/threats?system=${encodeURIComponent(props.system)}&threat=${encodeURIComponent(`${props.system}/${each.key}`)}`}>{each.name}</Link>
          </li>
        ))}
        {threats.length === 0 && <li className="muted">None.</li>}
      </ul>
      <button
        type="button"
        className="button danger"
        onClick={() => {
          change(removeItems(text, { components: [component.id] }));
          select(undefined);
        }}
      >
        Delete component
      </button>
    </fieldset>
  );
}

function BoundaryFields(props: Props & { boundary: MapBoundary }) {
  const { boundary, view, text, change, select, editable } = props;
  const set = (fields: Parameters<typeof setItem>[3]) => change(setItem(text, "boundaries", boundary.id, fields));
  return (
    <fieldset className="inspector stack" disabled={!editable}>
      <Head title={boundary.name} what="Boundary" select={select} />
      <Text label="Name" value={boundary.name === boundary.id ? "" : boundary.name} placeholder={boundary.id} onSet={(name) => set({ name })} />
      <Text
        label="Trust"
        value={boundary.trust}
        hint="0 is hostile, 100 wholly trusted; below 50 lies outside. Leave it empty when nobody knows."
        check={(trust) => (trust === "" || (/^\d{1,3}$/.test(trust) && Number(trust) <= 100) ? "" : "0 to 100")}
        onSet={(trust) => set({ trust: trust === "" ? "" : Number(trust) })}
      />
      <Choice label="Within" value={boundary.within} options={view.boundaries.filter((each) => each.id !== boundary.id).map((each) => [each.id, each.name])} none="nothing" onSet={(within) => set({ within })} />
      <button
        type="button"
        className="button danger"
        onClick={() => {
          change(removeItems(text, { boundaries: [boundary.id] }));
          select(undefined);
        }}
      >
        Delete boundary
      </button>
    </fieldset>
  );
}

const KNOWN = [
  ["true", "yes"],
  ["false", "no"],
] as const;

function FlowFields(props: Props & { flow: MapFlow }) {
  const { flow, view, text, change, select, editable } = props;
  const set = (fields: Parameters<typeof setItem>[3]) => change(setItem(text, "flows", flow.index, fields));
  const components = view.components.map((each) => [each.id, each.name] as const);
  return (
    <fieldset className="inspector stack" disabled={!editable}>
      <Head title={`${flow.from} ${flow.bothWays ? "↔" : "→"} ${flow.to}`} what="Flow" select={select} />
      <Choice label="From" value={flow.from} options={components} onSet={(from) => set({ from })} />
      <Choice label="To" value={flow.to} options={components} onSet={(to) => set({ to })} />
      <label className="row">
        <input type="checkbox" checked={flow.bothWays} onChange={(event) => set({ "both-ways": event.target.checked ? true : "" })} />
        Both ways
      </label>
      <Text label="Name" value={flow.name} onSet={(name) => set({ name })} />
      <Text label="Protocol" value={flow.protocol} onSet={(protocol) => set({ protocol })} />
      <Choice label="Encrypted" value={flow.encrypted} options={KNOWN} none="not said" onSet={(value) => set({ encrypted: value === "" ? "" : value === "true" })} />
      <Choice label="Authenticated" value={flow.authenticated} options={KNOWN} none="not said" onSet={(value) => set({ authenticated: value === "" ? "" : value === "true" })} />
      <Several label="Carries" chosen={flow.assets} options={view.assets.map((each) => [each.id, each.name])} onSet={(assets) => set({ assets })} />
      <button
        type="button"
        className="button danger"
        onClick={() => {
          change(removeItems(text, { flows: [flow.index] }));
          select(undefined);
        }}
      >
        Delete flow
      </button>
    </fieldset>
  );
}

function Head(props: { title: string; what: string; select: (selection: Selection) => void }) {
  return (
    <div className="spread">
      <h2>
        <span className="muted">{props.what}</span> {props.title}
      </h2>
      <button type="button" className="icon-button" aria-label="Back to all parts" onClick={() => props.select(undefined)}>
        ✕
      </button>
    </div>
  );
}

function Text(props: { label: string; value: string; placeholder?: string; hint?: string; check?: (value: string) => string; onSet: (value: string) => void }) {
  const [draft, setDraft] = useState({ of: props.value, value: props.value });
  const value = draft.of === props.value ? draft.value : props.value;
  const problem = props.check?.(value) ?? "";
  const done = () => {
    if (value !== props.value && problem === "") props.onSet(value);
  };
  return (
    <label className="field-line">
      <span>{props.label}</span>
      <input
        className="field"
        value={value}
        placeholder={props.placeholder}
        aria-invalid={problem !== ""}
        onChange={(event) => setDraft({ of: props.value, value: event.target.value })}
        onBlur={done}
        onKeyDown={(event) => event.key === "Enter" && done()}
      />
      {problem !== "" && <span className="bad">{problem}</span>}
      {props.hint !== undefined && value !== props.value && <span className="muted">{props.hint}</span>}
    </label>
  );
}

function Choice(props: { label: string; value: string; options: readonly (readonly [string, string])[]; none?: string; onSet: (value: string) => void }) {
  return (
    <label className="field-line">
      <span>{props.label}</span>
      <select className="field" value={props.value} onChange={(event) => props.onSet(event.target.value)}>
        {props.none !== undefined && <option value="">{props.none}</option>}
        {props.value !== "" && !props.options.some(([value]) => value === props.value) && <option value={props.value}>{props.value}</option>}
        {props.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function Kinds(props: { kinds: readonly string[]; onSet: (kinds: string[]) => void }) {
  const left = KINDS.filter((each) => !props.kinds.includes(each));
  return (
    <div className="field-line">
      <span>Kind</span>
      <span className="row">
        {props.kinds.map((kind) => (
          <button key={kind} type="button" className="chip" aria-label={`Not a ${kind}`} title="Take it away" disabled={props.kinds.length === 1} onClick={() => props.onSet(props.kinds.filter((each) => each !== kind))}>
            {kind}
            {props.kinds.length > 1 && <span aria-hidden="true">✕</span>}
          </button>
        ))}
        <select className="field small-field" aria-label="Another kind" value="" onChange={(event) => props.onSet([...props.kinds.filter((each) => each !== "untyped"), event.target.value])}>
          <option value="">+ kind</option>
          {left.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
      </span>
    </div>
  );
}

function Several(props: { label: string; chosen: readonly string[]; options: readonly (readonly [string, string])[]; onSet: (chosen: string[]) => void }) {
  if (props.options.length === 0) return null;
  return (
    <details className="field-line several">
      <summary>
        {props.label}: {props.chosen.length === 0 ? <span className="muted">nothing named</span> : props.chosen.join(", ")}
      </summary>
      {props.options.map(([value, word]) => (
        <label key={value} className="row">
          <input
            type="checkbox"
            checked={props.chosen.includes(value)}
            onChange={(event) => props.onSet(event.target.checked ? [...props.chosen, value] : props.chosen.filter((each) => each !== value))}
          />
          {word}
        </label>
      ))}
    </details>
  );
}

function Facts(props: { component: MapComponent; onSet: (key: string, value: string) => void }) {
  const entries = Object.entries(props.component.properties);
  if (entries.length === 0) return null;
  return (
    <div className="stack">
      <h3>Stated facts</h3>
      {entries.map(([key, value]) => (
        <div key={key} className="fact-line">
          <span className="mono">{key}</span>
          {value === "true" || value === "false" ? (
            <select className="field small-field" aria-label={key} value={value} onChange={(event) => props.onSet(key, event.target.value)}>
              <option value="true">yes</option>
              <option value="false">no</option>
              <option value="">not known</option>
            </select>
          ) : (
            <span>{value}</span>
          )}
        </div>
      ))}
    </div>
  );
}
