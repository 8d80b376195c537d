import type { Account, Code } from '../../../src/ra/records.ts'
import type { Sending } from '../../../src/ra/rules/identity/codes.ts'
import type { Dossier } from '../../../src/ra/rules/identity/dossier.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import type { DossierKind, DossierPurpose } from '../../../src/shared/identity/kinds.ts'
import { isCreditCode } from '../../../src/shared/identity-numbers/identity-numbers.ts'
import type { RaPerson, RaRegistered } from '../../../src/shared/ra-contract/index.ts'
import { newAccount } from './world.ts'

/** A day on which all documents of these tests are valid. */
export const today = Date.parse('2026-11-27T04:00:00Z')

let serial = 0
export const next = (): number => {
  serial += 1
  return serial
}

/** A number of an identity card with its check digit. */
export function residentId(): string {
  const n = next()
  const start = `110105${1950 + (n % 50)}0101${String(Math.floor(n / 50) % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = Array.from(start).reduce((all, digit, i) => all + Number(digit) * (weights[i] ?? 0), 0)
  return `${start}${'10X98765432'[sum % 11]}`
}

export function creditCode(): string {
  const start = `91110108MA${String(next()).padStart(7, '0')}`
  return [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((end) => `${start}${end}`).find(isCreditCode) ?? ''
}

export const mobile = (): string => `137${String(10_000_000 + next())}`

const place = { regionCode: '110105', province: '北京市', address: '示例路 1 号', postcode: '100020' }

export function personOf(number: string, name = '陈小明'): RaPerson {
  return {
    name,
    document: { kind: 'resident-id', number, validity: { from: '2020-01-01', to: null } },
    place,
  }
}

export function sendingTo(subject: string, to: string): Sending {
  const code: Code = {
    ...{ id: `code-${next()}-0000000`, purpose: 'identity', subject, codeHash: 'right', triesLeft: 5 },
    ...{ sentAt: today, expiresAt: today + 300_000 },
  }
  const message = { id: `message-${next()}`, channel: 'sms', to, text: '验证码', createdAt: today } as const
  return { code, message, paced: to, network: `10.0.0.${next()}`, now: today }
}

export async function opened(
  store: Store,
  purpose: DossierPurpose,
  kind: DossierKind,
  accountId: string | null = null,
): Promise<Dossier> {
  const id = `dossier-${next()}-${'0'.repeat(8)}`
  return store.openDossier({
    id,
    numbers: [`SF-${id}`],
    purpose,
    kind,
    accountId,
    clientHash: null,
    now: today,
  })
}

export async function proved(store: Store, { id: dossierId }: Dossier, address: string): Promise<Dossier> {
  const channel = address.includes('@') ? 'mail' : 'sms'
  const subject = `${dossierId} ${channel}`
  await store.askContact({ ...sendingTo(subject, address), dossierId, channel, address })
  return store.proveContact({ dossierId, channel, codeHash: 'right', now: today })
}

/** A person's dossier that can be submitted. */
export async function readyPerson(
  store: Store,
  {
    number = residentId(),
    phone = mobile(),
    of = null,
  }: { number?: string; phone?: string; of?: string | null } = {},
): Promise<Dossier> {
  const dossier = await opened(store, of === null ? 'registration' : 'completion', 'person', of)
  await store.putPart({
    dossierId: dossier.id,
    part: { step: 'person', person: personOf(number) },
    now: today,
  })
  await proved(store, dossier, phone)
  return proved(store, dossier, `${phone}@example.cn`)
}

export function submission(dossier: Dossier) {
  const name = () => ({ id: `account-${next()}-0000`, userName: `u${next()}` })
  return {
    ...{ dossierId: dossier.id, passwordHash: 'hash', dueAt: today, sender: '示例', now: today },
    fresh: { account: name(), handler: name(), organisationCode: `FR${next()}` },
  }
}

/** A registered entity or agency, also in the register. */
export async function newPrincipal(store: Store, kind: 'legal-entity' | 'agency'): Promise<Account> {
  const code = creditCode()
  const agency = { creditCode: code, name: `代理 ${code}`, entityType: 'enterprise', agency: true } as const
  const row = { ...agency, representativeName: '李军', representativeNumber: '31011519760822311X' }
  await store.importRegister({ rows: [row], operator: 'test', now: today })
  const named = { applicantName: row.name, idType: 'credit-code', idNumber: code } as const
  return newAccount(store, { kind, ...named, phone: mobile() })
}

export function registeredFor({ idNumber, applicantName }: Account): RaRegistered {
  const document = { ...personOf('31011519760822311X').document }
  const representative = { name: '李军', nationality: 'CN', document }
  return { entityType: 'enterprise', name: applicantName, creditCode: idNumber ?? '', representative }
}

/** Puts the person on the list of the agency, and binds him in a dossier of this account that can be submitted. */
export async function readyHandler(store: Store, principal: Account, person: Account): Promise<Dossier> {
  const line = {
    number: person.idNumber ?? '',
    name: person.applicantName,
    agencyCode: principal.idNumber ?? '',
  }
  await store.importPractitioners({ rows: [line], operator: 'test', now: today })
  const isChange = principal.kind === 'legal-entity'
  const dossier = await opened(store, isChange ? 'agency-change' : 'handler', 'agency', principal.id)
  const dossierId = dossier.id
  if (isChange) {
    const guess = {
      name: `register ${principal.idNumber}`,
      network: '10.1.1.1',
      device: null,
      captcha: true,
      now: today,
    }
    await store.checkRegister({ dossierId, registered: registeredFor(principal), guess, now: today })
  }
  const sending = sendingTo(`${dossierId} handler`, `login-${next()}`)
  await store.askHandler({ ...sending, dossierId, handler: { how: 'registered', login: person.phone ?? '' } })
  return store.bindHandler({ dossierId, codeHash: 'right', fresh: null, now: today })
}

export async function newPerson(store: Store): Promise<Account> {
  return newAccount(store, { idNumber: residentId(), phone: mobile(), applicantName: '陈小明' })
}

/** An account of the old system from before 2025-08-01. */
export async function oldAccount(
  store: Store,
): Promise<{ readonly account: Account; readonly login: string }> {
  const createdAt = Date.parse('2020-01-01T00:00:00Z')
  const account = await newAccount(store, {
    complete: false,
    idNumber: null,
    idType: null,
    phone: null,
    createdAt,
  })
  const login = `old-${next()}`
  await store.addLegacyLogin({
    login,
    passwordHash: 'old',
    accountId: account.id,
    holder: null,
    registeredAt: createdAt,
  })
  return { account, login }
}
