// The whole exposition, rsyslog's series and the program's own, kept as bytes until a batch changes it: a scrape costs a write.
// Rejected lines and refusals, which a sender can make at will, change it only so often.
import { OPEN_METRICS, renderFamilies, type ContentType } from './render.ts';
import { createSelfMetrics, type SelfState } from './self-metrics.ts';

export interface Page {
  readonly contentType: ContentType;
  readonly body: Buffer;
}

/** @returns the current page; the same object until its content changes */
export type RenderPage = (contentType: ContentType) => Promise<Page>;

/** How old a page may be whose counts have changed, but no series. */
export interface Pace {
  /** the monotonic clock, milliseconds */
  readonly now: () => number;
  readonly maxLagMs: number;
}

const EXACT: Pace = { now: () => 0, maxLagMs: 0 };

/** @param pace for pages that are asked for more often than something is published */
export function createPage(self: SelfState, pace = EXACT): RenderPage {
  const renderers = new Map<ContentType, RenderPage>();
  return (contentType) => {
    const render = renderers.get(contentType) ?? createCached(self, contentType, pace);
    renderers.set(contentType, render);
    return render(contentType);
  };
}

function createCached(self: SelfState, contentType: ContentType, { now, maxLagMs }: Pace): () => Promise<Page> {
  const { collector, textfileWrites } = self;
  const renderSelf = createSelfMetrics(self, contentType);
  const end = contentType === OPEN_METRICS ? '# EOF\n' : '';
  const render = async (): Promise<Page> => {
    const families = renderFamilies(collector.store.view(), contentType);
    return { contentType, body: Buffer.from(families + (await renderSelf()).trimEnd() + '\n' + end) };
  };
  let page: Promise<Page>;
  let renderedState: string | undefined;
  let renderedRevision = -1;
  let renderedMs = 0;
  return () => {
    const state = JSON.stringify([collector.seriesRevision, textfileWrites]);
    const isLate = collector.revision !== renderedRevision && now() - renderedMs >= maxLagMs;
    if (state === renderedState && !isLate) return page;
    renderedState = state;
    renderedRevision = collector.revision;
    renderedMs = now();
    page = render();
    return page;
  };
}
