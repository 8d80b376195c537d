import { statfs } from 'node:fs/promises'
import { found, type Step } from '../step.ts'

const low = 50
const full = 1

export const diskStep = {
  id: 'disk',
  finds: ['disk-low', 'disk-full'],
  check: async ({ home }) => {
    const { bavail, bsize, files, ffree } = await statfs(home)
    const megabytes = Math.floor((bavail * bsize) / 1_000_000)
    // Some file systems have no number of files, and say 0 of 0.
    if (megabytes < full || (files > 0 && ffree === 0)) return [found('disk-full', {})]
    return megabytes < low ? [found('disk-low', { megabytes }, { level: 'attention' })] : []
  },
} satisfies Step
