import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../../src/main/web-signing/connections.ts'
import { sofAliases } from '../../../../src/main/web-signing/sof/aliases.ts'
import { callSof } from '../../../../src/main/web-signing/sof/call.ts'
import { type SofFunction, textual } from '../../../../src/main/web-signing/sof/function.ts'
import { openSofSession, type SofParts } from '../../../../src/main/web-signing/sof/session.ts'
import { SOR } from '../../../../src/main/web-signing/sof/sof-error.ts'

const openSession = () =>
  openSofSession({ refusalOf: () => ({ code: 'failed' }) } as unknown as Connection, {} as SofParts)

describe('a page of an older client', () => {
  it.each(Object.entries(sofAliases))('reaches by %s what is %s', async (alias, name) => {
    const functions = new Map([[name, textual(() => `${name} was called`)]])
    const session = openSession()
    expect(await callSof(session, functions, alias, [])).toBe(`${name} was called`)
    expect(session.lastError).toBe(SOR.ok)
  })

  it.each(['constructor', 'toString', '__proto__', 'SOF_NoSuch', 'DeleteFile', 'SOF_EPS_Anything'])(
    'gets nothing by %s, whatever there is of that name',
    async (name) => {
      const every = new Map<string, SofFunction>([
        ['DeleteFile', textual(() => 'deleted')],
        ['SOF_EPS_Anything', textual(() => 'done')],
      ])
      const session = openSession()
      expect(await callSof(session, every, name, [])).toBe('')
      expect(session.lastError).toBe(SOR.notSupported)
    },
  )

  it('hears why a call failed until the next one ends, however often it asks', async () => {
    const functions = new Map<string, SofFunction>([
      ['SOF_GetLastError', textual(({ lastError }) => lastError)],
      ['works', textual(() => 'yes')],
    ])
    const session = openSession()
    await callSof(session, functions, 'SOF_NoSuch', [])
    const twice = [0, 1].map(() => callSof(session, functions, 'SOF_GetLastError', []))
    expect(await Promise.all(twice)).toEqual([SOR.notSupported, SOR.notSupported])
    await callSof(session, functions, 'works', [])
    expect(await callSof(session, functions, 'SOF_GetLastError', [])).toBe(SOR.ok)
  })
})
