import { autostartFile } from '../autostart-file.ts'
import { changingFiles } from '../changing-files.ts'
import type { Repair } from '../repair.ts'

export const autostartAgain: Repair = (world) =>
  changingFiles([autostartFile(world)], () => world.shell.setAutostart(world.snapshot().settings.autostart))
