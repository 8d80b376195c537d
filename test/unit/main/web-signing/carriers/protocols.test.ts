import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { jszhProtocol } from '../../../../../src/main/web-signing/carriers/jszh.ts'
import { mtokenProtocol } from '../../../../../src/main/web-signing/carriers/mtoken.ts'
import { netcaProtocol } from '../../../../../src/main/web-signing/carriers/netca.ts'
import type { Answering, Protocol } from '../../../../../src/main/web-signing/carriers/protocol.ts'
import type { Connection } from '../../../../../src/main/web-signing/connections.ts'
import { PageRefusal } from '../../../../../src/main/web-signing/page-refusal.ts'
import { SOR } from '../../../../../src/main/web-signing/sof/sof-error.ts'
import { olderPage } from '../older-page.ts'

const { parts } = olderPage()
const all = { mtoken: mtokenProtocol(parts), netca: netcaProtocol(parts), jszh: jszhProtocol(parts) }
const paths = ['/', '/alpha', '/onecertx', '/alpha/']
const taken = (does: (path: string) => boolean) => paths.filter(does)

describe('the language of', () => {
  it.each<[keyof typeof all, Protocol['ports'], readonly string[], readonly string[], readonly string[]]>([
    [
      'mtoken',
      [
        { numbers: [51235], tls: false },
        { numbers: [51245], tls: true },
      ],
      ...([[], ['/alpha'], []] as const),
    ],
    [
      'netca',
      [{ numbers: [10443, 20443, 30443], tls: true }],
      ...([['/'], [], ['crypto-jsonrpc-protocol']] as const),
    ],
    ['jszh', [{ numbers: [9630], tls: false }], ...([[], ['/onecertx'], []] as const)],
  ])('%s has its ports and paths', (name, ports, sockets, posts, subprotocols) => {
    const one = all[name]
    expect([one.name, one.ports, one.presence, one.subprotocols]).toEqual([name, ports, '{}', subprotocols])
    expect([taken(one.isSocketPath), taken(one.isPostPath)]).toEqual([sockets, posts])
  })
})

/** Requests of one page over one TCP connection. */
const posting = (protocol: Protocol, connect: () => Connection) => {
  const socket = new EventEmitter() as Socket
  const request: Answering = {
    ...{ connect, socket, origin: 'https://www.example.cn', path: '/' },
    signal: new AbortController().signal,
  }
  const ask = async (body: string): Promise<unknown> => {
    const answer = await protocol.answer(body, request)
    return answer === null ? null : JSON.parse(answer)
  }
  return { ask, close: () => socket.emit('close') }
}
const calls = {
  mtoken: {
    login: `json=${JSON.stringify({ function: 'SOF_Login', deviceName: 'serial-ukey-1' })}`,
    last: `json=${JSON.stringify({ function: 'SOF_ExportUserCert', containerName: 'x' })}`,
    after: `json=${JSON.stringify({ function: 'SOF_GetLastError' })}`,
  },
}

describe('a page that posts', () => {
  it('keeps its session over one connection, which it leaves at its end', async () => {
    const { page, done } = olderPage()
    const opened = { times: 0 }
    const { ask, close } = posting(all.mtoken, () => {
      opened.times += 1
      return page
    })
    expect(await ask(calls.mtoken.login)).toEqual({ rtn: 0 })
    expect(await ask(calls.mtoken.last)).toEqual({ rtn: SOR.noCertificate })
    expect(await ask(calls.mtoken.after)).toEqual({ rtn: SOR.noCertificate })
    expect([opened.times, done.left]).toEqual([1, 0])
    close()
    expect(done.left).toBe(1)
  })

  it.each(['mtoken', 'jszh', 'netca'] as const)(
    'gets no answer to what is none of its language: %s',
    async (name) => {
      const { ask } = posting(all[name], () => {
        throw new Error('nobody should connect')
      })
      expect(await ask('{')).toBeNull()
    },
  )

  it('hears that it is not served, if its language has words for that', async () => {
    const refusing = () => {
      throw new PageRefusal('off')
    }
    expect(await posting(all.mtoken, refusing).ask(calls.mtoken.login)).toEqual({ rtn: SOR.cancelled })
    expect(await posting(all.jszh, refusing).ask(JSON.stringify({ method: 'GetDeviceCount' }))).toBeNull()
  })

  it('of JSZH is answered without a login', async () => {
    const { page } = olderPage()
    const { ask } = posting(all.jszh, () => page)
    expect(await ask(JSON.stringify({ method: 'GetDeviceCount' }))).toMatchObject({
      ErrorCode: 0,
      Result: { lDevNum: 1 },
    })
    expect(await ask(JSON.stringify({ method: 'SOF_Pkcs7Silent', param: { data: 'a' } }))).toMatchObject({
      Status: 1,
    })
  })

  it('is not talked to on a socket', () => {
    const { page } = olderPage()
    const sent: string[] = []
    for (const protocol of [all.mtoken, all.jszh]) {
      const speaker = protocol.speak({ page, send: (text) => void sent.push(text) })
      speaker.hear('{}')
      speaker.tell({ event: 'certificates-changed' })
    }
    expect(sent).toEqual([])
  })
})

describe('a page of NETCA on its socket', () => {
  const question = (name: string, requestId: number) =>
    JSON.stringify({ requestVersion: '1', requestOrigin: 'o', requestId, requestQuery: { function: name } })

  it('is answered under its number, and nothing else is', async () => {
    const { page } = olderPage()
    const heard = Promise.withResolvers<string>()
    const speaker = all.netca.speak({ page, send: heard.resolve })
    speaker.tell({ event: 'certificates-changed' })
    speaker.hear('{')
    speaker.hear(question('IsInsertKey', 7))
    expect(JSON.parse(await heard.promise)).toEqual({
      ...{ requestVersion: '1', requestOrigin: 'o', requestId: 7 },
      ...{ responseResult: { status: 0, msg: '' }, responseEntity: { insertCount: 1 } },
    })
  })

  it('signs without a login', async () => {
    const { page } = olderPage()
    const heard = Promise.withResolvers<string>()
    const speaker = all.netca.speak({ page, send: heard.resolve })
    const requestQuery = { function: 'Sign', param: { data: { text: 'a' } } }
    speaker.hear(JSON.stringify({ requestVersion: '1', requestOrigin: 'o', requestId: 1, requestQuery }))
    expect(JSON.parse(await heard.promise)).toMatchObject({ responseResult: { status: 0 } })
  })
})
