import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { found, type Step } from '../step.ts'
import { fileList } from './files.ts'

export const versionStep = {
  id: 'version',
  finds: ['version-mixed'],
  check: async ({ build, version }) => {
    const list = await readFile(join(build, 'files.json'), 'utf8')
      .then((text) => fileList.parse(JSON.parse(text)))
      // The step `files` says that there is none.
      .catch(() => null)
    if (list === null || list.version === version) return []
    return [found('version-mixed', { running: version, built: list.version })]
  },
} satisfies Step
