import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createKeyring } from '../../src/native/index.ts'
import { isSealLabel } from '../../src/native/seal-label.ts'
import { pkcs11Tool, readBack, UKEY_PIN } from '../flow/issuance/ukeys.ts'
import { agency, openWholeHouse } from '../house/businesses.ts'
import { given, openRa } from '../house/issuance.ts'
import { certificateOn } from '../house/renewals.ts'
import { answering, makeSeal } from '../house/seals.ts'
import { faceLibrary } from '../house/tokens.ts'
import { freshHome } from '../ui/web-shell-process.ts'
import { demo } from './story-page.ts'

// What was there before a story begins: a certificate that was issued some time ago, at the authority that the product
// will find in its folder.

/** The kinds of tokens that people have. A Ukey is reached through one of the two kinds of vendor libraries. */
export const kinds = ['pkcs11', 'skf', 'soft'] as const
export type Kind = (typeof kinds)[number]

export const DAY = 86_400_000
export const SOFT_PIN = 'Blue7Mountain'

export type Past = {
  readonly kind: Kind
  /** The data folder of the product. */
  readonly home: string
  /** The folder of the virtual Ukeys. */
  readonly keys: string
  readonly tokenSerial: string
  readonly pin: string
  /** The certificates on all tokens, read by another program from a Ukey. */
  certificates(): Promise<readonly Uint8Array[]>
  seals(): Promise<readonly Uint8Array[]>
}

const driver = join(import.meta.dirname, '../../drivers/virtual-ukey.json')

/** The virtual Ukey's own driver, with the library of one kind alone. */
const writeDriver = (home: string, kind: Kind): void => {
  const abi = kind === 'skf' ? 'skf' : 'pkcs11'
  const libraries = [{ abi, system: 'linux', path: faceLibrary(abi) }]
  mkdirSync(join(home, 'drivers'), { recursive: true })
  const text = JSON.stringify({ ...JSON.parse(readFileSync(driver, 'utf8')), libraries })
  writeFileSync(join(home, 'drivers', 'virtual-ukey.json'), text)
}

const softTokens = async (home: string) => {
  const keyring = createKeyring({
    drivers: { drivers: [], invalid: [], variables: {} },
    fork: () => {
      throw new Error('a soft certificate needs no token host')
    },
    usb: null,
    softFolder: join(home, 'soft'),
  })
  keyring.start()
  await keyring.refresh()
  const { tokens } = keyring.current()
  keyring.stop()
  return tokens
}

const ofSoft = (home: string): Pick<Past, 'certificates' | 'seals'> => ({
  certificates: async () =>
    (await softTokens(home)).flatMap(({ certificates }) => certificates.map(({ der }) => der)),
  seals: async () =>
    (await softTokens(home)).flatMap(({ seals }) => seals.flatMap(({ value }) => value ?? [])),
})

const ofUkey = (keys: string): Pick<Past, 'certificates' | 'seals'> => {
  const folder = freshHome()
  return {
    certificates: async () => {
      const { text } = pkcs11Tool(keys, '--list-objects', '--type', 'cert')
      return [...text.matchAll(/ID:\s+([0-9a-f]+)/g)].map(([, id]) => readBack(keys, folder, id ?? ''))
    },
    seals: async () => {
      const loggedIn = ['--login', '--pin', UKEY_PIN]
      const { text } = pkcs11Tool(keys, ...loggedIn, '--list-objects', '--type', 'data')
      const labels = [...text.matchAll(/label:\s+'([^']+)'/g)].map(([, label]) => label ?? '')
      return labels
        .filter((label) => isSealLabel(label))
        .map((label, index) => {
          const file = join(folder, `seal-${index}.der`)
          const read = ['--read-object', '--type', 'data', '--label', label, '--output-file', file]
          pkcs11Tool(keys, ...loggedIn, ...read)
          return new Uint8Array(readFileSync(file))
        })
    },
  }
}

export type Before = {
  readonly kind: Kind
  readonly daysAgo: number
  readonly seal?: boolean
  /** Whether the authority renews with the same keys. */
  readonly sameKeys?: boolean
}

let count = 0

export const asItWas = async ({ kind, daysAgo, seal = false, sameKeys = false }: Before): Promise<Past> => {
  const [home, past] = [freshHome(), freshHome()]
  const tokenSerial = `ST${String(++count).padStart(6, '0')}`
  const clock = () => Date.now() - daysAgo * DAY
  mkdirSync(join(home, 'authority'), { recursive: true })
  const rules = { renewal: { keys: sameKeys ? 'same' : 'new' } }
  writeFileSync(join(home, 'authority', 'profile.json'), JSON.stringify(rules))
  const ra = await openRa(join(home, 'authority'), { captchaAnswer: demo.captcha, clock })
  const face = kind === 'skf' ? 'skf' : 'pkcs11'
  const house = await openWholeHouse(ra.url, { home: past, clock: () => new Date(clock()), face })
  const { id } = await house.account.captcha()
  await house.account.login({ ...agency, captchaId: id, captcha: demo.captcha })
  const pin = kind === 'soft' ? SOFT_PIN : UKEY_PIN
  const target =
    kind === 'soft'
      ? ({ kind } as const)
      : ({ kind: 'ukey', tokenId: await house.insert(tokenSerial) } as const)
  const { transactionId } = await house.issuance.start({ target, ...given(pin) })
  const { tokenId } = await house.rest(transactionId)
  await house.shows(({ tokens }) => tokens.some(({ pairs }) => pairs.length > 0))
  if (seal) {
    await makeSeal(ra, certificateOn(house, tokenId).serial)
    const person = answering(house, pin)
    await house.seals.update(tokenId)
    person.stop()
  }
  await house.end()
  await ra.stop()
  if (kind === 'soft') cpSync(join(past, 'soft'), join(home, 'soft'), { recursive: true })
  writeDriver(home, kind)
  const own = kind === 'soft' ? ofSoft(home) : ofUkey(house.keys)
  return { kind, home, keys: house.keys, tokenSerial, pin, ...own }
}
