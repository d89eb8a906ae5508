import { Link } from "wouter";
import { Empty, useTitle } from "../page/widgets";

export function NotFound() {
  useTitle("Not found");
  return (
    <div className="page">
      <Empty page title="There is no page at this address">
        <p className="muted">The link may be mistyped or come from another version.</p>
        <p className="row">
          <Link href="/" className="button primary">
            To the Matrix
          </Link>
          <Link href="/findings" className="button">
            To the Findings
          </Link>
        </p>
      </Empty>
    </div>
  );
}
