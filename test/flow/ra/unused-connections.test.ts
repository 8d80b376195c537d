import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningRa } from '../../../src/ra/server.ts'
import { openRa, removeFolder, temporary } from '../../house/issuance.ts'

const folder = temporary()
let ra: RunningRa
beforeAll(async () => {
  ra = await openRa(folder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(folder)
})

/** What the authority says on a connection, until it closes it. */
const saidOn = (first: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(ra.url)
    const socket = connect(Number(port), hostname, () => socket.write(first))
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk.toString()
    })
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })

it('closes a connection on which nothing came without a word: a browser would show the word as the page', async () => {
  const [unused, half] = await Promise.all([saidOn(''), saidOn('GET / HTTP/1.1\r\n')])
  expect(unused).toBe('')
  expect(half).toContain('HTTP/1.1 400')
}, 60_000)
