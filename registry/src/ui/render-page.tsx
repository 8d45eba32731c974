import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { DiffPage, type DiffView } from "./diff-page.tsx";
import { EventPage } from "./event-page.tsx";
import type { EventView } from "./event-view.ts";
import { HomePage, type HomeView } from "./home-page.tsx";
import { NoticePage } from "./notice-page.tsx";
import { SearchPage, type SearchView } from "./search-page.tsx";

export const renderHome = (view: HomeView): string => page(<HomePage view={view} />);

export const renderSearch = (view: SearchView): string => page(<SearchPage view={view} />);

export const renderEvent = (view: EventView): string => page(<EventPage view={view} />);

export const renderDiff = (view: DiffView): string => page(<DiffPage view={view} />);

export const renderNotice = (title: string, message: string): string =>
  page(<NoticePage title={title} message={message} />);

function page(content: VNode): string {
  return `<!doctype html>${renderToString(content)}`;
}
