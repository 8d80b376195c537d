import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { Agent, createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInstaller } from '../../../../src/main/applications/installer.ts'
import { createFarFiles } from '../../../../src/main/authority/far-file.ts'
import type { FeedProgram } from '../../../../src/shared/announcements/feed.ts'
import type { Installation } from '../../../../src/shared/models/index.ts'
import { openssl } from '../../../flow/ra/openssl.ts'
import { tlsFiles } from '../../../flow/ra/tls-files.ts'
import { refused } from '../refused.ts'

const folder = mkdtempSync(join(tmpdir(), 'installer-'))
const program = Buffer.alloc(700_000, 'installer ')
const sha256 = createHash('sha256').update(program).digest('hex')
let server: Server
let origin = ''
let agent: Agent
/** How the server answers: the whole, too much, too little, something else, a redirection, or never. */
let answer: 'whole' | 'longer' | 'shorter' | 'changed' | 'moved' | 'missing' | 'slow' | 'endless' = 'whole'
let sent = 0
const ssl = openssl()

/** Up to 200 MB, as fast as they are taken. */
const endless = (response: ServerResponse): void => {
  const more = () => {
    if (response.destroyed || sent >= 200_000_000) return
    sent += program.length
    if (response.write(program)) setImmediate(more)
    else response.once('drain', more)
  }
  more()
}

const bodies = {
  whole: program,
  longer: Buffer.concat([program, Buffer.from('x')]),
  shorter: program.subarray(1),
  changed: Buffer.from(program).fill('X', 0, 1),
} as const

beforeAll(async () => {
  const { key, cert } = tlsFiles(ssl)
  server = createServer({ key, cert }, (_request, response) => {
    if (answer === 'moved') return void response.writeHead(302, { location: `${origin}/other.deb` }).end()
    if (answer === 'missing') return void response.writeHead(404).end()
    if (answer === 'slow') return void response.writeHead(200).write(program.subarray(0, 300_000))
    if (answer === 'endless') return endless(response.writeHead(200))
    response.writeHead(200).end(bodies[answer])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  agent = new Agent({ ca: cert })
})
afterAll(() => {
  agent?.destroy()
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  answer = 'whole'
})

const wish = (rest: Partial<FeedProgram> = {}): FeedProgram => ({
  ...{ id: 'tool', name: { zh: '工具', en: 'Tool' }, about: { zh: '说明', en: 'About' } },
  ...{ publisher: '示例', version: '1', system: 'linux' as const, address: `${origin}/tool.deb` },
  ...{ bytes: program.length, sha256 },
  ...rest,
})

const open = (listed: FeedProgram | null = wish(), trust = true) => {
  const downloads = join(mkdtempSync(join(folder, 'home-')), 'downloads')
  const started: string[] = []
  const shown: (Installation | null)[] = []
  const farFiles = createFarFiles({
    proxy: () => ({ mode: 'none' }),
    shell: { resolveProxy: async () => 'DIRECT' },
    ...(trust ? { agents: { for: () => agent, destroy: () => {} } } : {}),
  })
  const installer = createInstaller({
    ...{ folder: downloads, farFiles, platform: 'linux' },
    program: () => listed,
    shell: {
      startProgram: async (path) => void started.push(path),
      openPath: async (path) => void started.push(path),
    },
    show: (one) => void shown.push(one),
  })
  const left = () => (existsSync(downloads) ? readdirSync(downloads) : [])
  return { installer, started, shown, left }
}

describe('one-click installation', () => {
  it('starts what the signed list names, once size and hash are right', async () => {
    const { installer, started, shown } = open()
    await installer.install('mine', 'tool', sha256)
    expect(started).toEqual([expect.stringMatching(/downloads\/[0-9a-f-]{36}\.deb$/)])
    expect(shown.at(-1)).toMatchObject({ state: 'started' })
  })

  it.each(['longer', 'shorter', 'changed'] as const)(
    'starts nothing and keeps nothing of a %s file',
    async (kind) => {
      answer = kind
      const { installer, started, shown, left } = open()
      await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('download-wrong'))
      expect([started, left(), shown.at(-1)]).toEqual([[], [], null])
    },
  )

  it('takes no more than the list says, however much comes', async () => {
    answer = 'endless'
    const { installer, left } = open()
    await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('download-wrong'))
    expect(sent).toBeLessThan(100_000_000)
    expect(left()).toEqual([])
  })

  it('follows no redirection, and takes no other answer for a file', async () => {
    for (const [kind, code] of [
      ['moved', 'network-portal'],
      ['missing', 'download-wrong'],
    ] as const) {
      answer = kind
      const { installer, started, left } = open()
      await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused(code))
      expect([started, left()]).toEqual([[], []])
    }
  })

  it('speaks with no server whose certificate nobody vouches for', async () => {
    const { installer, started } = open(wish(), false)
    await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('network-tls'))
    expect(started).toEqual([])
  })

  it('fetches nothing that the person has not agreed to, and nothing that is not on the list', async () => {
    const { installer, left } = open()
    await expect(installer.install('mine', 'tool', 'f'.repeat(64))).rejects.toThrow(
      refused('download-changed'),
    )
    await expect(open(null).installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('not-found'))
    expect(left()).toEqual([])
  })

  it.each(['tool.sh', 'tool.exe', 'tool', 'tool.deb/', 'tool.deb.sh', 'a?x=.deb'])(
    'does not fetch %s, which is no installer of this system',
    async (name) => {
      const { installer, started } = open(wish({ address: `${origin}/${name}` }))
      await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('download-kind'))
      expect(started).toEqual([])
    },
  )

  it('ends when it is cancelled, does one at a time, and can be begun again', async () => {
    answer = 'slow'
    const { installer, started, shown, left } = open()
    const first = installer.install('mine', 'tool', sha256)
    const ended = expect(first).rejects.toThrow(refused('cancelled-by-user'))
    await expect.poll(() => shown.at(-1)?.received ?? 0).toBeGreaterThan(0)
    await expect(installer.install('mine', 'tool', sha256)).rejects.toThrow(refused('busy-with-other'))
    installer.cancel()
    await ended
    expect([started, left()]).toEqual([[], []])
    answer = 'whole'
    await installer.install('mine', 'tool', sha256)
    expect(started).toHaveLength(1)
  })
})
