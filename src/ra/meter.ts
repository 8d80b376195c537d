import type { Clock } from './clock.ts'

/** How a call ended: answered, refused, asked to come back later, failed by a fault of ours, or broken off. */
export type Outcome = 'answered' | 'refused' | 'busy' | 'fault' | 'gone'

/** Connections to the database: how many there are, how many lie idle, and how many calls wait for one. */
export type Connections = { readonly total: number; readonly idle: number; readonly waiting: number }

/** What is read from the database when somebody asks for the figures. */
export type WatchedStore = {
  countCertificates(): Promise<Readonly<Record<string, number>>>
  /** What waits for money, for money to go back, or for a review. */
  countWaiting(): Promise<Readonly<Record<string, number>>>
  /** When the newest list of the issuing CA was made; null if there is none. */
  listMadeAt(): Promise<number | null>
  unchained(): Promise<{ readonly lines: number }>
  connections(): Connections | null
}

/**
 * Counts what the authority does. Every name that it is given comes from the program and never from a client, so nobody
 * can make it remember names without end.
 */
export type Meter = {
  readonly answered: (route: string, outcome: Outcome, seconds: number) => void
  readonly signed: (signatory: 'root' | 'issuing' | 'sealMaker' | 'auditLog') => void
  readonly connected: (change: 1 | -1) => void
  readonly watch: (authority: { readonly store: WatchedStore; readonly clock: Clock }) => void
}

export const noMeter: Meter = {
  answered: () => {},
  signed: () => {},
  connected: () => {},
  watch: () => {},
}
