import { basename } from 'node:path'
import { usbIdOf } from '../usb/usb-watch.ts'
import type { Driver } from './driver.ts'
import { loadDrivers } from './load.ts'
import type { MechanismFamily } from './schema.ts'

const numbersOf = ({ sm2 }: MechanismFamily): ReadonlySet<number> =>
  new Set([...sm2.generate, ...[...sm2.signDigest, ...sm2.decrypt].map(({ mechanism }) => mechanism)])

const canBeHad = (family: MechanismFamily): boolean =>
  family.sm2.keyType !== null && numbersOf(family).size > 0

/** Every token that confirms the later family also confirms the earlier one, so the later one is never chosen. */
const hides = (earlier: MechanismFamily, later: MechanismFamily): boolean => {
  const numbers = numbersOf(earlier)
  return [...numbersOf(later)].every((number) => numbers.has(number))
}

const hiddenFamilies = ({ id, families }: Driver): readonly string[] =>
  families.flatMap((family, index) => {
    const earlier = families.slice(0, index).find((one) => hides(one, family))
    return earlier === undefined
      ? []
      : [`${id}: no token can have the family ${family.id}: ${earlier.id} is taken before it`]
  })

const claimsOf = ({ id, usb }: Driver): readonly { readonly claim: string; readonly by: string }[] =>
  usb.flatMap(({ vendorId, productIds, anyProduct }) => [
    ...productIds.map((productId) => ({ claim: usbIdOf({ vendorId, productId }), by: id })),
    ...(anyProduct
      ? [{ claim: `every product of ${usbIdOf({ vendorId, productId: 0 }).slice(0, 4)}`, by: id }]
      : []),
  ])

const claimedTwice = (drivers: readonly Driver[]): readonly string[] =>
  [...Map.groupBy(drivers.flatMap(claimsOf), ({ claim }) => claim)]
    .filter(([, all]) => all.length > 1)
    .map(([claim, all]) => `USB ${claim} is claimed more than once: ${all.map(({ by }) => by).join(', ')}`)

const misnamed = (file: string, id: string): readonly string[] =>
  basename(file, '.json') === id ? [] : [`${basename(file)}: the file of ${id} is to be called ${id}.json`]

/** Everything that is wrong with the driver files that ship. A user's own file may claim what a built-in one claims. */
export const driverComplaints = (folder: string): readonly string[] => {
  const { drivers, families, invalid } = loadDrivers({ builtInFolder: folder, userFolder: null })
  return [
    ...invalid.map(({ file, reason }) => `${basename(file)}: ${reason}`),
    ...drivers.flatMap(({ file, id }) => misnamed(file, id)),
    ...claimedTwice(drivers),
    ...families
      .filter((family) => !canBeHad(family))
      .map(({ id }) => `families/${id}.json: no token can have it, it names no key type or no mechanism`),
    ...drivers.flatMap(hiddenFamilies),
  ]
}
