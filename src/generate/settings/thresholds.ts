// Where alerts begin: one entry per threshold, written as those of settings.ts.
import { z } from 'zod';
import type { Basis } from './basis.ts';
import { positiveDuration, positiveInteger, positiveNumber, share } from './value-types.ts';
import { historyOf, silentTime, staleAge, untakenTime } from './windows.ts';

/** How long RsyslogStatisticsVanished holds before it fires, unless the settings say otherwise. */
export const VANISHED_FOR = '8m';

export function thresholdsSchema({ intervals }: Basis) {
  return z
    .strictObject({
      failureRatio: share
        .default(0.02)
        .describe('RsyslogTooManyRelpActionFailures: failures per message, over all nodes.'),
      statisticsAge: positiveDuration
        .default(staleAge(intervals))
        .describe('RsyslogStatisticsStale: age of the last report. The default follows from the intervals.'),
      vanishedLookback: positiveDuration
        .default('1d')
        .describe('RsyslogStatisticsVanished: for how long after the last report statistics count as missing.'),
      drainedShare: share
        .default(0.01)
        .describe(
          'RsyslogQueueNotDraining: a queue is stuck if it loses less than this share of its backlog in a window.',
        ),
      drainTime: positiveDuration
        .default('15m')
        .describe('RsyslogQueueDrainsTooSlowly: how long the queue would need to send its backlog.'),
      growthShare: share
        .default(0.1)
        .describe('RsyslogQueueDrainsTooSlowly: the backlog grows by more than this share of the messages offered.'),
      takenFor: positiveDuration
        .default(untakenTime(intervals))
        .describe('RsyslogActionTakesNothing: how long the action has taken no message.'),
      flaps: positiveInteger.default(3).describe('RsyslogActionFlaps: outages in half an hour.'),
      requeueFactor: positiveNumber
        .default(10)
        .describe('RsyslogRequeueLoop: messages offered to the queue per message that the action receives.'),
      queueFill: share.default(0.9).describe('RsyslogQueueNearlyFull: share of the capacity.'),
      rejectedLines: positiveInteger
        .default(2)
        .describe(
          'RsyslogStatisticsRejected, RsyslogStatisticsIncomplete: rejected lines, or incomplete reports, in ten minutes.',
        ),
      missingShare: share
        .default(0.1)
        .describe('RsyslogInputMessagesMissing: share of the messages that came in; 1 switches it off.'),
      missingMessages: positiveNumber
        .default(10)
        .describe('RsyslogInputMessagesMissing: and at least this many messages in a window.'),
      silentFor: positiveDuration
        .default(silentTime(intervals))
        .describe('RsyslogInputSilent: how long an input has had no messages.'),
      history: positiveDuration
        .default(historyOf(intervals))
        .describe(
          'RsyslogInputSilent, RsyslogActionTakesNothing: the time before the silence in which most reports must show messages.',
        ),
      restarts: positiveInteger.default(4).describe('RsyslogRestartsOften: restarts in an hour.'),
      openFiles: positiveInteger
        .default(12_288)
        .describe("RsyslogOpenFilesHigh: the default is three quarters of LimitNOFILE of Debian's unit."),
      memoryBytes: positiveInteger.default(1_073_741_824).describe('RsyslogMemoryHigh: peak of resident memory.'),
    })
    .prefault({})
    .describe('Where alerts begin. Each is named with its alert.');
}
