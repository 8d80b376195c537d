import type { Handlers } from '../contract/router.ts'

/** One part of the application: what it does for the others, and its life. */
export type Part<Service> = {
  /** Everything that other parts see of it. */
  readonly service: Service
  /** Its slice of the contract. */
  readonly handlers?: Partial<Handlers>
  /** Begins what may take time. All parts are built by then. */
  readonly start?: () => void
  readonly stop?: () => void
}
