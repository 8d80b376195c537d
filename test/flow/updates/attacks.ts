import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { signedFeed } from '../../../scripts/release/feed.ts'
import type { ErrorCode } from '../../../src/shared/errors/index.ts'
import { manifestText } from '../../../src/shared/updates/manifest.ts'
import { type Feed, fileOf, manifestWith, newKey, packageBytes, packageUrl, sendFile } from './feed.ts'
import { impatient, type ProductWish } from './product.ts'
import { signText } from './sign-text.ts'

export type Attack = {
  readonly name: string
  /** The reason that the person reads; null if what was done has no effect at all. */
  readonly code: ErrorCode | null
  /** What the product has seen before the attack: an honest feed with this number, but no package. */
  readonly seen?: number
  readonly wish?: ProductWish
  readonly does: (feed: Feed, home: string) => void
}

const other = Buffer.from(packageBytes.map((byte, at) => (at === 1_000 ? byte ^ 1 : byte)))

/** Sends without end, as fast as somebody reads. */
const endless = (response: ServerResponse): void => {
  const send = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 32)));
  }
  response.on('drain', send)
  send()
}

const drip = (response: ServerResponse): void => {
  const timer = setInterval(() => response.write('x'), 40)
  response.on('close', () => clearInterval(timer))
}

const honestText = manifestText(manifestWith())
const edited = (from: string, to: string): string => {
  const text = honestText.replace(from, to)
  if (text === honestText) throw new Error(`the manifest does not have ${from}`)
  return text
}

/** The manifest in a form that its publisher's key has really signed. */
const signedAs = (text: string | Uint8Array) => (feed: Feed) => signText(feed, text)
const inForm = (name: string, text: () => string | Uint8Array): Attack => ({
  name,
  code: 'update-unreadable',
  does: (feed) => signedAs(text())(feed),
})
const url = (name: string, address: string): Attack =>
  inForm(`a package ${name}`, () => edited(packageUrl, address))

const onManifest: readonly Attack[] = [
  {
    name: 'a manifest of which one letter was changed',
    code: 'update-signature-wrong',
    does: (feed) => {
      const { bytes } = signedFeed(manifestWith(), [feed.key])
      feed.answer('update.json', sendFile(Buffer.from(bytes.toString().replace('0.2.0', '0.3.0'))))
    },
  },
  {
    name: 'a manifest of a foreign key',
    code: 'update-signature-wrong',
    does: (feed) => feed.publish(manifestWith(), [newKey()]),
  },
  {
    name: 'a foreign signature under the name of the right key',
    code: 'update-signature-wrong',
    does: (feed) => {
      const { bytes, signatures } = signedFeed(manifestWith({ version: '9.0.0' }), [newKey()])
      const named = signatures.toString().replace(/"key": "[0-9a-f]+"/, `"key": "${feed.keys[0]}"`)
      feed.answer('update.json', sendFile(bytes))
      feed.answer('update.json.sig', sendFile(Buffer.from(named)))
    },
  },
  {
    name: 'a signature that is missing',
    code: 'update-answer-wrong',
    does: (feed) => feed.answer('update.json.sig', (_, response) => response.writeHead(404).end()),
  },
  {
    name: 'a manifest that has expired',
    code: 'update-expired',
    does: (feed) =>
      feed.publish(manifestWith({ issued: '2026-10-01T00:00:00Z', expires: '2026-11-28T07:59:59Z' })),
  },
  {
    name: 'an expired manifest on a computer whose clock says 1970',
    code: 'update-expired',
    seen: 4,
    wish: { clock: () => new Date(0) },
    does: (feed) =>
      feed.publish(manifestWith({ issued: '2026-10-01T00:00:00Z', expires: '2026-11-26T00:00:00Z' })),
  },
  {
    name: 'a manifest from before the build on a computer whose clock was set back',
    code: 'update-expired',
    wish: { clock: () => new Date('2026-09-01T00:00:00Z') },
    does: (feed) =>
      feed.publish(manifestWith({ issued: '2026-08-01T00:00:00Z', expires: '2026-10-20T00:00:00Z' })),
  },
  {
    name: 'a feed that was frozen until its end',
    code: 'update-expired',
    seen: 5,
    wish: { clock: () => new Date('2027-01-20T00:00:00Z') },
    does: (feed) => feed.publish(manifestWith()),
  },
  {
    name: 'a manifest that was replayed',
    code: 'update-replayed',
    seen: 6,
    does: (feed) => feed.publish(manifestWith()),
  },
  {
    name: 'another content under a number that was seen',
    code: 'update-contradicts',
    seen: 5,
    does: (feed) => feed.publish(manifestWith({ version: '0.2.1' })),
  },
  {
    name: 'a version that is older than the running one',
    code: 'update-downgrade',
    wish: { running: '0.2.5' },
    does: (feed) => feed.publish(manifestWith()),
  },
  {
    name: 'packages for other systems and processors only',
    code: 'update-none-for-this-computer',
    does: (feed) =>
      feed.publish(
        manifestWith({
          files: [
            fileOf(packageBytes, { architecture: 'arm64' }),
            fileOf(packageBytes, { system: 'windows', kind: 'nsis' }),
          ],
        }),
      ),
  },
  inForm('a system that nobody knows', () => edited('"linux"', '"plan9"')),
  url('that lies outside the folder', '../other/cert-assistant.AppImage'),
  url('with an encoded way upwards', '%2e%2e/cert-assistant.AppImage'),
  url('on another server', 'https://example.org/cert-assistant.AppImage'),
  url('on another server without a scheme', '//example.org/cert-assistant.AppImage'),
  url('with a query', 'cert-assistant.AppImage?next=1'),
  url('behind backslashes', '..\\\\cert-assistant.AppImage'),
  inForm('a name that is there twice', () =>
    edited('"version": "0.2.0",', '"version": "9.0.0",\n  "version": "0.2.0",'),
  ),
  inForm('the name of a prototype', () => edited('"minimum": {},', '"minimum": {},\n  "__proto__": {},')),
  inForm('the name of a prototype further inside', () =>
    edited('"minimum": {},', '"minimum": {\n    "constructor": "0.1.0"\n  },'),
  ),
  inForm('a field that nobody knows', () => edited('"minimum": {},', '"minimum": {},\n  "run": "sh",')),
  inForm('a huge number', () => edited('"sequence": 5,', '"sequence": 1e999,')),
  inForm('a number beyond what is exact', () => edited('"sequence": 5,', '"sequence": 9007199254740993,')),
  inForm('a number in another form', () => edited('"sequence": 5,', '"sequence": 5.0,')),
  inForm('a byte order mark', () => Buffer.concat([Buffer.from('efbbbf', 'hex'), Buffer.from(honestText)])),
  inForm('bytes that are no UTF-8', () => Buffer.from(edited('A new version.', '\u00ff\u00fe'), 'latin1')),
  inForm('UTF-16', () => Buffer.from(honestText, 'utf16le')),
  inForm('notes that turn the direction of writing', () => edited('A new', 'A\u202enew')),
  inForm('sixty thousand brackets', () => '['.repeat(60_000)),
  inForm('a life of years', () => edited('2027-01-20T00:00:00Z', '2036-01-20T00:00:00Z')),
  inForm('a business that needs a version beyond this one', () =>
    edited('"minimum": {}', '"minimum": {\n    "renew": "0.3.0"\n  }'),
  ),
  {
    name: 'a manifest without end',
    code: 'update-answer-wrong',
    does: (feed) => feed.answer('update.json', (_, response) => endless(response)),
  },
  {
    name: 'a manifest that is too large',
    code: 'update-answer-wrong',
    does: (feed) => feed.answer('update.json', sendFile(Buffer.alloc(70_000, 32))),
  },
  {
    name: 'a manifest packed as a bomb',
    code: 'update-answer-wrong',
    does: (feed) =>
      feed.answer('update.json', (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' })
        response.end(gzipSync(Buffer.alloc(8_000_000)))
      }),
  },
  {
    name: 'a manifest that leads elsewhere',
    code: 'update-redirected',
    does: (feed) => {
      feed.answer('/elsewhere.json', sendFile(Buffer.from(honestText)))
      feed.answer('update.json', (_, response) =>
        response.writeHead(302, { location: '/elsewhere.json' }).end(),
      )
    },
  },
  {
    name: 'a manifest that comes letter by letter',
    code: 'update-slow',
    wish: { patience: impatient },
    does: (feed) => feed.answer('update.json', (_, response) => drip(response)),
  },
  {
    name: 'a server that takes the question and says nothing',
    code: 'update-slow',
    wish: { patience: impatient },
    does: (feed) => feed.answer('update.json', () => undefined),
  },
  {
    name: 'half a manifest',
    code: 'update-unreachable',
    does: (feed) =>
      feed.answer('update.json', (_, response) => {
        response.writeHead(200, { 'content-length': honestText.length })
        response.write(honestText.slice(0, 200), () => response.destroy())
      }),
  },
]

/** The manifest is honest, and its package is not. */
const onPackage = (name: string, code: ErrorCode | null, answer: Parameters<Feed['answer']>[1]): Attack => ({
  ...{ name, code },
  ...(code === 'update-slow' ? { wish: { patience: impatient } } : {}),
  does: (feed) => {
    feed.publish(manifestWith())
    feed.answer(packageUrl, answer)
  },
})

const half = packageBytes.length / 2
/** The first half, then the connection breaks; from then on the other answer. */
const brokenOff = (
  then: Parameters<Feed['answer']>[1],
  first: Uint8Array = packageBytes,
): Parameters<Feed['answer']>[1] => {
  let count = 0
  return (request, response) => {
    count += 1
    if (count > 1) return then(request, response)
    response.writeHead(200, { etag: '"one"', 'content-length': packageBytes.length })
    response.write(first.subarray(0, half), () => setTimeout(() => response.destroy(), 20))
  }
}

const onPackages: readonly Attack[] = [
  onPackage('a package with one wrong bit', 'update-file-wrong', sendFile(other)),
  onPackage('a package without end', 'update-answer-wrong', (_, response) => endless(response)),
  onPackage('a package that is one byte too long', 'update-answer-wrong', (_, response) => {
    response.end(Buffer.concat([packageBytes, Buffer.from('x')]))
  }),
  onPackage('a package that ends early', 'update-answer-wrong', (_, response) => {
    response.end(packageBytes.subarray(0, half))
  }),
  onPackage('a package that always breaks off at its first byte', 'update-unreachable', (_, response) => {
    response.writeHead(200, { 'content-length': packageBytes.length }).flushHeaders()
    setTimeout(() => response.destroy(), 5)
  }),
  onPackage('a package packed as a bomb', 'update-answer-wrong', (_, response) => {
    response.writeHead(200, { 'content-encoding': 'br' }).end('bomb')
  }),
  onPackage('a package that leads elsewhere', 'update-redirected', (_, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:9/x' }).end()
  }),
  onPackage('a package that comes drop by drop', 'update-slow', (_, response) => drip(response)),
  onPackage('a page in place of a package', 'update-answer-wrong', (_, response) => {
    response.writeHead(203).end('<html>')
  }),
  onPackage('a part nobody asked for', 'update-answer-wrong', (_, response) => {
    const range = `bytes 0-${packageBytes.length - 1}/${packageBytes.length}`
    response.writeHead(206, { 'content-range': range }).end(packageBytes)
  }),
  onPackage(
    'another part than was asked for',
    'update-answer-wrong',
    brokenOff((request, response) => {
      if (request.headers.range === undefined) return sendFile(packageBytes)(request, response)
      const range = `bytes 0-${half - 1}/${packageBytes.length}`
      response.writeHead(206, { 'content-range': range }).end(packageBytes.subarray(0, half))
    }),
  ),
  onPackage(
    'another content behind the same tag, between two parts',
    'update-file-wrong',
    brokenOff(sendFile(other), other),
  ),
]

const inFolder = (name: string, does: (folder: string, home: string) => void): Attack => ({
  name,
  code: null,
  does: (_, home) => {
    const folder = join(home, 'updates')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    does(folder, home)
  },
})

export const outside = (home: string): string => join(home, 'outside')
const note = JSON.stringify({ sha256: fileOf(packageBytes).sha256, tag: '"one"' })

/** These need no reason: what lies in the way is put out of it, and the honest package is taken. */
export const onFolder: readonly Attack[] = [
  inFolder('a link in place of the half package', (folder, home) => {
    writeFileSync(outside(home), 'precious')
    writeFileSync(join(folder, 'package.json'), note)
    symlinkSync(outside(home), join(folder, 'package.part'))
  }),
  inFolder('a second name of another file in its place', (folder, home) => {
    writeFileSync(outside(home), 'precious')
    writeFileSync(join(folder, 'package.json'), note)
    linkSync(outside(home), join(folder, 'package.part'))
  }),
  inFolder('a folder in its place', (folder) =>
    mkdirSync(join(folder, 'package.part', 'deep'), { recursive: true }),
  ),
  inFolder('a half package that is longer than the whole', (folder) => {
    writeFileSync(join(folder, 'package.json'), note)
    writeFileSync(join(folder, 'package.part'), Buffer.alloc(packageBytes.length + 5))
  }),
  inFolder('a half package with other bytes', (folder) => {
    writeFileSync(join(folder, 'package.json'), note)
    writeFileSync(join(folder, 'package.part'), Buffer.alloc(9_000))
  }),
  inFolder('a folder that everybody may write', (folder) => chmodSync(folder, 0o777)),
  inFolder('a file under the name of the package', (folder) =>
    writeFileSync(
      join(folder, `cert-assistant-0.2.0-${fileOf(packageBytes).sha256.slice(0, 12)}.AppImage`),
      'x',
    ),
  ),
  ...(process.getuid?.() === 0
    ? [
        inFolder('a half package of another user', (folder) => {
          writeFileSync(join(folder, 'package.json'), note)
          writeFileSync(join(folder, 'package.part'), packageBytes.subarray(0, 99))
          chownSync(join(folder, 'package.part'), 65_534, 65_534)
        }),
        inFolder('a folder of another user', (folder) => chownSync(folder, 65_534, 65_534)),
      ]
    : []),
]

export const attacks: readonly Attack[] = [...onManifest, ...onPackages]

export const left = (folder: string): readonly string[] => readdirSync(folder).toSorted()
