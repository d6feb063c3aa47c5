// Judges when alerts fired on a fleet of which one node has a recorded situation. Knows no rules and starts nothing.

/** Minutes at which alerts fire, in order. */
export interface Firing {
  readonly alert: string;
  readonly instance: string;
  readonly minutes: readonly number[];
}

export interface Situation {
  readonly kind: 'fault' | 'healthy' | 'blind';
  /** minutes from the fault to the first alert */
  readonly bound?: number;
  readonly fault: number;
  /** absent: the fault lasts to the end */
  readonly heal?: number;
  /** the last minute */
  readonly end: number;
}

/** The node with the situation. */
export const BAD = 'bad';

/** An alert may be silent for as long while the fault lasts: a notification outlives it. */
const LONGEST_GAP = 4;

/** Minutes that an alert may outlive its fault. */
const OUTLIVES = 12;
const OUTLIVES_LONGER: Readonly<Record<string, number>> = { RsyslogActionFlaps: 15 };

/** @returns what is wrong, without the minute where it changes nothing; empty if all is right */
export function judge(firings: readonly Firing[], situation: Situation): string {
  const { kind, bound = 0, fault, heal = situation.end } = situation;
  const elsewhere = firings.find(({ instance }) => instance !== BAD);
  if (elsewhere !== undefined) return `${elsewhere.alert} on ${elsewhere.instance || 'no node'}`;
  const [first] = firings;
  if (kind === 'healthy') return first === undefined ? '' : `false alarm ${first.alert}`;
  if (kind === 'blind') return '';
  const minutes = [...new Set(firings.flatMap((firing) => firing.minutes))].filter((minute) => minute >= fault);
  const seen = minutes.sort((a, b) => a - b);
  if (seen[0] === undefined) return 'never';
  if (seen[0] - fault > bound) return `late: ${seen[0] - fault} min, bound ${bound}`;
  const gap = Math.max(...seen.map((minute, index) => (minute < heal - 1 ? (seen[index + 1] ?? heal) - minute : 0)));
  if (gap > LONGEST_GAP) return `goes out for ${gap} min while the fault lasts`;
  const outliving = firings.find(
    (firing) => (firing.minutes.at(-1) ?? 0) > heal + (OUTLIVES_LONGER[firing.alert] ?? OUTLIVES),
  );
  return outliving === undefined ? '' : `${outliving.alert} outlives the fault`;
}

/** `Alert +3..+9 +12..+14`, in minutes from the fault. */
export function describeFirings(firings: readonly Firing[], fault: number): string {
  const signed = (minute: number) => `${minute < fault ? '' : '+'}${minute - fault}`;
  return firings
    .map(({ alert, instance, minutes }) => {
      const starts = minutes.filter((minute, index) => minutes[index - 1] !== minute - 1);
      const ends = minutes.filter((minute, index) => minutes[index + 1] !== minute + 1);
      const spans = starts.map((start, index) => `${signed(start)}..${signed(ends[index] ?? start)}`);
      return `${alert.replace('Rsyslog', '')}${instance === BAD ? '' : ` on ${instance}`} ${spans.join(' ')}`;
    })
    .join('; ');
}
