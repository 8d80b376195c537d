import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AssistantError } from '../../../shared/errors/index.ts'
import { writeAtomically, writeProblem } from '../../files/atomic-file.ts'
import { smallJsonAt } from '../../files/file-reading.ts'
import { changingFiles } from '../changing-files.ts'
import { ownPolicyFile } from '../policies.ts'
import type { Repair } from '../repair.ts'

const browsers = ['chrome', 'chromium', 'edge'] as const

const allow = (file: string, sites: readonly string[]): void => {
  const before = smallJsonAt(file, z.record(z.string(), z.unknown())) ?? {}
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw writeProblem(error)
  }
  const content = { ...before, LocalNetworkAccessAllowedForUrls: sites }
  writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`, 0o644)
}

/** Only our own file in a folder that browsers read; the administrator's files stay as they are. */
export const allowLoopback: Repair = async ({ root, snapshot }, { repairOn }) => {
  if (!browsers.some((browser) => ownPolicyFile(root, browser) === repairOn))
    throw new AssistantError('not-found')
  if (!snapshot().policies.writesBrowserPolicies) throw new AssistantError('fixed-by-administrator')
  const sites = snapshot().webSigning.sites.map(({ origin }) => origin)
  return changingFiles([repairOn], () => allow(repairOn, sites))
}
