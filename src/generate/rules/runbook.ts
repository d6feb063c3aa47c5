// rules/README.md: meaning, impact, diagnosis and mitigation of each alert. The alerts' runbook_url annotations link to its headings.
import type { Alert } from '../alerts/alert.ts';
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import { print } from '../promql/index.ts';
import { Selectors } from '../promql/selectors.ts';
import { causesOf } from './inhibition.ts';
import { RECORDING_RULES } from './recording.ts';
import type { SettingsByUse } from '../settings/by-use.ts';
import { PACKS, type Pack, type Settings } from '../settings/settings.ts';
import { ruleLabels } from './rules.ts';
import { HEADER } from '../header.ts';

const PACK_TEXTS: Readonly<Record<Pack, string>> = {
  relp: 'The two alerts of earlier setups for node audit logging, kept for compatibility. They miss most faults.',
  delivery: 'Messages that do not reach the target.',
  collection: 'The statistics themselves. Without them no other alert can fire.',
  inputs: 'Messages that inputs lose or no longer receive.',
  dynstats: 'Counters that the configuration of rsyslog defines.',
  resources: 'Resource usage and restarts of rsyslogd.',
  audit: 'Audit rules of the nodes.',
};

export function runbook(settings: SettingsByUse, ruleFile: string, inhibitionFile: string): string {
  const selectors = new Selectors(settings.files);
  const alerts = enabledAlerts(selectors);
  const packs = PACKS.filter((pack) => alerts.some((alert) => alert.pack === pack));
  return [
    `<!-- ${HEADER} -->`,
    `# Alert rules for rsyslog\n\n${introduction(settings, ruleFile, inhibitionFile)}`,
    `## All alerts\n\n${table(alerts, selectors)}`,
    ...packs.map((pack) => [`## Pack ${pack}\n\n${PACK_TEXTS[pack]}`, ...sections(alerts, pack, selectors)].join('\n\n')),
    recordings(selectors),
  ].join('\n\n');
}

function introduction({ files, objects }: SettingsByUse, ruleFile: string, inhibitionFile: string): string {
  const object =
    objects.flavour === 'plain'
      ? []
      : [`- \`kubernetes/\` has the same alerts as a PrometheusRule object. ${nodesByLabel(objects)}`];
  return `- \`${ruleFile}\` is a rule file for Prometheus. ${nodesByLabel(files)}
${object.concat(`- \`${inhibitionFile}\` is for Alertmanager: one cause notifies once.
- \`tests/\` has unit tests of each alert, and tests for all faults and healthy situations that the alerts are designed for.`).join('\n')}

\`\`\`sh
promtool check rules ${ruleFile}
promtool test rules tests/*.test.yaml
\`\`\`

Do not edit these files. \`rsyslog-pstat generate --print-settings\` prints all settings, and \`rsyslog-pstat generate --check\`
lists the files that do not match the settings.`;
}

/** Every target has the label "instance"; other labels come from the scrape configuration, and the rules cannot do without them. */
function nodesByLabel({ groupBy, keepLabels }: Settings): string {
  const kept = keepLabels.map((label) => `\`${label}\``).join(' and ');
  const also = kept === '' ? '' : `, and by ${kept} where series have ${keepLabels.length === 1 ? 'it' : 'them'}`;
  const needed =
    groupBy === 'instance'
      ? ''
      : ` Every series needs this label: it comes from the scrape configuration, or from the exporter's \`--node-label\`. To group by another one, set \`groupBy\`.`;
  return `The rules distinguish nodes by the label \`${groupBy}\`${also}.${needed}`;
}

function table(alerts: readonly Alert[], selectors: Selectors): string {
  const rows = alerts.map((alert) => {
    const severity = ruleLabels(alert, selectors)['severity'];
    return `| [${alert.name}](#${alert.name.toLowerCase()}) | ${alert.summary} | ${severity} | ${pendingOf(alert, selectors)} |`;
  });
  return ['| alert | summary | severity | for |', '|---|---|---|---|', ...rows].join('\n');
}

function sections(alerts: readonly Alert[], pack: Pack, selectors: Selectors): readonly string[] {
  return alerts.filter((alert) => alert.pack === pack).map((alert) => section(alert, selectors));
}

function section(alert: Alert, selectors: Selectors): string {
  const { meaning, impact, diagnosis, mitigation } = alert.runbook;
  return [
    `### ${alert.name}`,
    `${alert.summary}.`,
    `**Meaning.** ${meaning}`,
    `**Impact.** ${impact}`,
    `**Diagnosis**\n\n${list(diagnosis)}`,
    `**Mitigation**\n\n${list(mitigation)}`,
    ...followsFrom(alert, selectors),
    `\`\`\`promql\n${print(alert.expr(selectors))}\n\`\`\``,
  ].join('\n\n');
}

/** Alerts to look at first: they explain this one. */
function followsFrom({ name }: Alert, selectors: Selectors): readonly string[] {
  const enabled = new Set(enabledAlerts(selectors).map((alert) => alert.name));
  const causes = causesOf(name).filter((cause) => enabled.has(cause));
  if (causes.length === 0) return [];
  const links = causes.map((cause) => `[${cause}](#${cause.toLowerCase()})`);
  return [`**Follows from** ${links.join(', ')}: if one of them fires on the same node, begin there.`];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function recordings(selectors: Selectors): string {
  const rules = RECORDING_RULES.map((rule) => `\`${rule.name(selectors)}\`:\n\n\`\`\`promql\n${print(rule.expr(selectors))}\n\`\`\``);
  return `## Recorded series\n\nAlerts and dashboards share these series.\n\n${rules.join('\n\n')}\n`;
}
