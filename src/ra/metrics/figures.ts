import { AggregatorRegistry, Gauge, Registry } from 'prom-client'
import { z } from 'zod'

const figure = z.object({
  name: z.string(),
  help: z.string(),
  type: z.enum(['counter', 'gauge', 'histogram', 'summary']),
  aggregator: z.enum(['omit', 'sum', 'first', 'min', 'max', 'average']),
  values: z.array(
    z.object({
      value: z.number(),
      labels: z.record(z.string(), z.union([z.string(), z.number()])),
      metricName: z.string().optional(),
    }),
  ),
})

/** The figures of one process, as they travel to the one that adds them up. */
export const figures = z.array(figure)
export type Figures = Readonly<z.infer<typeof figures>>

export async function figuresOf(registry: Registry): Promise<Figures> {
  const all = await registry.getMetricsAsJSON()
  // A figure without a value cannot travel as JSON.
  return figures.parse(
    all.map((one) => ({ ...one, values: one.values.filter(({ value }) => Number.isFinite(value)) })),
  )
}

/** One registry with the figures of all. */
export const sumOf = (all: readonly Figures[]): Registry =>
  AggregatorRegistry.aggregate(all.map((one) => [...one]))

/** What only rises. Its sum must not fall when the process that counted it ends. */
export const countedIn = (all: Figures): Figures =>
  all.filter(({ type }) => type === 'counter' || type === 'histogram')

/** How many processes have told their figures, and how many have not. */
export function workerFigures(answering: number, silent: number): Promise<Figures> {
  const registry = new Registry()
  const gauge = new Gauge({
    ...{ name: 'ra_workers', help: 'Workers, by whether they tell their figures', registers: [registry] },
    labelNames: ['state'],
  })
  gauge.set({ state: 'answering' }, answering)
  gauge.set({ state: 'silent' }, silent)
  return figuresOf(registry)
}
