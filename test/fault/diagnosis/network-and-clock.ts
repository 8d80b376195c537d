import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, utimesSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'
import { demoIssuer, openRa } from '../../house/issuance.ts'
import type { Fault, Mend } from './fault.ts'

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )

const closed =
  (server: Server, sockets: ReadonlySet<Socket>): Mend =>
  () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }

const socketsOf = (server: Server): ReadonlySet<Socket> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  return sockets
}

let made = 0

/** New business goes to another authority at this address. */
const authorityAt = ({ twist }: DiagnosisHouse, address: string, mend: Mend): Mend => {
  made += 1
  twist.issuer = demoIssuer(address, { id: `faulty-${made}`, name: '远方机构', demonstration: false })
  return async () => {
    twist.issuer = null
    await mend()
  }
}

const answering =
  (listener: RequestListener) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    const server = createServer(listener)
    const sockets = socketsOf(server)
    const port = await listening(server)
    return authorityAt(stage, `http://127.0.0.1:${port}`, closed(server, sockets))
  }

/** A certificate authority that nobody trusts, and a server that it signed: so a device between answers. */
const foreignTls = async (stage: DiagnosisHouse): Promise<Mend> => {
  const folder = join(stage.root, 'foreign')
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => join(folder, name)
  const run = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  run(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
    '-subj',
    '/CN=Example Inspection CA',
  )
  run('req', ...curve, '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=127.0.0.1')
  run(
    ...['x509', '-req', '-in', at('server.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
    ...['-CAcreateserial', '-days', '2', '-out', at('server.pem')],
  )
  const [key, cert] = [readFileSync(at('server.key')), readFileSync(at('server.pem'))]
  const server = createTlsServer({ key, cert }, (_, answer) => answer.end('{}'))
  const sockets = socketsOf(server)
  const port = await listening(server)
  return authorityAt(stage, `https://127.0.0.1:${port}`, closed(server, sockets))
}

const deadPort = async (): Promise<number> => {
  const server = createPlainServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

const proxied = ({ house }: DiagnosisHouse, port: number, mend: Mend): Mend => {
  const { settings } = house.state.current()
  const proxy = { mode: 'manual', address: `http://127.0.0.1:${port}` } as const
  house.state.change({ settings: { ...settings, proxy } })
  return async () => {
    house.state.change({ settings: { ...house.state.current().settings, proxy: settings.proxy } })
    await mend()
  }
}

const refusingProxy = async (status: number) => {
  const server = createServer((_, answer) => answer.writeHead(status).end())
  server.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`))
  const sockets = socketsOf(server)
  return { port: await listening(server), mend: closed(server, sockets) }
}

const minute = 60_000

/** The clock of the authority, which is the real other source. */
const authorityClock =
  (minutes: number) =>
  async (stage: DiagnosisHouse): Promise<Mend> => {
    stage.twist.authorityAhead = minutes * minute
    await stage.check('authority')
    return async () => {
      stage.twist.authorityAhead = 0
      await stage.check('authority')
    }
  }

/** Two authorities that do not agree. */
const disagreeing = async (stage: DiagnosisHouse): Promise<Mend> => {
  const folder = join(stage.root, 'other-ra')
  cpSync(stage.youngRa, folder, { recursive: true })
  const other = await openRa(folder, { clock: () => Date.now() + 120 * minute })
  const mend = authorityAt(stage, other.url, () => other.stop())
  await stage.check('authority')
  return mend
}

export const networkFaults: readonly Fault[] = [
  {
    ...{ name: 'the authority is behind a closed port', step: 'authority', finds: 'network-refused' },
    make: async (stage) => authorityAt(stage, `http://127.0.0.1:${await deadPort()}`, () => {}),
  },
  {
    ...{ name: 'the network wants a login first', step: 'authority', finds: 'network-portal' },
    make: answering((_, answer) =>
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Wi-Fi</h1>'),
    ),
  },
  {
    ...{ name: 'the network redirects to its login', step: 'authority', finds: 'network-portal' },
    make: answering((_, answer) => answer.writeHead(302, { location: 'http://127.0.0.1/login' }).end()),
  },
  {
    ...{ name: 'the authority is out of order', step: 'authority', finds: 'authority-fault' },
    make: answering((_, answer) => answer.writeHead(503, { 'content-type': 'text/plain' }).end('down')),
  },
  {
    ...{ name: 'the authority answers nonsense', step: 'authority', finds: 'authority-answer-unreadable' },
    make: answering((_, answer) => answer.writeHead(200, { 'content-type': 'text/plain' }).end('hello')),
  },
  {
    ...{ name: 'a device opens the connection', step: 'authority', finds: 'tls-intercepted' },
    make: foreignTls,
  },
  {
    ...{ name: 'the proxy in front of it refuses', step: 'authority', finds: 'network-proxy' },
    make: async (stage) => {
      const { port, mend } = await refusingProxy(407)
      // Through a proxy nobody looks up the name.
      const back = authorityAt(stage, 'http://authority.invalid', mend)
      return proxied(stage, port, back)
    },
  },
  {
    ...{
      name: 'the proxy is not there',
      step: 'network',
      finds: 'proxy-silent',
      repaired: true,
      undone: true,
    },
    make: async (stage) => proxied(stage, await deadPort(), () => {}),
  },
  {
    ...{ name: 'the proxy wants a password', step: 'network', finds: 'proxy-refuses' },
    make: async (stage) => {
      const { port, mend } = await refusingProxy(407)
      return proxied(stage, port, mend)
    },
  },
  {
    ...{ name: 'the proxy forbids', step: 'network', finds: 'proxy-refuses' },
    make: async (stage) => {
      const { port, mend } = await refusingProxy(403)
      return proxied(stage, port, mend)
    },
  },
  {
    ...{ name: 'the clock is 40 minutes behind', step: 'clock', finds: 'clock-behind' },
    make: authorityClock(40),
  },
  {
    ...{ name: 'the clock is 40 minutes ahead', step: 'clock', finds: 'clock-ahead' },
    make: authorityClock(-40),
  },
  { ...{ name: 'two authorities disagree', step: 'clock', finds: 'clock-disagree' }, make: disagreeing },
  {
    ...{ name: 'the clock was set on by an hour', step: 'clock', finds: 'clock-jumped' },
    make: ({ twist }) => {
      twist.ahead = 60 * minute
      return () => {
        twist.ahead = 0
      }
    },
  },
  {
    ...{ name: 'the clock is before the program was made', step: 'clock', finds: 'clock-before-build' },
    make: ({ build }) => {
      const file = join(build, 'files.json')
      const later = new Date(Date.now() + 3 * 86_400_000)
      utimesSync(file, later, later)
      return () => utimesSync(file, new Date(), new Date())
    },
  },
]

/** It takes as long as we wait for an authority. */
export const slowFaults: readonly Fault[] = [
  {
    ...{ name: 'the authority accepts and is silent', step: 'authority', finds: 'network-timeout' },
    make: async (stage) => {
      const server = createPlainServer()
      const sockets = socketsOf(server)
      const port = await listening(server)
      return authorityAt(stage, `http://127.0.0.1:${port}`, closed(server, sockets))
    },
  },
]

/** After these the authority is another one, so they come last. */
export const lastFaults: readonly Fault[] = [
  {
    ...{ name: 'the status service is gone', step: 'revocation', finds: 'revocation-unanswered' },
    make: async (stage) => {
      await stage.ra.stop()
      return async () => {
        const { port } = new URL(stage.ra.url)
        await openRa(stage.raFolder, { port: Number(port) }).then((ra) => {
          ;(stage as { ra: typeof ra }).ra = ra
        })
      }
    },
  },
]
