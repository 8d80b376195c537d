import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pkcs11js from 'pkcs11js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseKeyFile } from '../../../src/native/virtual-ukey/key-file.ts'
import { ukeyFile } from '../../../src/native/virtual-ukey/ukey.ts'
import { build, child, find, freshHome, openLibrary, openSession } from './library.ts'

const KILLS = 12

let home = ''
let drop = () => {}

beforeAll(() => {
  build()
  const fresh = freshHome()
  home = fresh.home
  drop = fresh.drop
})
afterAll(() => drop())

describe('a virtual Ukey whose process is killed while it writes', () => {
  it('still has every object whose writing was confirmed, and its file is always whole', async () => {
    for (let round = 0; round < KILLS; round++) {
      const writer = child(home, 'write-forever', `round-${round}`)
      await writer.spoke
      await pause(Math.random() * 40)
      writer.kill()
      const { text } = await writer.ended
      const confirmed = text
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('wrote '))
      const facts = parseKeyFile(readFileSync(ukeyFile(home, 'alice', '.ukey'), 'utf8'))
      expect(facts, 'the file is whole').not.toBe(null)
      const labels = new Set(facts?.objects.map(({ label }) => label))
      for (const line of confirmed.slice(-7)) expect(labels).toContain(line.slice('wrote '.length))
    }
    const p11 = openLibrary()
    const session = openSession(p11)
    const objects = find(p11, session)
    expect(objects.length).toBeGreaterThan(0)
    for (const object of objects) {
      const wanted = [{ type: pkcs11js.CKA_LABEL }, { type: pkcs11js.CKA_VALUE }]
      const [label, value] = p11.C_GetAttributeValue(session, object, wanted)
      expect(String(value?.value)).toBe(String(label?.value).repeat(20))
    }
    p11.C_Finalize()
  })
})
