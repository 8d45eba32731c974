import type { ComponentChildren } from "preact";

/** The frame around every page. */
export interface LayoutProps {
  readonly title: string;
  /** What the search box shows. */
  readonly query?: string;
  /** Address of the same content as JSON. */
  readonly twin?: string;
  readonly children: ComponentChildren;
}

export function Layout({ title, query = "", twin, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        <script type="module" src="/assets/keys.js" />
        {twin !== undefined && <link rel="alternate" type="application/json" href={twin} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header>
          <a class="brand" href="/">
            Postel
          </a>
          <search aria-keyshortcuts="/">
            <form action="/search" method="get">
              <label for="q">Search events</label>
              <input id="q" name="q" type="search" value={query} placeholder="An event, field, owner or word" />
              <button type="submit">Search</button>
            </form>
          </search>
        </header>
        <main id="main">{children}</main>
        {twin !== undefined && (
          <footer>
            <a href={twin}>This page as JSON</a>
          </footer>
        )}
      </body>
    </html>
  );
}

/** A text of several paragraphs, as it stands in a comment. */
export function Prose({ text }: { readonly text: string }) {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph !== "");
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  );
}
