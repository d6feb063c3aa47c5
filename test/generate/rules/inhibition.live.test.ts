// A real Alertmanager with the generated inhibition rules: each source mutes its targets on the same node and queue, and nothing else.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { enabledAlerts } from '../../../src/generate/alerts/index.ts';
import { Selectors } from '../../../src/generate/promql/selectors.ts';
import { INHIBITIONS, inhibitRules } from '../../../src/generate/rules/inhibition.ts';
import { effectiveSettings } from '../../../src/generate/settings/settings.ts';
import { startAlertmanager, type KnownAlert } from '../../peers/alertmanager.ts';
import { describeWith, PATHS } from '../../peers/available.ts';
import { runProcess } from '../../peers/process.ts';
import { tempDir } from '../../peers/temp.ts';
import { until } from '../../peers/until.ts';

const selectors = new Selectors(effectiveSettings({ flavour: 'plain', expectedActions: ['rsyslog-relp'] }));
const rules = inhibitRules(selectors);
const generated = new Set<string>(enabledAlerts(selectors).map(({ name }) => name));

/** Each pair on a separate instance, so that no other pair takes part. */
const PAIRS = INHIBITIONS.flatMap(({ sources, targets, equal = [] }) =>
  sources.flatMap((source) => targets.map((target) => ({ source, target, equal }))),
)
  .filter(({ source, target }) => generated.has(source) && generated.has(target))
  .map(({ source, target, equal }, index) => ({ source, target, equal, instance: `host-${index}` }));

const labels = (alertname: string, instance: string, value: string) => ({
  alertname,
  instance,
  queue: value,
  name: value,
});

const isMuted = ({ status }: KnownAlert): boolean => status.inhibitedBy.length > 0;

describeWith(['alertmanager', 'amtool'], 'a real Alertmanager', () => {
  test('takes the rules as a part of its configuration', async () => {
    const file = join(tempDir(), 'alertmanager.yml');
    writeFileSync(file, `route: {receiver: none}\nreceivers: [{name: none}]\n${rules.toString()}`);
    const { code, stdout } = await runProcess(PATHS.amtool, ['check-config', file]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('inhibit rules') });
  });

  test('mutes what an alert of the same node explains, and no other alert', async () => {
    await using alertmanager = await startAlertmanager(tempDir(), rules.toJS());
    await alertmanager.fire(
      PAIRS.flatMap(({ source, target, equal, instance }) => [
        labels(source, instance, 'a'),
        labels(target, instance, 'a'),
        // Where the pair compares a further label, another value of it is not muted.
        ...(equal.length > 0 ? [labels(target, instance, 'b')] : []),
        labels(target, `${instance} without its source`, 'a'),
      ]),
    );
    // Alertmanager has judged an alert once it is no longer "unprocessed".
    await until('all alerts to be judged', async () => {
      const all = await alertmanager.alerts();
      return all.length > PAIRS.length && all.every(({ status }) => status.state !== 'unprocessed');
    });
    const muted = (await alertmanager.alerts())
      .filter(isMuted)
      .map(({ labels: { alertname, instance, queue } }) => `${alertname} ${instance} ${queue}`);
    const expected = PAIRS.map(({ target, instance }) => `${target} ${instance} a`);
    expect(muted.sort()).toEqual(expected.sort());
  });
});
