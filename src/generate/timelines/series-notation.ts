// promtool's notation of series: one string per series with runs of values folded. NaN stands for "stale". Accepts all input.

export type Labels = Readonly<Record<string, string>>;

export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

export function inputSeries(metric: string, labels: Labels, values: readonly number[]): InputSeries {
  return { series: writeSeries(metric, labels), values: foldValues(values) };
}

export function writeSeries(metric: string, labels: Labels): string {
  const parts = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${metric}{${parts.join(', ')}}`;
}

/** `0+10x3` is four values that rise by ten, `5+0x3` four equal ones, `stale _x2` three stale ones. */
export function foldValues(values: readonly number[]): string {
  const parts: string[] = [];
  let index = 0;
  while (index < values.length) {
    const run = runFrom(values, index);
    parts.push(writeRun(values[index] as number, run));
    index += run.count;
  }
  return parts.join(' ');
}

interface Run {
  readonly step: number;
  readonly count: number;
}

function runFrom(values: readonly number[], start: number): Run {
  const first = values[start] as number;
  const second = values[start + 1];
  if (Number.isNaN(first)) {
    let count = 1;
    while (Number.isNaN(values[start + count])) count += 1;
    return { step: 0, count };
  }
  if (second === undefined || Number.isNaN(second)) return { step: 0, count: 1 };
  const step = second - first;
  let count = 2;
  while (values[start + count] === first + count * step) count += 1;
  // Two different values are no run: the second one may begin a longer run.
  return count === 2 && step !== 0 ? { step: 0, count: 1 } : { step, count };
}

function writeRun(first: number, { step, count }: Run): string {
  if (Number.isNaN(first)) return count === 1 ? 'stale' : `stale _x${count - 1}`;
  if (count === 1) return String(first);
  return `${first}${step < 0 ? '' : '+'}${step}x${count - 1}`;
}
