// Validates objects with the schemas of prometheus-operator, and finds unknown keys, which the schemas allow and a cluster drops.
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { ScrapeConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/ScrapeConfig';

const MODELS: Readonly<Record<string, new (object: never) => { validate(): void }>> = {
  PrometheusRule,
  ServiceMonitor,
  ScrapeConfig,
};

/** @returns message of the schema of the kind; empty if the object is valid */
export function complaint(kind: string, object: object): string {
  const Model = MODELS[kind];
  if (Model === undefined) throw new Error(`no schema for ${kind}`);
  try {
    // The constructor fills in defaults and copies the rest; the validator must see the object as a cluster would.
    const model: { validate(): void } = Object.assign(Object.create(Model.prototype), object);
    model.validate();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** @returns the paths of the object that the schema of the kind does not know, without the entries below them */
export function unknownPaths(kind: string, object: object): readonly string[] {
  const found: string[] = [];
  visit(object, [], (path) => {
    if (found.some((known) => path.join('.').startsWith(`${known}.`))) return;
    // No schema type allows a function, so a key that accepts one is not checked.
    if (
      complaint(
        kind,
        replaced(object, path, () => {}),
      ) === ''
    )
      found.push(path.join('.'));
  });
  return found;
}

type Step = string | number;

function visit(value: unknown, path: readonly Step[], see: (path: readonly Step[]) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    see([...path, step]);
    visit(below, [...path, step], see);
  }
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): object {
  if (step === undefined) return by as object;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<Step, unknown>;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}
