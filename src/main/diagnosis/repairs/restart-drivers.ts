import type { Repair } from '../repair.ts'

export const restartDrivers: Repair = async ({ keyring }) => {
  await keyring.refresh()
  return null
}
