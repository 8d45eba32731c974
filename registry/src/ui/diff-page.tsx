import { Layout } from "./layout.tsx";
import { Wide } from "./wide.tsx";

/** What changed between two releases that hold an event. */
export interface DiffView {
  readonly name: string;
  readonly module: string;
  readonly from: string;
  readonly to: string;
  /** `major`, `minor`, `patch` or `none`. */
  readonly bump: string;
  readonly changes: readonly {
    readonly kind: string;
    readonly element: string;
    readonly bump: string;
    readonly text: string;
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly line: number;
    readonly message: string;
  }[];
}

export function DiffPage({ view }: { readonly view: DiffView }) {
  const { name, module, from, to, bump, changes, findings } = view;
  return (
    <Layout title={`${module} ${from} – ${to}`} twin={`/e/${name}/diff/${from}..${to}.json`}>
      <h1>
        {module}{" "}
        <span class="version">
          {from} → {to}
        </span>
      </h1>
      <p>
        Seen from <a href={`/e/${name}`}>{name}</a>. These changes ask for a <strong>{bump}</strong> version.
      </p>
      {findings.length > 0 && (
        <section id="findings">
          <h2>What the rules say</h2>
          <ul>
            {findings.map((finding) => (
              <li key={`${finding.rule} ${finding.message}`}>
                <code>{finding.rule}</code> {finding.path}
                {finding.line > 0 && `:${finding.line}`}: {finding.message}
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2>Changes</h2>
      {changes.length === 0 ? <p>Nothing changed in the schemas.</p> : <Changes changes={changes} />}
    </Layout>
  );
}

function Changes({ changes }: Pick<DiffView, "changes">) {
  return (
    <Wide label="Changes">
      <thead>
        <tr>
          <th scope="col">Element</th>
          <th scope="col">Change</th>
          <th scope="col">Asks for</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={`${change.kind} ${change.element} ${change.text}`}>
            <th scope="row">
              <code>{change.element}</code>
            </th>
            <td>{change.text}</td>
            <td>{change.bump}</td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}
