import type { Repair } from '../repair.ts'

export const listenAgain: Repair = async ({ listenAgain: listen }) => {
  await listen()
  return null
}
