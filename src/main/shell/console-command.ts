import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { layoutOf } from '../versions/layout.ts'

const quiet = '--disable-warning=ExperimentalWarning'

/** Where each version has a folder of its own, a launcher that stays starts the console program of the current one. */
const launcher = (): string | null => {
  const layout = layoutOf(process.execPath)
  if (layout === null) return null
  const path = join(
    layout.root,
    process.platform === 'win32' ? 'cert-assistant-console.exe' : 'cert-assistant-console',
  )
  return existsSync(path) ? path : null
}

/** The command that starts the console program with this Node. */
export const consoleInNode = (bundle: string): readonly string[] => {
  const path = launcher()
  return path === null ? [process.execPath, quiet, join(bundle, 'console.js')] : [path]
}

/** The same beside a product in Electron, which is no Node; null if it was packed without, or moves (AppImage). */
export const consoleBeside = (resources: string): readonly string[] | null => {
  const path = launcher()
  if (path !== null) return [path]
  const folder = join(resources, 'console')
  const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
  if (process.env.APPIMAGE !== undefined || !existsSync(node)) return null
  return [node, quiet, join(folder, 'out', 'main', 'console.js')]
}
