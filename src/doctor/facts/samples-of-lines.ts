// Lines of a statistics file -> the samples that the exporter would show of them.
import { Collector } from '../../collector/collector.ts';
import { parseLabels, type Sample } from '../../exposition/parse.ts';
import { SeriesStore } from '../../series/store.ts';

/** @param lines in any format that the exporter reads; other lines are skipped */
export function samplesOfLines(lines: string): readonly Sample[] {
  const store = new SeriesStore();
  const collector = new Collector(store);
  const stream = collector.stream('file');
  stream.write(Buffer.from(lines), 0);
  stream.end(0);
  collector.closeAll();
  return store.view().flatMap(({ family: { name }, series }) =>
    series.map((one) => ({
      name,
      series: name + one.labels,
      labels: parseLabels(one.labels),
      value: String(one.value),
    })),
  );
}
