// All alerts, pack by pack, in the order in which the rules have them. A new alert is a file in the folder of its pack
// and two lines here.
import type { Selectors } from '../promql/selectors.ts';
import type { Alert } from './alert.ts';
import { auditRulesNotLoaded } from './audit/audit-rules-not-loaded.ts';
import { statisticsIncomplete } from './collection/statistics-incomplete.ts';
import { statisticsRejected } from './collection/statistics-rejected.ts';
import { seriesDropped } from './collection/series-dropped.ts';
import { statisticsFrozen } from './collection/statistics-frozen.ts';
import { statisticsStale } from './collection/statistics-stale.ts';
import { statisticsVanished } from './collection/statistics-vanished.ts';
import { actionFails } from './delivery/action-fails.ts';
import { actionFlaps } from './delivery/action-flaps.ts';
import { actionSuspended } from './delivery/action-suspended.ts';
import { actionTakesNothing } from './delivery/action-takes-nothing.ts';
import { queueDiscards } from './delivery/queue-discards.ts';
import { queueNearlyFull } from './delivery/queue-nearly-full.ts';
import { queueNotDraining } from './delivery/queue-not-draining.ts';
import { queueSpillGrows } from './delivery/queue-spill-grows.ts';
import { requeueLoop } from './delivery/requeue-loop.ts';
import { dynstatsOverflow } from './dynstats/dynstats-overflow.ts';
import { statisticsShadowed } from './collection/statistics-shadowed.ts';
import { statisticsNeverCame } from './collection/statistics-never-came.ts';
import { exporterRestarts } from './collection/exporter-restarts.ts';
import { intervalsDoNotFit } from './collection/intervals-do-not-fit.ts';
import { nodeLabelMissing } from './collection/node-label-missing.ts';
import { queueDrainsTooSlowly } from './delivery/queue-drains-too-slowly.ts';
import { queueSpoolLost } from './delivery/queue-spool-lost.ts';
import { actionMissing } from './delivery/action-missing.ts';
import { dynstatsLost } from './dynstats/dynstats-lost.ts';
import { dynstatsKeysMerged } from './dynstats/dynstats-keys-merged.ts';
import { inputMessagesMissing } from './inputs/input-messages-missing.ts';
import { inputRateLimited } from './inputs/input-rate-limited.ts';
import { inputSilent } from './inputs/input-silent.ts';
import { relpActionProcessingRateIsZero } from './relp/relp-action-processing-rate-is-zero.ts';
import { tooManyRelpActionFailures } from './relp/too-many-relp-action-failures.ts';
import { memoryHigh } from './resources/memory-high.ts';
import { openFilesHigh } from './resources/open-files-high.ts';
import { restartsOften } from './resources/restarts-often.ts';

export const ALERTS: readonly Alert[] = [
  tooManyRelpActionFailures,
  relpActionProcessingRateIsZero,
  queueNotDraining,
  queueDrainsTooSlowly,
  queueSpoolLost,
  queueDiscards,
  queueSpillGrows,
  queueNearlyFull,
  actionFails,
  actionSuspended,
  actionTakesNothing,
  actionMissing,
  actionFlaps,
  requeueLoop,
  statisticsStale,
  statisticsFrozen,
  statisticsShadowed,
  statisticsVanished,
  statisticsNeverCame,
  statisticsRejected,
  statisticsIncomplete,
  seriesDropped,
  exporterRestarts,
  intervalsDoNotFit,
  nodeLabelMissing,
  inputSilent,
  inputRateLimited,
  inputMessagesMissing,
  dynstatsOverflow,
  dynstatsLost,
  dynstatsKeysMerged,
  restartsOften,
  openFilesHigh,
  memoryHigh,
  auditRulesNotLoaded,
];

/** Those whose pack is switched on and whose settings are given. */
export function enabledAlerts(selectors: Selectors): readonly Alert[] {
  return ALERTS.filter(({ pack, isEnabled }) => selectors.settings.packs[pack] && (isEnabled?.(selectors) ?? true));
}
