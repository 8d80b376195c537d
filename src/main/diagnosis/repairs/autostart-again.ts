import { autostartFile } from '../autostart-file.ts'
import { keptFile } from '../kept-file.ts'
import type { Repair } from '../repair.ts'

export const autostartAgain: Repair = async (world) => {
  const back = keptFile(autostartFile(world))
  await world.shell.setAutostart(world.snapshot().settings.autostart)
  return back
}
