import type { Snapshot } from '../snapshot/snapshot.ts'
import type { DeviceTrouble, DriverView, TokenView } from '../tokens/model.ts'

/** A Ukey that is plugged in, and the driver that it needs. */
export type NeededDriver =
  | { readonly state: 'found'; readonly token: TokenView; readonly driver: DriverView | null }
  | { readonly state: 'missing'; readonly trouble: DeviceTrouble; readonly driver: DriverView | null }

/** Which drivers the Ukeys that are plugged in need. */
export const neededDrivers = ({
  tokens,
  troubles,
  drivers,
}: Pick<Snapshot, 'tokens' | 'troubles' | 'drivers'>): readonly NeededDriver[] => {
  const driverOf = (id: string | null) => drivers.find((one) => one.id === id) ?? null
  return [
    ...troubles.map((trouble) => ({
      state: 'missing' as const,
      trouble,
      driver: driverOf(trouble.driverId),
    })),
    ...tokens
      .filter(({ kind }) => kind === 'ukey')
      .map((token) => ({ state: 'found' as const, token, driver: driverOf(token.driverId) })),
  ]
}
