export default function RulePage(_props: { id?: string | undefined }) { return <p>RulePage</p>; }
