// Metadata, leading comment and size limit of all generated Kubernetes objects. Refuses objects that are too large for `kubectl apply`.
import { Document } from 'yaml';
import { UsageError } from '../../io.ts';
import type { Settings } from '../settings/settings.ts';
import { yamlFile } from '../yaml.ts';

/** Labels of a Kubernetes object, not of a series. */
export type ObjectLabels = Readonly<Record<string, string>>;

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
}

interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: ObjectLabels;
}

/** @param labels added to those that the settings give to all objects */
export function metadata({ kubernetes }: Settings, name: string, labels: ObjectLabels): ObjectMetadata {
  return {
    name,
    ...(kubernetes.namespace === '' ? {} : { namespace: kubernetes.namespace }),
    labels: { ...kubernetes.labels, ...labels },
  };
}

/** In a Gardener landscape these labels assign an object to a Prometheus. */
export function prometheusLabels({ flavour, kubernetes }: Settings): ObjectLabels {
  return flavour === 'gardener' ? { prometheus: kubernetes.prometheus } : {};
}

/** `kubectl apply` stores a copy of the object in an annotation; this is the limit for all annotations together. */
export const APPLY_LIMIT_BYTES = 262_144;
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * @param comment purpose of the object, line by line
 * @throws UsageError for an object that is too large for `kubectl apply`
 */
export function objectFile(comment: readonly string[], object: KubernetesObject): string {
  const bytes = ANNOTATION.length + Buffer.byteLength(`${JSON.stringify(object)}\n`);
  if (bytes > APPLY_LIMIT_BYTES)
    throw new UsageError(
      `${object.kind} ${object.metadata.name} has ${bytes} bytes, "kubectl apply" takes at most ${APPLY_LIMIT_BYTES}`,
    );
  const document = new Document(object, { aliasDuplicateObjects: false });
  document.commentBefore = comment.map((line) => ` ${line}`).join('\n');
  return yamlFile(document);
}
