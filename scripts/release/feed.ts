// npm run release -- feed --key FILE --packages FOLDER --notes FILE… [--version V] [--rollout PERCENT] [--days N]
//   [--minimum BUSINESS=V]… [--second-key FILE] [--sequence N]
// Writes update.json and update.json.sig into the folder of packages, which is then published as it is. The number of
// the manifest follows that of the one in the folder. --notes takes one file that ends in .zh.txt and one in .en.txt.
// npm run release -- feed --new-key FILE makes a key and prints what belongs into updates/feed.json.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { openManifest } from '../../src/main/updates/judgement.ts'
import {
  type Manifest,
  type ManifestFile,
  manifest,
  manifestLimits,
  manifestPurpose,
  manifestText,
} from '../../src/shared/updates/manifest.ts'
import { isOlder } from '../../src/shared/updates/versions.ts'

export const manifestName = 'update.json'
const root = join(import.meta.dirname, '../..')

class Complaint extends Error {}
const complain = (text: string): never => {
  throw new Complaint(text)
}

/** The 32 bytes of an Ed25519 key, in hexadecimal (RFC 8410, section 4). */
export const publicHex = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')

const keyIn = (path: string): KeyObject => {
  const key = createPrivateKey(readFileSync(path))
  return key.asymmetricKeyType === 'ed25519' ? key : complain(`${path} is not an Ed25519 key`)
}

/** The two files of a feed. */
export const signedFeed = (content: Manifest, keys: readonly KeyObject[]) => {
  const bytes = Buffer.from(manifestText(manifest.parse(content)))
  const signatures = keys.map((key) => ({
    key: publicHex(key),
    signature: sign(null, bytes, key).toString('base64'),
  }))
  return { bytes, signatures: Buffer.from(`${JSON.stringify({ signatures }, null, 2)}\n`) }
}

const architectures: readonly (readonly [RegExp, ManifestFile['architecture']])[] = [
  [/(x64|amd64|x86_64)/, 'x64'],
  [/(arm64|aarch64)/, 'arm64'],
  [/(ia32|i386|x86)/, 'ia32'],
  [/(loong64|loongarch64)/, 'loong64'],
]

/** What a package is, by its name; null if nothing updates itself from such a file. */
const packageIs = (name: string): Pick<ManifestFile, 'system' | 'architecture' | 'kind'> | null => {
  const kind = name.endsWith('.exe') ? 'nsis' : name.endsWith('.AppImage') ? 'appimage' : null
  if (kind === null) return null
  const [, architecture] = architectures.find(([pattern]) => pattern.test(name)) ?? []
  if (architecture === undefined)
    return complain(`${name}: its name does not say for which architecture it is`)
  return { system: kind === 'nsis' ? 'windows' : 'linux', architecture, kind }
}

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

export const filesIn = async (folder: string): Promise<readonly ManifestFile[]> => {
  const files: ManifestFile[] = []
  for (const name of readdirSync(folder).toSorted()) {
    const is = packageIs(name)
    const path = join(folder, name)
    if (is !== null) files.push({ ...is, url: name, size: statSync(path).size, sha256: await sha256Of(path) })
  }
  return files.length > 0 ? files : complain(`${folder} has no package that a product updates itself from`)
}

/** The manifest that was published before. One that these keys did not sign is somebody else's. */
const previousIn = (folder: string, keys: readonly KeyObject[]): Manifest | null => {
  const path = join(folder, manifestName)
  if (!existsSync(path)) return null
  return openManifest(readFileSync(path), readFileSync(`${path}.sig`), keys.map(publicHex))
}

const notesFrom = (paths: readonly string[]): Manifest['notes'] => {
  const of = (language: 'zh' | 'en'): string => {
    const path = paths.find((one) => one.endsWith(`.${language}.txt`))
    return path === undefined
      ? complain(`--notes lacks a file that ends in .${language}.txt`)
      : readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim()
  }
  return { zh: of('zh'), en: of('en') }
}

const minimumFrom = (wishes: readonly string[]): Manifest['minimum'] =>
  Object.fromEntries(wishes.map((wish) => wish.split('=', 2)))

const instant = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')

const whole = (text: string, name: string, least: number, most: number): number => {
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most
    ? value
    : complain(`--${name} is a whole number from ${least} to ${most}`)
}

const parsed = (content: object): Manifest => {
  const result = manifest.safeParse(content)
  if (result.success) return result.data
  const [issue] = result.error.issues
  return complain(`the manifest is not valid: ${issue?.path.join('.')} ${issue?.message}`)
}

/** The next number, or a higher one that was asked for because the last manifest was lost. */
const sequenceAfter = (before: Manifest | null, wish: string | undefined): number => {
  const next = (before?.sequence ?? 0) + 1
  return wish === undefined ? next : whole(wish, 'sequence', next, 2_000_000_000)
}

const newKey = (path: string): string => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  writeFileSync(path, pem, { mode: 0o600, flag: 'wx' })
  return publicHex(privateKey)
}

const options = {
  key: { type: 'string' },
  'second-key': { type: 'string' },
  'new-key': { type: 'string' },
  packages: { type: 'string' },
  notes: { type: 'string', multiple: true },
  version: { type: 'string' },
  rollout: { type: 'string', default: '100' },
  sequence: { type: 'string' },
  days: { type: 'string', default: '60' },
  minimum: { type: 'string', multiple: true },
} as const

const ownVersion = (): string => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

/** Signs the feed of a folder. Returns what was published, in one sentence. */
export const feed = async (args: readonly string[], now = new Date()): Promise<string> => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (values['new-key'] !== undefined)
    return `"${newKey(values['new-key'])}" belongs into "keys" of updates/feed.json.`
  const { key, packages, version = ownVersion() } = values
  if (key === undefined || packages === undefined) return complain('--key and --packages are needed')
  const second = values['second-key']
  const keys = [key, ...(second === undefined ? [] : [second])].map(keyIn)
  const before = previousIn(packages, keys)
  if (before !== null && isOlder(version, before.version))
    console.warn(`version ${version} takes back ${before.version}, which was published before`)
  const days = whole(values.days, 'days', 1, manifestLimits.days)
  const content = parsed({
    purpose: manifestPurpose,
    sequence: sequenceAfter(before, values.sequence),
    issued: instant(now.getTime()),
    expires: instant(now.getTime() + days * 86_400_000),
    version,
    rollout: whole(values.rollout, 'rollout', 0, 100),
    minimum: minimumFrom(values.minimum ?? []),
    notes: notesFrom([...(values.notes ?? []), ...positionals]),
    files: await filesIn(packages),
  })
  if (before !== null && Date.parse(content.issued) < Date.parse(before.issued))
    return complain(
      `the clock of this computer is before ${before.issued}, when the last manifest was signed`,
    )
  const { bytes, signatures } = signedFeed(content, keys)
  openManifest(bytes, signatures, keys.map(publicHex)) // as the product will
  writeFileSync(join(packages, `${manifestName}.sig`), signatures)
  writeFileSync(join(packages, manifestName), bytes)
  const names = content.files.map(({ url }) => basename(url)).join(', ')
  return `${manifestName} ${content.sequence}: version ${version} for ${content.rollout} %, until ${content.expires} (${names})`
}

if (import.meta.main)
  feed(process.argv.slice(2)).then(
    (said) => console.log(said),
    (error: unknown) => {
      console.error(error instanceof Complaint ? error.message : error)
      process.exit(1)
    },
  )
