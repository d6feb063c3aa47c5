// The whole exposition, rsyslog's series and our own, kept as bytes until something in it changes: a scrape costs a write.
import type { SelfState } from './self-metrics.ts';
import { createSelfMetrics } from './self-metrics.ts';
import { OPEN_METRICS, renderFamilies, type ContentType } from './render.ts';

export interface Page {
  readonly contentType: ContentType;
  readonly body: Buffer;
}

/** @returns the current page; the same object until its content changes */
export type RenderPage = (contentType: ContentType) => Promise<Page>;

interface Cached {
  /** what the page was made of */
  readonly state: string;
  readonly page: Promise<Page>;
}

export function createPage(self: SelfState): RenderPage {
  const caches = new Map<ContentType, Cached>();
  const renderers = new Map<ContentType, () => Promise<string>>();
  const render = async (contentType: ContentType): Promise<Page> => {
    const selfMetrics = renderers.get(contentType) ?? createSelfMetrics(self, contentType);
    renderers.set(contentType, selfMetrics);
    const families = renderFamilies(self.store.view(), contentType);
    const end = contentType === OPEN_METRICS ? '# EOF\n' : '';
    return { contentType, body: Buffer.from(families + (await selfMetrics()).trimEnd() + '\n' + end) };
  };
  return (contentType) => {
    const { version } = self.store;
    const { lines, refused } = self.counts;
    const state = JSON.stringify([version, lines, refused, self.textfileWrites]);
    const cached = caches.get(contentType);
    if (cached?.state === state) return cached.page;
    const page = render(contentType);
    caches.set(contentType, { state, page });
    return page;
  };
}
