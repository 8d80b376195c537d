import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserName } from '../browser-extension/browsers.ts'
import { textOfFile } from './text-of-file.ts'
import type { World } from './world.ts'

/** One policy file of a browser. `content` is null if it is not a JSON object. */
export type PolicyFile = {
  readonly browser: BrowserName
  readonly file: string
  readonly content: Readonly<Record<string, unknown>> | null
}

const chromiumFolders: readonly { readonly browser: BrowserName; readonly folder: string }[] = [
  { browser: 'chrome', folder: 'etc/opt/chrome/policies/managed' },
  { browser: 'chromium', folder: 'etc/chromium/policies/managed' },
  { browser: 'chromium', folder: 'etc/chromium-browser/policies/managed' },
  { browser: 'edge', folder: 'etc/opt/edge/policies/managed' },
]
const firefoxFiles = ['etc/firefox/policies/policies.json', 'usr/lib/firefox/distribution/policies.json']

const objectIn = (file: string): Readonly<Record<string, unknown>> | null => {
  try {
    const content: unknown = JSON.parse(textOfFile(file) ?? '')
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? { ...content } : null
  } catch {
    return null
  }
}

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

const firefoxFilesIn = (root: string): readonly string[] =>
  firefoxFiles.map((file) => join(root, file)).filter(existsSync)

/** The policy files of this computer's browsers (Linux: the places that their makers document). */
export const policyFiles = ({ root, platform }: Pick<World, 'root' | 'platform'>): readonly PolicyFile[] => {
  if (platform !== 'linux') return []
  const chromium = chromiumFolders.flatMap(({ browser, folder }) =>
    filesIn(join(root, folder)).map((file) => ({ browser, file, content: objectIn(file) })),
  )
  const firefox = firefoxFilesIn(root).map((file) => ({
    browser: 'firefox' as const,
    file,
    content: objectIn(file),
  }))
  return [...chromium, ...firefox]
}

/** Our own file in the folder of a browser's policies; null for a browser that has one file for all. */
export const ownPolicyFile = (root: string, browser: BrowserName): string | null => {
  const place = chromiumFolders.find((one) => one.browser === browser)
  return place === undefined ? null : join(root, place.folder, 'cert-assistant.json')
}
