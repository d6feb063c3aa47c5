// The targets that open sockets, which a unit test must not.
import type { Target } from '../target.ts';
import { http } from './http.ts';

export const LIVE_TARGETS: readonly Target[] = [http];
