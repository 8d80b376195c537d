import { randomBytes } from 'node:crypto'
import type { DossierKind, DossierPurpose } from '../../../src/shared/identity/kinds.ts'
import { createRaClient } from '../../../src/shared/ra-contract/client.ts'
import type {
  RaClient,
  RaDocument,
  RaDossier,
  RaPerson,
  RaPlace,
  RaRegistered,
} from '../../../src/shared/ra-contract/index.ts'
import type { TestRa } from './authority.ts'
import { captchaAnswer } from './holder.ts'

/** A client at one computer: its token, and the text by which the authority knows it. */
export type Desk = { readonly client: RaClient; token: string | null; readonly clientId: string }

export function deskAt(url: string, token: string | null = null): Desk {
  const clientId = randomBytes(16).toString('hex')
  const desk: Desk = {
    clientId,
    client: createRaClient({ url, clientId, token: () => desk.token }),
    token,
  }
  return desk
}

export async function solved(desk: Desk) {
  const { captchaId } = await desk.client.captcha.create({})
  return { captchaId, captchaAnswer }
}

export const password = 'Good-Pass-2026'
export const agreementVersion = 'identity-demo-1'

let serial = 0

/** A number of an identity card that nobody else in these tests has. */
export function residentId(born = '19900101'): string {
  serial += 2
  const start = `110105${born}${String(serial % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = Array.from(start).reduce((all, digit, i) => all + Number(digit) * (weights[i] ?? 0), 0)
  return `${start}${'10X98765432'[sum % 11]}`
}

export function mobile(): string {
  serial += 1
  return `139${String(20_000_000 + serial)}`
}

export const place: RaPlace = {
  ...{ regionCode: '110105', province: '北京市', county: '朝阳区' },
  ...{ address: '示例路 1 号', postcode: '100020' },
}

export function documentOf(number = residentId()): RaDocument {
  return { kind: 'resident-id', number, validity: { from: '2020-01-01', to: null } }
}

export function personOf(name = '陈小明', number = residentId()): RaPerson {
  return { name, document: documentOf(number), place }
}

/** As the register of the demonstration has it. */
export function registeredOf(creditCode: string, name: string, who: '王芳' | '李军'): RaRegistered {
  const number = who === '王芳' ? '110105198804120040' : '31011519760822311X'
  const representative = { name: who, nationality: 'CN', document: documentOf(number) }
  return { entityType: 'enterprise', name, creditCode, representative }
}

export const fanyu = registeredOf('91440113MA5FANY01H', '广州市番禺区老字号食品厂', '李军')
export const newEntity = registeredOf('91320500MA1NEW101B', '苏州新芽示例科技有限公司', '王芳')
export const newAgency = registeredOf('91110108MA0AGEN015', '北京新程示例商标代理有限公司', '李军')

/** The code in the newest message to this address. */
export async function codeTo(test: TestRa, address: string): Promise<string> {
  const page = await test.ra.services.store.messages({ text: address, after: null, limit: 1 })
  return /验证码 (\d{6})/.exec(page.rows[0]?.text ?? '')?.[1] ?? ''
}

/** A dossier on the way, with the desk at which it was opened. */
export type Applicant = { readonly test: TestRa; readonly desk: Desk; readonly dossierId: string }

export async function open(
  test: TestRa,
  purpose: DossierPurpose,
  kind: DossierKind,
  desk: Desk = deskAt(test.ra.url),
): Promise<Applicant & { readonly dossier: RaDossier }> {
  const needsCaptcha = purpose === 'registration' || purpose === 'appeal'
  const answer = await desk.client.identity.dossiers.open({
    ...{ purpose, kind, clientId: desk.clientId },
    ...(needsCaptcha ? await solved(desk) : {}),
  })
  // From now on this desk speaks for the dossier.
  desk.token = answer.secret
  return { test, desk, dossierId: answer.dossier.id, dossier: answer.dossier }
}

export async function prove({ test, desk, dossierId }: Applicant, address: string): Promise<RaDossier> {
  const channel = address.includes('@') ? 'mail' : 'sms'
  const { dossiers } = desk.client.identity
  await dossiers.sendCode({ dossierId, contact: { channel, address } })
  const code = await codeTo(test, address)
  return (await dossiers.proveContact({ dossierId, channel, code })).dossier
}

export async function submit({ desk, dossierId }: Applicant, own = password): Promise<RaDossier> {
  const { dossiers } = desk.client.identity
  return (await dossiers.submit({ dossierId, agreementVersion, password: own })).dossier
}

/** A registered person; answers with the desk at which he registered. */
export async function registered(
  test: TestRa,
  { person = personOf(), phone = mobile() }: { readonly person?: RaPerson; readonly phone?: string } = {},
) {
  const applicant = await open(test, 'registration', 'person')
  const { desk, dossierId } = applicant
  await desk.client.identity.dossiers.putPerson({ dossierId, person })
  await prove(applicant, phone)
  await prove(applicant, `${phone}@example.cn`)
  const dossier = await submit(applicant)
  return { ...applicant, dossier, person, phone }
}

export type LoginKind = 'phone' | 'id-number' | 'credit-code' | 'handler' | 'legacy'

/** Logs in at a desk of its own. */
export async function loggedIn(
  test: TestRa,
  loginKind: LoginKind,
  login: string,
  own = password,
): Promise<Desk> {
  const desk = deskAt(test.ra.url)
  const session = await desk.client.sessions.byPassword({
    ...{ loginKind, login, password: own, clientId: desk.clientId },
    ...(await solved(desk)),
  })
  desk.token = session.token
  return desk
}

/** Binds a person who is registered. */
export async function bindRegistered(applicant: Applicant, phone: string): Promise<RaDossier> {
  const { test, desk, dossierId } = applicant
  const { dossiers } = desk.client.identity
  await dossiers.askHandler({ dossierId, handler: { how: 'registered', login: phone } })
  const code = await codeTo(test, phone)
  return (await dossiers.bindHandler({ dossierId, code })).dossier
}

/** Registers a handler on the spot. */
export async function bindNew(applicant: Applicant, phone: string, person: RaPerson): Promise<RaDossier> {
  const { test, desk, dossierId } = applicant
  const { dossiers } = desk.client.identity
  await dossiers.askHandler({ dossierId, handler: { how: 'new', phone } })
  const code = await codeTo(test, phone)
  return (await dossiers.bindHandler({ dossierId, code, person, password })).dossier
}

const body = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'

/** A PDF whose bytes differ by what is written into it. */
export function pdfWith(objects: string): string {
  const text = `${body}${objects}\nxref\n0 1\n`
  const whole = `${text}trailer\n<<>>\nstartxref\n${text.lastIndexOf('xref')}\n%%EOF\n`
  return Buffer.from(whole, 'latin1').toString('base64')
}

/** An entity without credit code, ready to be submitted. */
export async function foreign(
  test: TestRa,
  name = '海外示例株式会社',
): Promise<Applicant & { readonly phone: string }> {
  const applicant = await open(test, 'registration', 'entity-without-code')
  const { desk, dossierId } = applicant
  const { dossiers } = desk.client.identity
  const representative = { name: 'Jean-Luc O’Neil', nationality: 'FR', document: documentOf() }
  const entity = {
    country: 'FR',
    entityType: 'enterprise',
    name,
    englishName: 'Sample SA',
    representative,
  } as const
  await dossiers.putEntity({ dossierId, entity })
  await dossiers.upload({
    dossierId,
    purpose: 'handler-proof',
    fileName: '经办人.pdf',
    content: pdfWith('2 0 obj\n<<>>\nendobj'),
  })
  await dossiers.upload({
    dossierId,
    purpose: 'subject-proof',
    fileName: '主体.pdf',
    content: pdfWith('3 0 obj\n<<>>\nendobj'),
  })
  await dossiers.putDetails({ dossierId, place })
  const phone = mobile()
  await prove(applicant, phone)
  await prove(applicant, `${phone}@example.fr`)
  await bindNew(applicant, mobile(), personOf('阿依古丽·买买提'))
  return { ...applicant, phone }
}
