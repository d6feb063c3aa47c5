// Names and labels of the Kubernetes objects: one entry per setting, written as those of settings.ts.
import { z } from 'zod';
import { component, prometheusName, type Basis } from './basis.ts';
import { kubernetesLabels, namespace, objectName } from './value-types.ts';

export function kubernetesSchema({ flavour, kubernetes: { prometheus: by, component: of } }: Basis) {
  const isGardener = flavour === 'gardener';
  const name = isGardener ? `${by}-${of}` : 'rsyslog-pstat';
  return z
    .strictObject({
      namespace: namespace
        .default(isGardener ? '' : 'monitoring')
        .describe('Empty: left open, to be set when the objects are applied.'),
      prometheus: prometheusName,
      component,
      labels: kubernetesLabels
        .default(isGardener ? { component: of } : { 'app.kubernetes.io/name': 'rsyslog-pstat', release: 'prometheus' })
        .describe('Labels of all objects; the operator selects by them.'),
      names: z
        .strictObject({
          prometheusRule: objectName.default(name).describe('The alert rules.'),
          dashboards: objectName
            .default(isGardener ? `${of}-dashboards` : 'rsyslog-pstat-dashboards')
            .describe('The ConfigMap with the dashboard.'),
          scrapeConfig: objectName.default(name).describe('The scrape of node-exporter.'),
          serviceMonitor: objectName.default(name).describe('The scrape of the exporter itself.'),
        })
        .prefault({})
        .describe('Names of the objects.'),
    })
    .prefault({})
    .describe('Kubernetes objects.');
}
