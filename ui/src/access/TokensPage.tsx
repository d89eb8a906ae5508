export default function TokensPage(_props: { id?: string | undefined }) { return <p>TokensPage</p>; }
