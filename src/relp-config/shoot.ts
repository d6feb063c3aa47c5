// The Shoot manifest around a RsyslogRelpConfig: where the configuration stands in it, and what else it says about the
// cluster. Everything that is not about the extension is left unread.
import { z } from 'zod';
import { checkValue } from '../yaml/check.ts';
import type { Path, YamlDocument } from '../yaml/document.ts';

export const EXTENSION_TYPE = 'shoot-rsyslog-relp';

const PROJECT_NAMESPACE = /^garden-(.+)$/;

const SHOOT_SCHEMA = z.looseObject({
  metadata: z
    .looseObject({ name: z.string().optional(), namespace: z.string().optional(), uid: z.string().optional() })
    .optional(),
  spec: z.looseObject({
    extensions: z.array(z.looseObject({ type: z.string(), providerConfig: z.unknown().optional() })),
    resources: z
      .array(z.looseObject({ name: z.string(), resourceRef: z.looseObject({ kind: z.string() }) }))
      .optional(),
  }),
});

/** The names alone: what else is wrong with them, the configuration's own schema reports. */
const REFERENCES = z
  .object({
    tls: z.object({ enabled: z.unknown(), secretReferenceName: z.string().optional() }).optional().catch(undefined),
    auditConfig: z.object({ configMapReferenceName: z.string().optional() }).optional().catch(undefined),
  })
  .catch({});

type ShootManifest = z.output<typeof SHOOT_SCHEMA>;

/** Which cluster the messages come from; a manifest need not say all of it. */
export interface ShootIdentity {
  readonly project?: string;
  readonly shoot?: string;
  readonly shootUid?: string;
}

/** A RsyslogRelpConfig as it was found, not yet checked. */
export interface FoundConfig {
  readonly document: YamlDocument;
  readonly base: Path;
  readonly value: unknown;
  readonly identity: ShootIdentity;
  /** names in the configuration that the manifest around it does not resolve; copes with a configuration that is wrong */
  readonly referenceProblems: readonly string[];
}

/** @returns the extension's configurations (a second one is for the caller to refuse), or the problems of the manifest */
export function findInShoot(document: YamlDocument): readonly FoundConfig[] | { readonly problems: readonly string[] } {
  const shoot = checkValue(document, [], document.value, SHOOT_SCHEMA);
  if (!shoot.ok) return { problems: shoot.problems };
  const identity = identityOf(shoot.value);
  return shoot.value.spec.extensions.flatMap(({ type, providerConfig }, index) => {
    if (type !== EXTENSION_TYPE) return [];
    const base = ['spec', 'extensions', index, 'providerConfig'];
    const referenceProblems = checkReferences(document, base, providerConfig, shoot.value);
    return [{ document, base, value: providerConfig, identity, referenceProblems }];
  });
}

function identityOf({ metadata }: ShootManifest): ShootIdentity {
  const project = PROJECT_NAMESPACE.exec(metadata?.namespace ?? '')?.[1];
  return {
    ...(project === undefined ? {} : { project }),
    ...(metadata?.name === undefined ? {} : { shoot: metadata.name }),
    ...(metadata?.uid === undefined ? {} : { shootUid: metadata.uid }),
  };
}

function checkReferences(
  document: YamlDocument,
  base: Path,
  providerConfig: unknown,
  { spec }: ShootManifest,
): readonly string[] {
  const { tls, auditConfig } = REFERENCES.parse(providerConfig);
  const wanted = [
    {
      path: ['tls', 'secretReferenceName'],
      name: tls?.enabled === true ? tls.secretReferenceName : undefined,
      kind: 'Secret',
    },
    { path: ['auditConfig', 'configMapReferenceName'], name: auditConfig?.configMapReferenceName, kind: 'ConfigMap' },
  ];
  return wanted.flatMap(({ path, name, kind }) => {
    if (name === undefined) return [];
    const resource = spec.resources?.find((candidate) => candidate.name === name);
    if (resource?.resourceRef.kind === kind) return [];
    const fault = resource === undefined ? 'has no entry of this name' : `names a ${resource.resourceRef.kind} by it`;
    return [document.problemAt([...base, ...path], `must name a ${kind} in spec.resources, which ${fault}: "${name}"`)];
  });
}
