// What the generated rules count on, from the settings file that they were generated with and from flags, which take precedence.
// Reads the few keys that matter here; whether the rest of the file is right is for the generator to say.
import { z } from 'zod';
import { UsageError } from '../../io.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { parseDuration } from '../../flags/quantity.ts';
import type { Expected } from './facts.ts';

const SETTINGS = z.looseObject({
  action: z.string().optional(),
  queues: z.record(z.string(), z.number()).optional(),
  intervals: z.looseObject({ impstats: z.string().optional() }).optional(),
});

const DEFAULT_ACTION = 'rsyslog-relp';

/** @throws UsageError with every problem of the settings file */
export function readExpected(
  settings: { readonly file: string; readonly text: string } | undefined,
  flags: { readonly action?: string; readonly interval?: number },
): Expected {
  const parsed = parseYaml(settings?.text ?? '', settings?.file ?? '', SETTINGS);
  if (!parsed.ok) throw new UsageError(parsed.problems);
  const { action: set, queues, intervals } = parsed.value;
  const action = flags.action ?? set ?? DEFAULT_ACTION;
  const impstats = intervals?.impstats;
  return {
    action,
    queues: queues === undefined ? [`${action} queue`] : Object.keys(queues),
    intervalSeconds: flags.interval ?? (impstats === undefined ? undefined : parseDuration(impstats) / 1000),
  };
}
