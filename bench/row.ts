/** One measured operation: what every benchmark prints, as text or JSON. */
export type Row = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same operation by others in the same run, in the same unit. */
  readonly peers: Readonly<Record<string, number>>
  /** Ours over the peer that the budget names; null where there is no such peer. */
  readonly ratio: number | null
  readonly budget: string | null
  readonly holds: boolean | null
}
