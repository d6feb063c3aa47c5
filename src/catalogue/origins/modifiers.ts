// Message modification modules: mmkubernetes and mmjsonparse. One object per worker with the same name: they add up.
import { define, rows } from '../row.ts';

export const mmkubernetes = define({
  origin: 'mmkubernetes',
  object: 'mmkubernetes(<kubernetesUrl>)',
  source: 'contrib/mmkubernetes/mmkubernetes.c',
  counters: {
    ...rows({ unit: 'messages', since: '8.38.0' }, { recordseen: 'Messages the module has examined.' }),
    ...rows(
      { unit: 'lookups', since: '8.38.0' },
      {
        namespacemetadatasuccess: 'Requests for a namespace that the Kubernetes API answered.',
        namespacemetadatanotfound: 'Requests for a namespace that does not exist (status 404).',
        namespacemetadatabusy: 'Requests for a namespace that the Kubernetes API put off (status 429).',
        namespacemetadataerror: 'Requests for a namespace that failed in any other way.',
        podmetadatasuccess: 'Requests for a pod that the Kubernetes API answered.',
        podmetadatanotfound: 'Requests for a pod that does not exist (status 404).',
        podmetadatabusy: 'Requests for a pod that the Kubernetes API put off (status 429).',
        podmetadataerror: 'Requests for a pod that failed in any other way.',
      },
    ),
    ...rows(
      { unit: 'lookups', since: '8.1904.0' },
      {
        namespacecachehits: 'Lookups of a namespace that the cache could answer.',
        podcachehits: 'Lookups of a pod that the cache could answer.',
        namespacecachemisses: 'Lookups of a namespace that the cache could not answer.',
        podcachemisses: 'Lookups of a pod that the cache could not answer.',
      },
    ),
    ...rows(
      { kind: 'gauge', unit: 'entries', since: '8.1904.0' },
      {
        namespacecachenumentries:
          'Namespaces in the cache; counted per worker, so that one of them can be below zero, above all after a counter reset.',
        podcachenumentries:
          'Pods in the cache; counted per worker, so that one of them can be below zero, above all after a counter reset.',
      },
    ),
  },
});

export const mmjsonparse = define({
  origin: 'mmjsonparse',
  object: 'mmjsonparse',
  source: 'plugins/mmjsonparse/mmjsonparse.c',
  counters: rows(
    { unit: 'messages', since: '8.2510.0' },
    {
      'scan.attempted': 'Messages searched for JSON in find-json mode.',
      'scan.found': 'Messages in which the search found a JSON object.',
      'scan.failed': 'Messages whose JSON object was found but could not be used.',
      'scan.truncated': 'Messages where the search gave up after max_scan_bytes.',
    },
  ),
});
