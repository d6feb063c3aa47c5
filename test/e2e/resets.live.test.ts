// Counters that rsyslog zeroes at each report arrive in Prometheus as counters, exactly: over restarts of rsyslog and of the
// exporter, what increase() says is the number of messages that were sent.
import { expect, test } from 'vitest';
import { describeWith } from '../peers/available.ts';
import type { Point, Prometheus, RangeResult } from '../peers/prometheus.ts';
import { until } from '../peers/until.ts';
import { COUNTED, startResetsScenario, type ResetsOptions } from './resets-scenario.ts';

/** All samples that Prometheus holds of a series. */
async function samples(prometheus: Prometheus, selector: string): Promise<readonly Point[]> {
  const [series] = (await prometheus.query(`${selector}[1h]`)) as unknown as readonly RangeResult[];
  return series?.values ?? [];
}

/** By the rule for counters: a value that is lower than the one before it started from 0. */
function rise(points: readonly Point[]): number {
  const values = points.map(([, value]) => Number(value));
  return values.slice(1).reduce((sum, value, i) => {
    const before = values[i] as number;
    return sum + (value < before ? value : value - before);
  }, 0);
}

async function risen(prometheus: Prometheus, baselines: Baselines): Promise<Record<string, number>> {
  const entries = Object.entries(COUNTED).map(async ([what, selector]) => {
    const since = (baselines.get(selector) as Point)[0];
    const points = (await samples(prometheus, selector)).filter(([time]) => time >= since);
    return [what, rise(points)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

type Baselines = ReadonlyMap<string, Point>;

const all = (count: number): Record<string, number> => ({ action: count, resettable: count, lasting: count });

async function untilRisen(prometheus: Prometheus, baselines: Baselines, count: number): Promise<void> {
  const wanted = JSON.stringify(all(count));
  await until(`a rise of ${count}`, async () => {
    const now = JSON.stringify(await risen(prometheus, baselines));
    return now === wanted || Promise.reject(new Error(now));
  });
}

/** increase() over a window from one sample to another, where it has nothing to extrapolate. */
async function increase(prometheus: Prometheus, selector: string, from: Point, to: Point): Promise<number> {
  // One more millisecond: newer releases leave out a sample at the very start of the window.
  const window = Math.round((to[0] - from[0]) * 1000) + 1;
  const [result] = await prometheus.query(`increase(${selector}[${window}ms])`, to[0]);
  return Number(result?.value[1]);
}

const SAID = ['--reset-counters=on', '--reset-bucket=resettable=on', '--reset-bucket=lasting=off'];

const CASES: readonly (readonly [string, ResetsOptions])[] = [
  ['resetCounters="on", found out', { reads: 'omprog', resetCounters: 'on', flags: [] }],
  ['resetCounters="on", said by flags', { reads: 'omprog', resetCounters: 'on', flags: SAID }],
  ['resetCounters="off", found out', { reads: 'omprog', resetCounters: 'off', flags: [] }],
  ['resetCounters="on", found out, from a file', { reads: 'file', resetCounters: 'on', flags: [] }],
];

describeWith(
  ['rsyslogd', 'nodeExporter', 'prometheus'],
  'increase() is the number of messages sent, over bursts, a restart of rsyslog and two of the exporter',
  () => {
    test.concurrent.each(CASES)('%s', async (_, options) => {
      await using scenario = await startResetsScenario(options);
      const { prometheus } = scenario;
      await scenario.send(10);
      const baselines = new Map<string, Point>();
      await until('a baseline of each', async () => {
        for (const selector of Object.values(COUNTED)) {
          const last = (await samples(prometheus, selector)).at(-1);
          if (last?.[1] !== '10') throw new Error(`${selector} is ${last?.[1]}`);
          baselines.set(selector, last);
        }
        return true;
      });
      await scenario.untilReported(2);

      let sent = 0;
      const burst = async (count: number): Promise<void> => {
        await scenario.send(count);
        sent += count;
      };
      for (const count of [7, 5, 13]) {
        await burst(count);
        await scenario.untilReported(1);
      }
      await untilRisen(prometheus, baselines, sent);

      await scenario.killCollector();
      await burst(9);
      await untilRisen(prometheus, baselines, sent);

      // rsyslogd reports what came since the last report when it ends.
      await burst(3);
      await scenario.stopRsyslogd();
      await untilRisen(prometheus, baselines, sent);
      await scenario.startRsyslogd();
      await burst(11);
      await untilRisen(prometheus, baselines, sent);
      await scenario.untilReported(2);

      await scenario.killCollector();
      await burst(60);
      await scenario.untilReported(2);
      await untilRisen(prometheus, baselines, sent);
      await scenario.untilReported(2);

      expect(await risen(prometheus, baselines)).toEqual(all(sent));
      for (const [selector, from] of baselines) {
        const to = (await samples(prometheus, selector)).at(-1) as Point;
        expect(await increase(prometheus, selector, from, to), selector).toBeCloseTo(sent, 1);
      }
    });
  },
);
