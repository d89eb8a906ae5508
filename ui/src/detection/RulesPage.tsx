export default function RulesPage(_props: { id?: string | undefined }) { return <p>RulesPage</p>; }
