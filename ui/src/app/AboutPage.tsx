import { useApi, useResource, useSession } from "../api/hooks";
import { Loading, useTitle, Wide } from "../page/widgets";

export default function AboutPage() {
  useTitle("About");
  const api = useApi();
  const session = useSession();
  const health = useResource("health", api.health);
  const releases = useResource("releases", api.releases);
  return (
    <div className="page">
      <div className="page-head">
        <h1>About Sextant</h1>
        <p>Tells an organisation where it stands on MITRE ATLAS, by evidence. Version {health.data?.version ?? session.version ?? "unknown"}.</p>
      </div>
      <section className="card stack" aria-labelledby="about-health">
        <h2 id="about-health">Health</h2>
        {health.loading && <Loading what="the state of the server" />}
        {health.data && (
          <Wide label="Parts of the server">
            <table className="list-table">
              <thead>
                <tr>
                  <th scope="col">Part</th>
                  <th scope="col">State</th>
                  <th scope="col">Detail</th>
                </tr>
              </thead>
              <tbody>
                {health.data.checks.map((check) => (
                  <tr key={check.name}>
                    <td>{check.name}</td>
                    <td className={check.status === "up" ? "good" : "bad"}>{check.status}</td>
                    <td>{check.detail}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </section>
      <section className="card stack" aria-labelledby="about-releases">
        <h2 id="about-releases">ATLAS releases at hand</h2>
        {releases.data && (
          <Wide label="Releases">
            <table className="list-table">
              <thead>
                <tr>
                  <th scope="col">Release</th>
                  <th scope="col">Origin</th>
                  <th scope="col" className="number">Tactics</th>
                  <th scope="col" className="number">Techniques</th>
                  <th scope="col" className="number">Sub-techniques</th>
                  <th scope="col" className="number">Mitigations</th>
                  <th scope="col" className="number">Case studies</th>
                </tr>
              </thead>
              <tbody>
                {releases.data.items.map((release) => (
                  <tr key={release.tag}>
                    <td>{release.tag}</td>
                    <td>{release.origin === "built_in" ? "built in" : "imported"}</td>
                    <td className="number">{release.tactics}</td>
                    <td className="number">{release.techniques}</td>
                    <td className="number">{release.subtechniques}</td>
                    <td className="number">{release.mitigations}</td>
                    <td className="number">{release.caseStudies}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        <p className="muted">
          Built-in releases hold facts and one-sentence summaries written for Sextant. <code>./sextant atlas import FILE</code> adds the official
          text of a release.
        </p>
      </section>
      <section className="card stack" aria-labelledby="about-licences">
        <h2 id="about-licences">Licences</h2>
        <p>
          Sextant is free software under the Apache License 2.0. The files LICENSE and NOTICE beside it name everything it is built from; these pages
          use React and React Flow (MIT), elkjs (EPL 2.0), yaml and d3 (ISC), and wouter (Unlicense).
        </p>
        <p>MITRE ATLAS is a trademark of The MITRE Corporation. Sextant is not endorsed by MITRE; ids, names and relations of ATLAS are used as facts.</p>
      </section>
    </div>
  );
}
