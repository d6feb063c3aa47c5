// The settings from which defaults of others follow, and their values while a settings file is not yet checked.
import { z } from 'zod';
import { freeLabelName, labelledName, positiveDuration } from './value-types.ts';

const FLAVOURS = ['gardener', 'prometheus-operator', 'plain'] as const;
export type Flavour = (typeof FLAVOURS)[number];

/** @param usual holds if the file names none */
export function flavourOr(usual: Flavour) {
  return z
    .enum(FLAVOURS)
    .default(usual)
    .describe(
      'Form of all output: gardener, prometheus-operator or plain. If it is not set, rule file, tests and Grafana dashboard are plain, Kubernetes objects and Plutono dashboard are for Gardener.',
    );
}

export const groupByOf = (flavour: Flavour) =>
  freeLabelName.default(flavour === 'plain' ? 'instance' : 'node').describe('The label that identifies a node.');

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
 * @param usual the flavour if the file names none
 */
export function basisOf(given: unknown, usual: Flavour) {
  const basis = z.object({
    flavour: tolerant(flavourOr(usual)),
    intervals: tolerant(intervals),
    kubernetes: tolerant(
      z.object({ prometheus: tolerant(prometheusName), component: tolerant(component) }).prefault({}),
    ),
  });
  const found = tolerant(basis.prefault({})).parse(given);
  const { groupBy } = tolerant(z.object({ groupBy: tolerant(groupByOf(found.flavour)) }).prefault({})).parse(given);
  return { ...found, groupBy };
}

export type Basis = ReturnType<typeof basisOf>;

function tolerant<Schema extends z.ZodType>(schema: Schema) {
  return schema.catch((): z.output<Schema> => schema.parse(undefined));
}
