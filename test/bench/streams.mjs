// Streams of statistics for the benchmarks: a recorded batch repeated, with growing numbers.
import { readFileSync, writeFileSync } from 'node:fs';

const RECORDING = new URL('../fixtures/recordings/rsyslog-8.2504-json.log', import.meta.url);

/** Writes a recording of so many lines. */
export function writeStream(file, lines) {
  const recorded = readFileSync(RECORDING, 'utf8').trimEnd().split('\n');
  const batch = recorded.slice(recorded.findLastIndex((line) => line.endsWith(': BEGIN')));
  const out = [];
  for (let i = 0; i < lines; i++) {
    const round = Math.floor(i / batch.length);
    const grow = (_, digits) => `: ${Number(digits) + round * 7}`;
    out.push(batch[i % batch.length].replace(/: (\d+)(?=[ ,}])/g, grow));
  }
  writeFileSync(file, `${out.join('\n')}\n`);
}

/** @returns one batch of so many series: queues of six counters each */
export function batchOf(series, round) {
  const lines = ['BEGIN'];
  for (let i = 0; i < series / 6; i++) {
    const counters = `"size": ${i % 7}, "enqueued": ${i + round}, "full": 0, "discarded.full": 0, "discarded.nf": 0, "maxqsize": 9`;
    lines.push(`{ "name": "ruleset ${i} queue", "origin": "core.queue", ${counters} }`);
  }
  return `${lines.join('\n')}\nEND\n`;
}
