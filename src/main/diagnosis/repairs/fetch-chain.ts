import type { Repair } from '../repair.ts'

export const fetchChain: Repair = async ({ authority }, { repairOn }) => {
  await authority(repairOn).check()
  return null
}
