export default function FindingsPage(_props: { id?: string | undefined }) { return <p>FindingsPage</p>; }
