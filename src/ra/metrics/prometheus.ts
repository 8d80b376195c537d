import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter } from '../meter.ts'
import { watchDatabase } from './database.ts'
import { type Figures, figuresOf } from './figures.ts'

export type PrometheusMeter = Meter & { readonly figures: () => Promise<Figures> }

/** From a millisecond to the patience of a client. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** They are no counters, but their names say so. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/** A meter in the form of Prometheus (text format 0.0.4). */
export function prometheusMeter(): PrometheusMeter {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  for (const name of misnamed) register.removeSingleMetric(name)
  const requests = new Counter({
    ...{ name: 'ra_requests_total', help: 'Requests, by what was asked for and how they ended', registers },
    labelNames: ['route', 'outcome'],
  })
  const latency = new Histogram({
    ...{ name: 'ra_request_seconds', help: 'How long requests took, from their head on', registers, buckets },
    labelNames: ['route'],
  })
  const signatures = new Counter({
    ...{ name: 'ra_signatures_total', help: 'Signatures made with the keys of the authority', registers },
    labelNames: ['signatory'],
  })
  const open = new Gauge({ name: 'ra_connections', help: 'Open connections of clients', registers })
  return {
    answered: (route, outcome, took) => {
      requests.inc({ route, outcome })
      latency.observe({ route }, took)
    },
    signed: (signatory) => signatures.inc({ signatory }),
    connected: (change) => open.inc(change),
    watch: ({ store, clock }) => watchDatabase(store, clock, registers),
    figures: () => figuresOf(register),
  }
}
