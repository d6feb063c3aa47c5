// rules/README.md: what each alert means, what to look at and how to mend it. The links of the alerts point to its headings.
import type { Alert } from '../alerts/alert.ts';
import { enabledAlerts } from '../alerts/index.ts';
import type { Queries } from '../promql/selectors.ts';
import { RECORDING_RULES } from './recording.ts';
import { PACKS, type Pack } from '../settings/settings.ts';
import { pendingOf, ruleLabels } from './rules.ts';
import { HEADER } from '../yaml.ts';

const PACK_TEXTS: Readonly<Record<Pack, string>> = {
  relp: 'The two alerts that monitoring of node audit logging has always had. Most faults pass them by; they are here because people have them.',
  delivery: 'Messages that do not get from the inputs to the target.',
  collection: 'The statistics themselves. Without them no other alert can speak.',
  inputs: 'Messages that do not come in.',
  dynstats: 'Counters that the configuration makes up itself.',
  resources: 'What rsyslogd uses, and whether it stays alive.',
  audit: 'Audit rules of the nodes.',
};

export function runbook(q: Queries, ruleFile: string): string {
  const alerts = enabledAlerts(q);
  const packs = PACKS.filter((pack) => alerts.some((alert) => alert.pack === pack));
  return [
    `<!-- ${HEADER} -->`,
    `# Alert rules for rsyslog\n\n${introduction(q, ruleFile)}`,
    `## All alerts\n\n${table(alerts, q)}`,
    ...packs.map((pack) => [`## Pack ${pack}\n\n${PACK_TEXTS[pack]}`, ...sections(alerts, pack, q)].join('\n\n')),
    recordings(q),
  ].join('\n\n');
}

function introduction({ settings }: Queries, ruleFile: string): string {
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

function table(alerts: readonly Alert[], q: Queries): string {
  const rows = alerts.map((alert) => {
    const severity = ruleLabels(alert, q)['severity'];
    return `| [${alert.name}](#${alert.name.toLowerCase()}) | ${alert.summary} | ${severity} | ${pendingOf(alert, q)} |`;
  });
  return ['| alert | summary | severity | for |', '|---|---|---|---|', ...rows].join('\n');
}

function sections(alerts: readonly Alert[], pack: Pack, q: Queries): readonly string[] {
  return alerts.filter((alert) => alert.pack === pack).map((alert) => section(alert, q));
}

function section(alert: Alert, q: Queries): string {
  const { meaning, impact, look, mend } = alert.runbook;
  return [
    `### ${alert.name}`,
    `${alert.summary}.`,
    `**Meaning.** ${meaning}`,
    `**Impact.** ${impact}`,
    `**How to look**\n\n${list(look)}`,
    `**How to mend**\n\n${list(mend)}`,
    `\`\`\`promql\n${alert.expr(q).text}\n\`\`\``,
  ].join('\n\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function recordings(q: Queries): string {
  const rules = RECORDING_RULES.map((rule) => `\`${rule.name(q)}\`:\n\n\`\`\`promql\n${rule.expr(q).text}\n\`\`\``);
  return `## Recorded series\n\nWhat alerts and dashboards share.\n\n${rules.join('\n\n')}\n`;
}
