import { Layout } from "./layout.tsx";

/** What the page of search results says. */
export interface SearchView {
  readonly query: string;
  readonly hits: readonly {
    readonly name: string;
    readonly module: string;
    readonly version: string;
    readonly kind: string;
    readonly matched: string;
  }[];
  /** Where the list goes on; empty when it is complete. */
  readonly nextPageToken: string;
}

export function SearchPage({ view }: { readonly view: SearchView }) {
  const { query, hits, nextPageToken } = view;
  const parameters = `q=${encodeURIComponent(query)}`;
  return (
    <Layout title={query === "" ? "All events" : `${query} – search`} query={query} twin={`/search.json?${parameters}`}>
      <h1>{query === "" ? "All events" : `Events with “${query}”`}</h1>
      {hits.length === 0 && <p>No event has these words in its name, fields, owner, topic or documentation.</p>}
      <ol class="hits">
        {hits.map((hit) => (
          <li key={hit.name}>
            <a href={`/e/${hit.name}`}>{hit.name}</a>
            <span class="quiet">
              {" "}
              {hit.module} {hit.version}
            </span>
            {hit.kind !== "event" && (
              <p>
                {hit.kind}: {hit.matched}
              </p>
            )}
          </li>
        ))}
      </ol>
      {nextPageToken !== "" && <a href={`/search?${parameters}&page=${nextPageToken}`}>More</a>}
    </Layout>
  );
}
