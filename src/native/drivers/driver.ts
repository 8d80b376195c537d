import type { DriverFile, MechanismFamily } from './schema.ts'

export type DriverSource = 'built-in' | 'user'

/** A valid driver file together with its families. */
export type Driver = Omit<DriverFile, 'families'> & {
  readonly source: DriverSource
  readonly file: string
  readonly families: readonly MechanismFamily[]
}

/** A file that was skipped, and why. */
export type InvalidDriver = {
  readonly id: string
  readonly file: string
  readonly source: DriverSource
  readonly reason: string
}

export type DriverSet = {
  readonly drivers: readonly Driver[]
  readonly invalid: readonly InvalidDriver[]
  /** USB vendor numbers of makers of smart-card readers: an empty reader is not a Ukey of an unknown maker. */
  readonly readerMakers?: ReadonlySet<number>
  /** Names that library paths may use besides the environment. */
  readonly variables: Readonly<Record<string, string>>
}

export type LoadedDrivers = DriverSet & {
  /** Every mechanism family, even if no driver names it. */
  readonly families: readonly MechanismFamily[]
}
