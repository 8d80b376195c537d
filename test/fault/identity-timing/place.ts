import { openSession } from '../../../src/ra/accounts/login.ts'
import { seedDemoAccounts } from '../../../src/ra/seed/accounts.ts'
import { putOperator } from '../../../src/ra/seed/operators.ts'
import { isCreditCode } from '../../../src/shared/identity-numbers/identity-numbers.ts'
import type { RaPerson } from '../../../src/shared/ra-contract/index.ts'
import { type Desk, deskAt, loggedIn, registered, residentId, solved } from '../../flow/ra/applicant.ts'
import { startTestRa, type TestRa } from '../../flow/ra/authority.ts'

const HOUR = 3_600_000
/** The next day codes may be sent again. */
export const DAY = 24 * HOUR
/**
 * After two hours no pause runs any more. Wrong tries of a day ago are cleaned up each minute, so a whole day would take
 * them from one of the two and leave them to the other.
 */
export const PAUSE = 2 * HOUR

/** An authority that is not for trying out, with somebody whom it knows. */
export type Place = {
  readonly test: TestRa
  readonly person: RaPerson
  readonly phone: string
  /** A desk that nobody has logged in at. */
  readonly desk: Desk
}

export const known = {
  creditCode: '91310115MA1QY2N69M',
  handler: '13800000006',
  legacy: 'haiwai2017',
  token: 'KEY-1',
  userName: 'lijun',
} as const

/** A credit code with a right check digit. */
function freeCode(): string {
  const ends = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
  return ends.map((end) => `91440101MA5900000${end}`).find(isCreditCode) ?? ''
}

/** Nobody has these. */
export const unknown = {
  creditCode: freeCode(),
  document: residentId('19910202'),
  legacy: 'nobody2017',
  phone: '13999999999',
  token: 'KEY-2',
  userName: 'nobdy',
} as const

export async function openPlace(): Promise<Place> {
  const test = await startTestRa({ embedded: false, passphrase: 'a real one' })
  const { store, clock } = test.ra.services
  await seedDemoAccounts(store, clock())
  await putOperator(store, 'operator', 'correct horse battery')
  const owner = await store.accountByUserName('wangfang')
  const token = { kind: 'ukey', vendor: 'virtual', serial: known.token, unlockSecret: null } as const
  await store.registerToken({ ...token, accountId: owner?.id ?? '' }, clock())
  const { person, phone } = await registered(test)
  // The old account is seen once, so that a first time is not measured.
  await loggedIn(test, 'phone', phone)
  return { test, person, phone, desk: deskAt(test.ra.url) }
}

/** A captcha some time later. */
export async function solvedAfter(time: number, { test, desk }: Place) {
  test.passTime(time)
  return solved(desk)
}

/** The person's own desk, without a password: what a session costs is not measured. */
export async function ownDesk({ test, phone }: Place): Promise<Desk> {
  const { store, clock } = test.ra.services
  const account = await store.account((await store.secretOf('phone', phone))?.ownerId ?? '')
  if (account === null) throw new Error('the known person has an account')
  const who = { account, handler: null, scope: 'full' } as const
  return deskAt(test.ra.url, (await openSession(store, clock, who, null)).token)
}
