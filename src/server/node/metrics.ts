import { optional } from '../database/optional.js';
import type { ServerEvent } from '../events.js';

/** Counts what happens, for Prometheus. */
export interface Metrics {
  count(event: ServerEvent): void;
  /** The text of `/metrics`. */
  text(): Promise<string>;
}

/**
 * Counts in the form of Prometheus, with what `prom-client` tells of the process.
 *
 * @throws Error where `prom-client` is not installed.
 * @example
 * ```ts
 * const metrics = await createMetrics();
 * const handler = createSyncHandler({ log, onEvent: metrics.count, metrics: metrics.text });
 * ```
 */
export async function createMetrics(): Promise<Metrics> {
  const { Registry, Counter, Gauge, Histogram, collectDefaultMetrics } = await optional(
    'prom-client',
    () => import('prom-client'),
  );
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'tandem_requests_total',
    help: 'Requests by route, method and status',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  });
  const durations = new Histogram({
    name: 'tandem_request_duration_seconds',
    help: 'Time until the answer began',
    labelNames: ['route'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const appends = new Counter({
    name: 'tandem_appends_total',
    help: 'Appends that were answered: new, or known from an earlier try',
    labelNames: ['outcome'] as const,
    registers,
  });
  const entries = new Counter({ name: 'tandem_entries_total', help: 'Entries that were written', registers });
  const conflicts = new Counter({
    name: 'tandem_conflicts_total',
    help: 'Appends to a log that had moved on',
    registers,
  });
  const streams = new Gauge({ name: 'tandem_live_streams', help: 'Live streams that are open', registers });
  const failures = new Counter({ name: 'tandem_failures_total', help: 'Errors behind answers with 5xx', registers });

  return {
    count(event) {
      switch (event.type) {
        case 'request':
          requests.inc({ route: event.route, method: event.method, status: event.status });
          durations.observe({ route: event.route }, event.duration / 1000);
          break;
        case 'appended':
          appends.inc({ outcome: event.known ? 'known' : 'new' });
          if (!event.known) entries.inc(event.entries);
          break;
        case 'conflict':
          conflicts.inc();
          break;
        case 'stream':
          streams.inc(event.change);
          break;
        case 'failure':
          failures.inc();
          break;
      }
    },
    text: () => registry.metrics(),
  };
}
