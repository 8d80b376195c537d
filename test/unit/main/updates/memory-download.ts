import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createDownload, packageName, type Wanted } from '../../../../src/main/updates/download.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { fileOf } from '../../../flow/updates/feed.ts'
import { memoryFeed, type PackageAnswer } from './memory-feed.ts'

export const refused = (code: string, params: object = {}) => expect.objectContaining({ code, params })
export const broken = new AssistantError('update-unreachable')

export const setUp = (room = 1e12) => {
  const feed = memoryFeed()
  const folder = join(mkdtempSync(join(tmpdir(), 'download-')), 'updates')
  const wanted: Wanted = { ...fileOf(feed.bytes), version: '0.2.0', address: new URL('https://a.example/x') }
  const rooms: string[] = []
  const open = (free = room) => {
    const download = createDownload({
      ...{ folder, server: feed.server, pauseMs: 0 },
      room: async (path) => {
        rooms.push(path)
        return free
      },
    })
    const told: number[] = []
    const fetch = (signal = new AbortController().signal, one = wanted) =>
      download.fetch(one, signal, (received) => void told.push(received))
    return { download, told, fetch }
  }
  const answer = (...answers: readonly PackageAnswer[]) => void feed.state.answers.push(...answers)
  return { feed, folder, wanted, rooms, open, answer, path: join(folder, packageName(wanted)) }
}
export const etag = (tag: string) => ({ etag: tag })
export const first = (bytes: Uint8Array, tag = '"one"'): PackageAnswer => ({
  headers: etag(tag),
  chunks: [bytes.subarray(0, 500)],
  error: broken,
})
export const rest = (bytes: Uint8Array, from = 500): PackageAnswer => ({
  status: 206,
  headers: { 'content-range': `bytes ${from}-1999/2000` },
  chunks: [bytes.subarray(from)],
})
