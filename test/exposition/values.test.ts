// Every exported value is a number that Go's ParseFloat accepts, for any number in lines and earlier runs.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Collector } from '../../src/collector/collector.ts';
import { parseSamples } from '../../src/exposition/parse.ts';
import { renderFamilies, TEXT } from '../../src/exposition/render.ts';
import { readSums } from '../../src/exposition/restore.ts';
import { NAMING_SCHEMES } from '../../src/series/naming/scheme.ts';
import { SeriesStore } from '../../src/series/store.ts';

const digits = fc.stringMatching(/^[1-9]\d{0,44}$/);
const exponent = fc.integer({ min: -330, max: 330 });
const number = fc.oneof(
  digits,
  fc.tuple(digits, exponent).map(([mantissa, power]) => `${mantissa}e${power}`),
  fc.tuple(fc.integer({ min: 0, max: 9 }), digits, exponent).map(([whole, rest, power]) => `${whole}.${rest}E${power}`),
  fc.constantFrom('1.7e308', '9e39', '0', '18446744073709551615'),
);
const line = (counter: string, values: readonly string[]): string =>
  `{ "name": "resource-usage", "origin": "impstats", ${values.map((value) => `"${counter}": ${value}`).join(', ')} }\n`;

/** Beyond it, or written in another way, Go's ParseFloat fails and Prometheus with it. */
function isParsedByGo(text: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}

test('a line and its sums, over batches and restarts', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMING_SCHEMES),
      fc.constantFrom('utime', 'maxrss', 'openfiles', 'unknown'),
      fc.array(fc.array(number, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      number,
      (naming, counter, batches, before) => {
        const id = 'rsyslog_pstat_utime{name="resource-usage",origin="impstats"}';
        const intervals = 'rsyslog_pstat_exporter_interval_counters{scope="process",name=""} 1';
        const store = new SeriesStore({ naming, resetCounters: 'on' }, readSums(`${intervals}\n${id} ${before}\n`));
        const collector = new Collector(store);
        const stream = collector.stream('in');
        for (const values of batches) {
          stream.write(Buffer.from(line(counter, values)), 1);
          collector.closeAll();
        }
        const samples = [...parseSamples(renderFamilies(store.view(), TEXT))];
        expect(samples.filter(({ value }) => !isParsedByGo(value))).toEqual([]);
      },
    ),
  );
});

test('sums of an earlier run that are no numbers to continue from are reported', () => {
  const text = (value: string): string =>
    `rsyslog_pstat_exporter_interval_counters{scope="process",name=""} 1\nrsyslog_pstat_failed{name="a"} ${value}\n`;
  expect(readSums(text('9'.repeat(309))).rejected).toEqual([`rsyslog_pstat_failed{name="a"} ${'9'.repeat(309)}`]);
  expect(readSums(text('12')).rejected).toEqual([]);
});
