export default function TechniquePage(props: { id: string }) { return <p>{props.id}</p>; }
