import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { found, type Step } from '../step.ts'

/** The list that the build writes: each file below it with its SHA-256. */
export const fileList = z.object({
  format: z.literal(1),
  version: z.string(),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
})

const few = 5

const stateOf = async (file: string, wanted: string): Promise<'whole' | 'changed' | 'missing'> => {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex') === wanted
      ? 'whole'
      : 'changed'
  } catch {
    return 'missing'
  }
}

export const filesStep = {
  id: 'files',
  finds: ['file-changed', 'file-missing', 'file-list-missing'],
  check: async ({ build }, signal) => {
    const path = join(build, 'files.json')
    const list = await readFile(path, 'utf8')
      .then((text) => fileList.parse(JSON.parse(text)))
      .catch(() => null)
    if (list === null) return [found('file-list-missing', { file: path })]
    const wrong = { changed: [] as string[], missing: [] as string[] }
    for (const [name, hash] of Object.entries(list.files)) {
      if (signal.aborted) break
      const state = await stateOf(join(build, name), hash)
      if (state !== 'whole') wrong[state].push(name)
    }
    const said = (names: readonly string[]) => ({ count: names.length, files: names.slice(0, few).join(' ') })
    return [
      ...(wrong.changed.length > 0 ? [found('file-changed', said(wrong.changed))] : []),
      ...(wrong.missing.length > 0 ? [found('file-missing', said(wrong.missing))] : []),
    ]
  },
} satisfies Step
