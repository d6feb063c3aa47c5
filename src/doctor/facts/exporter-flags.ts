// The exporter's command line on this node, and how the values of its flags are read.
import type { NodeFacts } from './facts.ts';

/** Those of the running process; if there is none, those that rsyslog would start it with. */
export const exporterFlags = ({ child, exporter }: Pick<NodeFacts, 'child' | 'exporter'>): readonly string[] =>
  exporter?.flags ?? child?.flags ?? [];

/** @returns the values of a flag, written as `--flag value` or `--flag=value`, in order: of a single-valued flag the last one holds */
export function flagValues(flags: readonly string[], name: string): string[] {
  return flags.flatMap((flag, index) => {
    if (flag === name) return flags[index + 1] ?? [];
    return flag.startsWith(`${name}=`) ? flag.slice(name.length + 1) : [];
  });
}
