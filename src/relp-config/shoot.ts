// Finds a RsyslogRelpConfig in a Shoot manifest, with the identity of the cluster. Ignores everything that is not about the
// extension.
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

/** The names only: RELP_SCHEMA reports what else is wrong with them. */
const REFERENCES = z
  .object({
    tls: z.object({ enabled: z.unknown(), secretReferenceName: z.string().optional() }).optional().catch(undefined),
    auditConfig: z.object({ configMapReferenceName: z.string().optional() }).optional().catch(undefined),
  })
  .catch({});

type ShootManifest = z.output<typeof SHOOT_SCHEMA>;

/** The parts of the cluster's identity that the manifest has. */
export interface ShootIdentity {
  readonly project?: string;
  readonly shoot?: string;
  readonly shootUid?: string;
}

/** A RsyslogRelpConfig that is not yet checked. */
export interface FoundConfig {
  readonly document: YamlDocument;
  readonly base: Path;
  readonly value: unknown;
  readonly identity: ShootIdentity;
  /** names in the configuration that the manifest does not resolve; found in an invalid configuration as well */
  readonly referenceProblems: readonly string[];
}

/** @returns the extension's configurations (the caller refuses a second one), or the problems of the manifest */
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
