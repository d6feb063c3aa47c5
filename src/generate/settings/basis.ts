// The settings from which defaults of others follow, and their values while a settings file is not yet checked.
import { z } from 'zod';
import { labelledName, positiveDuration } from './value-types.ts';

export const flavour = z
  .enum(['gardener', 'prometheus-operator', 'plain'])
  .default('gardener')
  .describe(
    'Form of the output: gardener, prometheus-operator, or plain rule files for a Prometheus without Kubernetes.',
  );

export const intervals = z
  .strictObject({
    impstats: positiveDuration.default('1m').describe('The parameter "interval" of the module impstats.'),
    scrape: positiveDuration.default('1m').describe('scrape_interval of the job.'),
  })
  .prefault({})
  .describe(
    'How often rsyslog reports and Prometheus scrapes. Windows of expressions span at least five times the longer one.',
  );

export const prometheusName = labelledName
  .default('shoot')
  .describe('gardener: the Prometheus that loads the objects: shoot, seed or garden.');

export const component = labelledName
  .default('shoot-rsyslog-relp')
  .describe('gardener: value of the label "component", and part of the names.');

/**
 * The settings from which defaults of others follow. One that is wrong counts as its default here: the schema reports it.
 *
 * @param given the content of a settings file, not yet checked
 */
export function basisOf(given: unknown) {
  const basis = z.object({
    flavour: tolerant(flavour),
    intervals: tolerant(intervals),
    kubernetes: tolerant(
      z.object({ prometheus: tolerant(prometheusName), component: tolerant(component) }).prefault({}),
    ),
  });
  return tolerant(basis.prefault({})).parse(given);
}

export type Basis = ReturnType<typeof basisOf>;

function tolerant<Schema extends z.ZodType>(schema: Schema) {
  return schema.catch((): z.output<Schema> => schema.parse(undefined));
}
