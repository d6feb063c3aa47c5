// Fetches the newest rsyslog, which the lab itself cannot: it has no network. Where that fails its scenarios are skipped.
import { test } from 'vitest';
import { newerSystem } from '../e2e/newer-system.ts';

test('a system with the newest rsyslog', () => newerSystem('sid').then(() => {}), 600_000);
