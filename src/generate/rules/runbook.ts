// rules/README.md: what each alert means, what to look at and how to mend it. The links of the alerts point to its headings.
import type { Alert } from '../alerts/alert.ts';
import { enabledAlerts } from '../alerts/index.ts';
import { pendingOf } from '../alerts/pending.ts';
import { print } from '../promql/index.ts';
import type { Selectors } from '../promql/selectors.ts';
import { RECORDING_RULES } from './recording.ts';
import { PACKS, type Pack } from '../settings/settings.ts';
import { ruleLabels } from './rules.ts';
import { HEADER } from '../header.ts';

const PACK_TEXTS: Readonly<Record<Pack, string>> = {
  relp: 'The two alerts that monitoring of node audit logging has always had. Most faults pass them by; they are here because people have them.',
  delivery: 'Messages that do not get from the inputs to the target.',
  collection: 'The statistics themselves. Without them no other alert can speak.',
  inputs: 'Messages that do not come in.',
  dynstats: 'Counters that the configuration makes up itself.',
  resources: 'What rsyslogd uses, and whether it stays alive.',
  audit: 'Audit rules of the nodes.',
};

export function runbook(selectors: Selectors, ruleFile: string): string {
  const alerts = enabledAlerts(selectors);
  const packs = PACKS.filter((pack) => alerts.some((alert) => alert.pack === pack));
  return [
    `<!-- ${HEADER} -->`,
    `# Alert rules for rsyslog\n\n${introduction(selectors, ruleFile)}`,
    `## All alerts\n\n${table(alerts, selectors)}`,
    ...packs.map((pack) => [`## Pack ${pack}\n\n${PACK_TEXTS[pack]}`, ...sections(alerts, pack, selectors)].join('\n\n')),
    recordings(selectors),
  ].join('\n\n');
}

function introduction({ settings }: Selectors, ruleFile: string): string {
  const objects =
    settings.flavour === 'plain' ? '' : ' Below `kubernetes/` are the same rules as a PrometheusRule object.';
  return `\`${ruleFile}\` is for Prometheus as it is.${objects} The folder \`tests/\`
has unit tests for each alert, and every fault and every healthy situation that the alerts were made for:

\`\`\`sh
promtool check rules ${ruleFile}
promtool test rules tests/*.test.yaml
\`\`\`

Change nothing here by hand: \`rsyslog-pstat generate --print-settings\` shows what can be set, and \`rsyslog-pstat generate --check\` tells
whether the files still are what the settings make of them.`;
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
    `\`\`\`promql\n${print(alert.expr(selectors))}\n\`\`\``,
  ].join('\n\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function recordings(selectors: Selectors): string {
  const rules = RECORDING_RULES.map((rule) => `\`${rule.name(selectors)}\`:\n\n\`\`\`promql\n${print(rule.expr(selectors))}\n\`\`\``);
  return `## Recorded series\n\nWhat alerts and dashboards share.\n\n${rules.join('\n\n')}\n`;
}
