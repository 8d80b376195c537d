import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Installation } from '../updates/versions-port.ts'
import { type Layout, mayWrite } from './layout.ts'

/** Where the debs put the program, and what dpkg notes of the one that an organisation gives out. */
const ofDebs = '/opt/apps/cn.cert-assistant.desktop/'
const noteOfDpkg = '/var/lib/dpkg/info/cert-assistant.list'
/** The installer leaves it if it installs for everybody. */
export const forEverybody = 'for-everybody'

type Facts = {
  readonly program: string
  readonly layout: Layout | null
  /** Whether a launcher stands behind this process. */
  readonly launched: boolean
}

/** Who puts new versions in place here. */
export const installationOf = ({ program, layout, launched }: Facts): Installation => {
  if (program.startsWith(ofDebs)) return { kind: 'told', by: existsSync(noteOfDpkg) ? 'deb' : 'store' }
  if (layout === null) return { kind: 'told', by: 'folder' }
  if (existsSync(join(layout.versions, forEverybody)) || !mayWrite(layout.versions))
    return { kind: 'told', by: 'administrator' }
  return launched ? { kind: 'windows' } : { kind: 'told', by: 'folder' }
}
