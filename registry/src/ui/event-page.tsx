import { highlight } from "../schema/highlight.ts";
import { Samples, Services, Upcasting, Use } from "./event-sections.tsx";
import type { EventView } from "./event-view.ts";
import { Layout, Prose } from "./layout.tsx";
import { TypeSection } from "./type-section.tsx";
import { Wide } from "./wide.tsx";

export function EventPage({ view }: { readonly view: EventView }) {
  const short = view.name.slice(view.name.lastIndexOf(".") + 1);
  const [event, ...others] = view.types;
  return (
    <Layout title={`${short} – ${view.module}`} twin={`/e/${view.name}.json`}>
      <h1>
        {short} {view.retired && <span class="badge">retired</span>}
      </h1>
      <p class="quiet">
        <code>{view.name}</code> in {view.module} <span class="version">{view.version}</span>
      </p>
      <Prose text={view.documentation} />
      <Facts view={view} />
      <Use use={view.use} />
      <Lineage view={view} />
      {event !== undefined && <TypeSection type={event} isEvent={true} />}
      {others.length > 0 && <h2>Types in it</h2>}
      {others.map((type) => (
        <TypeSection key={type.name} type={type} isEvent={false} />
      ))}
      <Upcasting steps={view.upcasting} />
      <Samples samples={view.samples} />
      <Services services={view.services} />
      <Versions view={view} />
      <Source view={view} />
    </Layout>
  );
}

function Facts({ view }: { readonly view: EventView }) {
  const facts = [
    ["Owner", view.owner],
    ["Topic", view.topic],
    ["Key", view.key],
    ["Ordering", view.ordering],
    ["Kind", view.kind],
  ].filter(([, value]) => value !== "");
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lineage({ view }: { readonly view: EventView }) {
  if (view.lineage.length < 2) return null;
  return (
    <nav aria-label="Majors of this event">
      <h2>Lineage</h2>
      <ol class="lineage">
        {view.lineage.map((name) => (
          <li key={name}>{name === view.name ? <strong>{name}</strong> : <a href={`/e/${name}`}>{name}</a>}</li>
        ))}
      </ol>
    </nav>
  );
}

function Versions({ view }: { readonly view: EventView }) {
  return (
    <section id="versions">
      <h2>Releases</h2>
      <Wide label={`Releases that hold ${view.name}`}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Released</th>
            <th scope="col">Changes</th>
            <th scope="col">Schema digest</th>
          </tr>
        </thead>
        <tbody>
          {view.versions.map((entry, at) => (
            <tr key={entry.version}>
              <th scope="row">
                <a href={`/e/${view.name}/v/${entry.version}`}>{entry.version}</a>
              </th>
              <td>
                <time datetime={entry.createTime}>{entry.createTime.slice(0, 10)}</time>
              </td>
              <td>
                <Since name={view.name} version={entry.version} before={view.versions[at + 1]?.version} />
              </td>
              <td>
                <code class="digest">{entry.schemaDigest}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Wide>
    </section>
  );
}

interface SinceProps {
  readonly name: string;
  readonly version: string;
  readonly before: string | undefined;
}

function Since({ name, version, before }: SinceProps) {
  if (before === undefined) return null;
  return <a href={`/e/${name}/diff/${before}..${version}`}>since {before}</a>;
}

function Source({ view }: { readonly view: EventView }) {
  return (
    <section id="source">
      <h2>Source</h2>
      <p class="quiet">
        <code>{view.source.path}</code>
      </p>
      <pre>
        <code>
          {highlight(view.source.text).map((token) =>
            token.kind === "plain" ? token.text : <span class={token.kind}>{token.text}</span>,
          )}
        </code>
      </pre>
    </section>
  );
}
