import { Link, useLocation } from "wouter";

const TABS = [
  ["/decisions", "Decisions"],
  ["/approvals", "Approvals"],
  ["/quarantine", "Quarantine"],
  ["/policies", "Policies"],
  ["/principals", "Principals"],
  ["/ledger", "Ledger"],
] as const;

/** Whether an address is one of the gateway's pages. */
export const isGatewayPage = (path: string): boolean => TABS.some(([place]) => path === place || path.startsWith(`${place}/`));

export function GatewayTabs() {
  const [path] = useLocation();
  return (
    <nav className="gateway-tabs" aria-label="Gateway">
      {TABS.map(([place, word]) => (
        <Link key={place} href={place} aria-current={path === place || path.startsWith(`${place}/`) ? "page" : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
