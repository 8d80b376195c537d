import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseKeyFile } from '../../../../src/native/virtual-ukey/key-file.ts'
import { createUkey, readUkey } from '../../../../src/native/virtual-ukey/ukey.ts'
import { newHomes } from './folder.ts'

const home = newHomes()
const textOf = (id: string) => readFileSync(join(home(), `${id}.ukey`), 'utf8')
const asHex = (text: string) => Buffer.from(text).toString('hex')
const signed = (body: string) => `${body}sha256 ${createHash('sha256').update(body).digest('hex')}\n`

describe('the file of a key', () => {
  const pins = 'user-pin 3 6 1 2000 aa bb\nso-pin 0 10 0 0 - -\n'

  it('that is not whole is of no key', () => {
    createUkey(home(), 'a')
    const text = textOf('a')
    expect(parseKeyFile(text)).not.toBeNull()
    for (const other of ['', 'sha256', text.replace('slot 0', 'slot 1'), text.slice(0, -1), `${text}\n`])
      expect(parseKeyFile(other)).toBeNull()
    writeFileSync(join(home(), 'a.ukey'), 'damaged')
    expect(readUkey(home(), 'a').facts).toBeNull()
  })

  it('tells the PINs of its first application and its objects', () => {
    const object = (handle: number, kind: string, rest = '') =>
      `object ${handle}\nattr 0 ${kind}\n${rest}end\n`
    const body =
      `virtual-ukey 1\nslot 2\ngeneration 4\nlabel ${asHex('标签')}\n${pins}user-pin 1 1 0 0 - -\n` +
      object(1, '0000000000000000') +
      object(2, '0100000000000000', `attr 3 ${asHex('我的')}\nattr 102 0aff\n`) +
      object(3, '02') +
      object(4, '03') +
      object(5, '04') +
      object(6, '-')
    const none = { label: '', id: '' }
    expect(parseKeyFile(signed(body))).toEqual({
      ...{ slot: 2, generation: 4, label: '标签', manufacturer: '', model: '', serial: '' },
      user: { left: 3, max: 6, isDefault: true, set: true },
      so: { left: 0, max: 10, isDefault: false, set: false },
      objects: [
        { handle: 1, kind: 'data', ...none },
        { handle: 2, kind: 'certificate', label: '我的', id: '0aff' },
        { handle: 3, kind: 'public key', ...none },
        { handle: 4, kind: 'private key', ...none },
        { handle: 5, kind: 'unknown', ...none },
        { handle: 6, kind: 'unknown', ...none },
      ],
    })
  })
})
