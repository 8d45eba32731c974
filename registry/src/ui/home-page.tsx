import { Layout } from "./layout.tsx";

/** What the first page says. */
export interface HomeView {
  readonly events: number;
  readonly modules: readonly {
    readonly name: string;
    readonly version: string;
    readonly packageName: string;
    readonly createTime: string;
    readonly events: readonly string[];
  }[];
}

export function HomePage({ view }: { readonly view: HomeView }) {
  return (
    <Layout title="Postel" twin="/index.json">
      <h1>Events</h1>
      {view.modules.length === 0 ? (
        <p>
          Nothing is released yet. Run <code>postel release</code> in a folder of schemas.
        </p>
      ) : (
        <p>
          {view.events} events in {view.modules.length} modules.
        </p>
      )}
      {view.modules.map((module) => (
        <section key={module.name} class="card">
          <h2>
            {module.name} <span class="version">{module.version}</span>
          </h2>
          <p class="quiet">
            {module.packageName !== "" && <code>{module.packageName}</code>} released{" "}
            <time datetime={module.createTime}>{module.createTime.slice(0, 10)}</time>
          </p>
          <ul>
            {module.events.map((event) => (
              <li key={event}>
                <a href={`/e/${event}`}>{event}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Layout>
  );
}
