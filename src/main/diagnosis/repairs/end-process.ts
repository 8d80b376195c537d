import { setTimeout as pause } from 'node:timers/promises'
import { AssistantError } from '../../../shared/errors/index.ts'
import { isLeftHost, ownProcesses } from '../processes.ts'
import type { Repair } from '../repair.ts'
import type { World } from '../world.ts'

/** The number may have gone to another process since the person read it. */
const isStill = (pid: number, world: World): boolean => {
  const all = ownProcesses(world)
  return all.some((one) => one.pid === pid && isLeftHost(one, all))
}

export const endProcess: Repair = async (world, { repairOn }) => {
  const pid = Number(repairOn)
  if (!isStill(pid, world)) throw new AssistantError('not-found')
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 20 && isStill(pid, world); waited += 1) await pause(50)
  // A library that hangs does not hear it.
  if (isStill(pid, world)) process.kill(pid, 'SIGKILL')
  await pause(50)
  return null
}
