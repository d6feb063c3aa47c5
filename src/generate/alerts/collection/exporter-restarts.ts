// An exporter that starts again and again, or two that write one file in turn: its own counters fall.
import { duration, seconds } from '../../settings/duration.ts';
import { aboveZero, and, compare, max, resets } from '../../promql/index.ts';
import type { Selectors } from '../../promql/selectors.ts';
import { type Alert, nodeOf } from '../alert.ts';
import { AlertFixture } from '../../timelines/alert-fixture.ts';

const LEAST_RESTARTS = 3;

export const exporterRestarts: Alert = {
  name: 'RsyslogExporterRestarts',
  pack: 'collection',
  severity: 'warning',
  for: '0s',
  expr: (selectors) => {
    const restarts = (window: string) => max(resets(selectors.ownCounter('lines_total'), window), selectors.node);
    return and(
      compare(restarts(manySamples(selectors)), '>=', LEAST_RESTARTS),
      aboveZero(restarts(selectors.recent)),
      selectors.node,
    );
  },
  summary: 'The exporter starts again and again, or two of them write one file',
  description: (selectors, shown) =>
    `The exporter on ${nodeOf(selectors, shown)} began to count anew ${shown.value('count')} times in ${manySamples(selectors)}. ` +
    'Nothing lost yet: messages are not affected, but what the other alerts say about this node is not reliable. First: on the node, `pgrep -af rsyslog-pstat` shows whether two run; if one, its log (`output=` of omprog, or the journal) says why it ends.',
  runbook: {
    meaning:
      'The counters of the exporter itself fell several times. Either it ends and is started again, or two exporters write the same textfile in turn and the counters of both are seen by turns.',
    impact: 'Rates and increases are wrong: each fall counts as a restart of everything.',
    diagnosis: [
      'On the node, run `pgrep -af rsyslog-pstat`: one per rsyslogd is right. Two with the same `--output` disturb each other.',
      'If there is one, read its log (`output=` of omprog, or the journal) and check its memory limit.',
    ],
    mitigation: [
      'Let rsyslog start one exporter only (`forceSingleInstance="on"`), and stop the other one.',
      'Remove the cause of the restarts.',
    ],
  },
  tests: (selectors, pending) => {
    const series = new AlertFixture(selectors, manySamples(selectors), pending);
    const lines = (values: readonly number[]) => [series.own('lines_total', values)];
    const inTurn = series.each((index, isFaulty) => (isFaulty && index % 2 === 0 ? 100 + index : 10_000 + 12 * index));
    const last = series.healthy + series.faulty - 1;
    const count = series.countLast(inTurn, (value, before) => value < before);
    return {
      ...series,
      good: lines(series.rising(12)),
      bad: lines(inTurn),
      labels: {},
      value: String(count),
      quiet: [
        {
          title: 'two restarts',
          lines: lines(
            series.each((index) => 10_000 + index - 3000 * (Number(index > last - 6) + Number(index > last - 4))),
          ),
        },
        {
          title: 'restarts that have ended',
          lines: lines(
            inTurn.map((value, index) =>
              index <
              last - seconds(selectors.recent) / selectors.scrapeSeconds - Math.ceil(300 / selectors.scrapeSeconds)
                ? value
                : 20_000 + index,
            ),
          ),
        },
      ],
    };
  },
};

const manySamples = (selectors: Selectors): string => duration(Math.max(900, 15 * selectors.sampleSeconds));
