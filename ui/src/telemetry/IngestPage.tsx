export default function IngestPage(_props: { id?: string | undefined }) { return <p>IngestPage</p>; }
