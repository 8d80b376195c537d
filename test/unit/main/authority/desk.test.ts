import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesk } from '../../../../src/main/authority/desk.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'desk-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const ask = (url = 'http://127.0.0.1:8090') =>
  createDesk({
    find: (id) =>
      id === 'unknown' ? null : { id, name: id, address: id === 'demo' ? 'embedded' : 'http://127.0.0.1:1' },
    embedded: { address: async () => url },
    data,
  })

const operators = (text: string): void => writeFileSync(join(data, 'operators.txt'), text)

describe('the desk of the authority inside', () => {
  it('has an address, the first operator, and the account to try with', async () => {
    operators('operator  with\n')
    operators('wang secret1\r\nli secret2\n')
    expect(await ask()('demo')).toEqual({
      url: 'http://127.0.0.1:8090/operator/',
      operator: { name: 'wang', password: 'secret1' },
      account: { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' },
    })
  })

  it('has one slash before its path, however the address ends', async () => {
    expect((await ask('http://127.0.0.1:8090//')('demo'))?.url).toBe('http://127.0.0.1:8090/operator/')
  })

  it.each([
    ['is missing', null],
    ['is empty', ''],
    ['has no password', 'wang\n'],
    ['has them only later', '\nwang secret\n'],
  ])('names no operator if the file %s', async (_, text) => {
    if (text !== null) operators(text)
    expect((await ask()('demo'))?.operator).toBeNull()
  })

  it('is none of another authority, or of none', async () => {
    expect(await ask()('far')).toBeNull()
    expect(await ask()('unknown')).toBeNull()
  })
})
