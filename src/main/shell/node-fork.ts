import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Fork } from '../../native/host/child.ts'
import { nodeFork as forkEntries } from '../../native/host/node-fork.ts'

const sources = {
  'token-host': '../../native/host/token-host.ts',
  'pfx-opener': '../../native/pfx/pfx-opener.ts',
  'document-worker': '../documents/file-work/document-worker.ts',
  'drawing-worker': '../documents/drawing/drawing-worker.ts',
  authority: '../../ra/embedded.ts',
} as const

/** The file of an entry: beside the built bundle, or in its room if the source itself runs. */
export const entryFile = (bundle: string, entry: keyof typeof sources): string => {
  const built = join(bundle, `${entry}.js`)
  return existsSync(built) ? built : join(import.meta.dirname, sources[entry])
}

/** Processes of our own under plain Node. */
export const nodeFork = (bundle: string): Fork =>
  forkEntries({
    'token-host': entryFile(bundle, 'token-host'),
    'pfx-opener': entryFile(bundle, 'pfx-opener'),
    'document-worker': entryFile(bundle, 'document-worker'),
    'drawing-worker': entryFile(bundle, 'drawing-worker'),
    authority: entryFile(bundle, 'authority'),
  })
