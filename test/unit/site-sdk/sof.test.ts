import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectSof, type Sof } from '../../../src/site-sdk/sof/sof.ts'

type Asked = { readonly func: string; readonly param: readonly unknown[] }
let asked: Asked[] = []

// Everything that leaves the page arrives here. It speaks HTTP only, so the page does as well.
const service = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  if (parts.length > 0) asked.push(JSON.parse(Buffer.concat(parts).toString()) as Asked)
  response.end(JSON.stringify({ retVal: true }))
})
let sof: Sof

beforeEach(async () => {
  asked = []
  vi.stubGlobal('window', { location: { protocol: 'http:', href: 'http://site.example/' } })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  sof = await connectSof({ language: 'zh-CN', port: (service.address() as AddressInfo).port })
})
afterEach(async () => {
  sof.close()
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  vi.unstubAllGlobals()
})

describe('a PIN that an old site takes from its own page', () => {
  it('never leaves the page, neither at a login nor when it is changed', async () => {
    await sof.SOF_Login('cert', '111111')
    await sof.SOF_LoginEx('cert', '222222', true)
    await sof.SOF_ChangePassWd('cert', '333333', '444444')
    expect(asked.map(({ func, param }) => [func, ...param])).toEqual([
      ['SOF_Login', 'cert', ''],
      ['SOF_LoginEx', 'cert', '', true],
      ['SOF_ChangePassWd', 'cert', '', ''],
    ])
    expect(JSON.stringify(asked)).not.toMatch(/111111|222222|333333|444444/)
  })

  it('is taken for nothing else: other functions get all that they were given', async () => {
    await sof.SOF_SignData('cert', '111111')
    expect(asked).toMatchObject([{ func: 'SOF_SignData', param: ['cert', '111111'] }])
  })
})
