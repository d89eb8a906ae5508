import "./prose.css";

/** What a release says of an object: HTML that the server has cleaned. */
export function Prose(props: { html: string }) {
  return <div className="prose" dangerouslySetInnerHTML={{ __html: props.html }} />;
}
