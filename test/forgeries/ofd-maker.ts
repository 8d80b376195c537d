import { digest } from './parties.ts'
import { type SealPlan, type SealSignaturePlan, seal, sealSignature, type Version } from './seal-maker.ts'
import { type ZipEntry, zip } from './zip-maker.ts'

// OFD files with an honest signature, and a handle at every part that a forger could turn.

export type Files = Map<string, Buffer>

export type SignaturePlan = {
  readonly version?: Version
  readonly sealPlan?: SealPlan
  readonly signature?: SealSignaturePlan
  /** Which files are listed; all that are there if not given. */
  readonly protect?: (name: string) => boolean
  readonly method?: string
  /** Changes Signature.xml before it is signed. */
  readonly xml?: (text: string) => string
  /** Makes SignedValue.dat in place of a seal's signature. */
  readonly signedValue?: (xml: Buffer) => Buffer
  readonly sealFile?: Buffer | null
  readonly relative?: string
  readonly stated?: string
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
const xml = (body: string): Buffer => Buffer.from(head + body)

const page = (text: string, more = ''): Buffer =>
  xml(
    `<ofd:Page ${space}>${more}<ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="4" Boundary="30 25 40 5" Font="3" Size="3"><ofd:TextCode X="0" Y="3">${text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`,
  )

export const documentXml = (pages: number, more = ''): Buffer =>
  xml(
    `<ofd:Document ${space}><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:MaxUnitID>9</ofd:MaxUnitID></ofd:CommonData><ofd:Pages>${Array.from({ length: pages }, (_, i) => `<ofd:Page ID="${100 + i}" BaseLoc="Pages/Page_${i}/Content.xml"/>`).join('')}</ofd:Pages>${more}</ofd:Document>`,
  )

export const ofdXml = (more = ''): Buffer =>
  xml(
    `<ofd:OFD ${space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>07723bc91fdf4078a17588d63c419bea</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>${more}</ofd:OFD>`,
  )

/** The files of an unsigned document. */
export const plainFiles = (pages = 1, more = ''): Files => {
  const files: Files = new Map([
    ['OFD.xml', ofdXml()],
    ['Doc_0/Document.xml', documentXml(pages, more)],
    [
      'Doc_0/PublicRes.xml',
      xml(
        `<ofd:Res ${space} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>logo.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`,
      ),
    ],
    ['Doc_0/Res/logo.png', Buffer.from('a picture')],
  ])
  for (let i = 0; i < pages; i++)
    files.set(`Doc_0/Pages/Page_${i}/Content.xml`, page(`第 ${i + 1} 页：金额 100 元`))
  return files
}

export const pageXml = page

type Listed = { readonly id: string; readonly relative: string | undefined; readonly loc: string }

export const listXml = (entries: readonly Listed[], maxId: number): Buffer =>
  xml(
    `<ofd:Signatures ${space}><ofd:MaxSignId>${maxId}</ofd:MaxSignId>${entries.map(({ id, relative, loc }) => `<ofd:Signature ID="${id}" Type="Seal" BaseLoc="${loc}"${relative === undefined ? '' : ` Relative="${relative}"`}/>`).join('')}</ofd:Signatures>`,
  )

const methods: Readonly<Record<string, 'sm3' | 'sha256' | 'sha1' | 'md5'>> = {
  SM3: 'sm3',
  'SHA-256': 'sha256',
  SHA1: 'sha1',
  MD5: 'md5',
}

const signatureXml = (files: Files, folder: string, plan: SignaturePlan, stampId: number): Buffer => {
  const { method = 'SM3', protect = () => true, sealFile, stated = '2026-01-01 08:00:00' } = plan
  const references = [...files]
    .filter(([name]) => protect(name))
    .map(([name, bytes]) => {
      const value = digest(methods[method] ?? 'sm3', bytes).toString('base64')
      return `<ofd:Reference FileRef="/${name}"><ofd:CheckValue>${value}</ofd:CheckValue></ofd:Reference>`
    })
  const own = sealFile === null ? '' : `<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal>`
  return xml(
    `<ofd:Signature ${space}><ofd:SignedInfo><ofd:Provider ProviderName="forger"/><ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>${stated}</ofd:SignatureDateTime><ofd:References CheckMethod="${method}">${references.join('')}</ofd:References><ofd:StampAnnot ID="${stampId}" PageRef="100" Boundary="50 50 40 40"/>${own}</ofd:SignedInfo><ofd:SignedValue>/${folder}/SignedValue.dat</ofd:SignedValue></ofd:Signature>`,
  )
}

/** Signs the files as they are, and adds the signature to the list. Several plans sign one after the other. */
export const signFiles = (files: Files, plans: readonly SignaturePlan[] = [{}]): Files => {
  const listed: Listed[] = []
  const names = plans.map((_, i) => `Doc_0/Signs/Sign_${i}/Signature.xml`)
  plans.forEach((plan, i) => {
    const folder = `Doc_0/Signs/Sign_${i}`
    const { version = 4 } = plan
    const own = seal({ version, ...plan.sealPlan })
    if (plan.sealFile !== null && plan.signedValue === undefined)
      files.set(`${folder}/Seal.esl`, plan.sealFile ?? own)
    const noSeal = plan.signedValue === undefined ? plan : { ...plan, sealFile: null }
    const text = signatureXml(files, folder, noSeal, 2 * i + 2)
    const signed = Buffer.from(plan.xml?.(text.toString()) ?? text)
    const path = `/${folder}/Signature.xml`
    const value =
      plan.signedValue?.(signed) ??
      sealSignature(signed, { version, seal: own, propertyInfo: path, ...plan.signature })
    files.set(names[i] ?? '', signed)
    files.set(`${folder}/SignedValue.dat`, value)
    listed.push({ id: String(2 * i + 1), relative: plan.relative, loc: path })
    files.set('Doc_0/Signs/Signatures.xml', listXml(listed, 2 * plans.length))
  })
  return files
}

const defaultProtect = (name: string): boolean => !name.endsWith('Signatures.xml')

export type OfdPlan = {
  readonly files?: Files
  readonly signatures?: readonly SignaturePlan[]
  /** What a forger does to the files after they were signed. */
  readonly after?: (files: Files) => void
  readonly entries?: (entries: readonly ZipEntry[]) => readonly ZipEntry[]
  readonly deflate?: boolean
}

export const ofd = (plan: OfdPlan = {}): Buffer => {
  const signatures = (plan.signatures ?? [{}]).map((one) => ({ protect: defaultProtect, ...one }))
  const files = signFiles(plan.files ?? plainFiles(), signatures)
  plan.after?.(files)
  const entries = [...files].map(([name, data]) => ({ name, data, deflate: plan.deflate ?? false }))
  return zip(plan.entries?.(entries) ?? entries)
}

/** Replaces text in one of the files. */
export const edit =
  (name: string, from: string, to: string) =>
  (files: Files): void => {
    const before = files.get(name)?.toString() ?? ''
    if (!before.includes(from)) throw new Error(`${name} has no ${from}`)
    files.set(name, Buffer.from(before.replace(from, to)))
  }
