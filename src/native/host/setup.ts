import type { CellSetup } from '../abi.ts'
import type { DriverLibrary } from '../drivers/schema.ts'

/** What a token host is told. It travels as the argument of the forked process. */
export type HostSetup = {
  readonly abi: DriverLibrary['abi']
  readonly cell: CellSetup
  readonly aliveMilliseconds: number
  /** Process id of the application; a host does not outlive it. */
  readonly application: number
}
