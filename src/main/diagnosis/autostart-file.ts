import { join } from 'node:path'
import type { World } from './world.ts'

/** The entry that `shell/xdg-autostart.ts` writes. */
export const autostartFile = ({ env, userFolder }: Pick<World, 'env' | 'userFolder'>): string =>
  join(env.XDG_CONFIG_HOME || join(userFolder, '.config'), 'autostart', 'cert-assistant.desktop')

/** The program of its Exec line; null if there is none. */
export const programOf = (entry: string): string | null => {
  const [, line] = /^Exec=(.*)$/m.exec(entry) ?? []
  const [, quoted, bare] = /^(?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(line ?? '') ?? []
  return (quoted ?? bare)?.replace(/\\(.)/g, '$1').replace(/%%/g, '%') ?? null
}
