/** One measured operation: every benchmark prints it, as text or JSON. */
export type Row = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same operation by other implementations in the same run and unit. */
  readonly peers: Readonly<Record<string, number>>
  /** Ours divided by the peer that the budget names; null if there is no such peer. */
  readonly ratio: number | null
  readonly budget: string | null
  readonly holds: boolean | null
}
