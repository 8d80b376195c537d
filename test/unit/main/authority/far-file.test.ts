import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFarFiles } from '../../../../src/main/authority/far-file.ts'
import { openssl } from '../../../flow/ra/openssl.ts'
import { tlsFiles } from '../../../flow/ra/tls-files.ts'
import { refused } from '../refused.ts'

const { key, cert } = tlsFiles(openssl())
const agent = new Agent({ ca: cert })
const server = createServer({ key, cert }, ({ url }, response) => {
  response.writeHead(url === '/portal' ? 511 : url === '/fault' ? 503 : 200, { 'content-length': 1000 })
  if (url === '/half') {
    response.write('x'.repeat(500))
    setTimeout(() => response.destroy(), 20)
  } else if (url === '/silent') response.write('x'.repeat(500))
  else response.end('x'.repeat(1000))
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  agent.destroy()
  server.closeAllConnections()
  server.close()
})

const read = async (path: string, mostBytes = 1000, milliseconds = 30_000) => {
  let length = 0
  const farFiles = createFarFiles({
    proxy: () => ({ mode: 'none' }),
    shell: { resolveProxy: async () => 'DIRECT' },
    agents: { for: () => agent, destroy: () => {} },
  })
  const take = (bytes: Uint8Array) => {
    length += bytes.length
  }
  const address = path.startsWith('http') ? path : `${origin}${path}`
  await farFiles.read({ address, mostBytes, milliseconds, silentMs: 200, take })
  return length
}

describe('a file of an issuer', () => {
  it('is read whole', async () => {
    expect(await read('/')).toBe(1000)
  })

  it('is given up when it is larger than it may be, breaks off, or falls silent half-way', async () => {
    await expect(read('/', 999)).rejects.toThrow(refused('authority-answer-unreadable'))
    await expect(read('/half')).rejects.toThrow()
    await expect(read('/silent')).rejects.toThrow(refused('network-timeout'))
  })

  it('is not a page of a network that wants a login, nor that of a fault', async () => {
    await expect(read('/portal')).rejects.toThrow(refused('network-portal'))
    await expect(read('/fault')).rejects.toThrow(refused('authority-fault'))
  })

  it('is read over https alone', async () => {
    await expect(read('http://127.0.0.1:9/')).rejects.toThrow(refused('input-invalid'))
  })
})
