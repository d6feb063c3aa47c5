// The whole exposition, rsyslog's series and the program's own, kept as bytes until something in it changes: a scrape costs a
// write.
import { OPEN_METRICS, renderFamilies, type ContentType } from './render.ts';
import { createSelfMetrics, type SelfState } from './self-metrics.ts';

export interface Page {
  readonly contentType: ContentType;
  readonly body: Buffer;
}

/** @returns the current page; the same object until its content changes */
export type RenderPage = (contentType: ContentType) => Promise<Page>;

export function createPage(self: SelfState): RenderPage {
  const renderers = new Map<ContentType, RenderPage>();
  return (contentType) => {
    const render = renderers.get(contentType) ?? createCached(self, contentType);
    renderers.set(contentType, render);
    return render(contentType);
  };
}

function createCached(self: SelfState, contentType: ContentType): () => Promise<Page> {
  const renderSelf = createSelfMetrics(self, contentType);
  const end = contentType === OPEN_METRICS ? '# EOF\n' : '';
  const render = async (): Promise<Page> => {
    const families = renderFamilies(self.collector.store.view(), contentType);
    return { contentType, body: Buffer.from(families + (await renderSelf()).trimEnd() + '\n' + end) };
  };
  let renderedState: string | undefined;
  let page: Promise<Page>;
  return () => {
    const state = JSON.stringify([self.collector.revision, self.textfileWrites]);
    if (state !== renderedState) page = render();
    renderedState = state;
    return page;
  };
}
