// What all generated Kubernetes objects share: metadata in the chosen flavour, a comment that says what the object is for, and the
// limit that kubectl sets. Refuses objects that `kubectl apply` would not take.
import { Document } from 'yaml';
import { UsageError } from '../../io.ts';
import type { Settings } from '../settings/settings.ts';
import type { Labels } from '../timelines/promtool.ts';
import { yamlFile } from '../yaml.ts';

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
}

/** @param labels on top of those that all objects have */
export function metadata({ kubernetes }: Settings, name: string, labels: Labels): Metadata {
  return {
    name,
    ...(kubernetes.namespace === '' ? {} : { namespace: kubernetes.namespace }),
    labels: { ...kubernetes.labels, ...labels },
  };
}

/** By these labels the operator of a Gardener landscape finds out which Prometheus an object is for. */
export function prometheusLabels({ flavour, kubernetes }: Settings): Labels {
  return flavour === 'gardener' ? { prometheus: kubernetes.prometheus } : {};
}

/** `kubectl apply` keeps a copy of the object in an annotation, and all annotations together have this limit. */
export const APPLY_LIMIT_BYTES = 262_144;
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * @param comment what the object is for, one text per line
 * @throws UsageError for an object that is too large to be applied
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
