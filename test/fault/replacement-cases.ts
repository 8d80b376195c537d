import { agency } from '../house/businesses.ts'
import { given } from '../house/issuance.ts'
import type { BusinessStage } from './business-stage.ts'
import type { CaseRan } from './pin-cases.ts'

export type ReplacementCase = { readonly path: RegExp; readonly how: 'refuse' | 'lose-answer' }

const paths = [/\/suspend$/, /POST .*\/requests$/, /\/csr$/, /\/collect$/, /\/confirm$/]

/** Every call of a replacement, with the call lost or its answer lost. */
export const replacementCases: readonly ReplacementCase[] = paths.flatMap((path) => [
  { path, how: 'refuse' as const },
  { path, how: 'lose-answer' as const },
])

const PIN = '135246'

const activeSerials = async ({ house }: BusinessStage): Promise<readonly string[]> => {
  const { certificates } = await house.authority.client().certificates.list({})
  return certificates
    .filter(({ status, usage }) => status === 'active' && usage === 'signature')
    .map((c) => c.serial)
}

const issueFirst = async ({ house }: BusinessStage): Promise<void> => {
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given(PIN) })
  const { state, error } = await house.rest(transactionId)
  if (state !== 'done') throw new Error(`the first certificate was not issued: ${state} ${error?.code}`)
}

/** One transfer pays one order, so each comes from another account. */
let payers = 0
const pay = async ({ house, ra }: BusinessStage, transactionId: string): Promise<void> => {
  const order = await ra.services.store.orderOfRequest(house.issuance.requestOf(transactionId) ?? '')
  if (order?.state !== 'unpaid') return
  payers += 1
  await ra.services.payments.reportTransfers(order, [
    {
      payerAccount: `622200000000${String(payers).padStart(4, '0')}`,
      payerName: agency.applicantName,
      amountFen: order.totalFen,
      paidOn: new Date().toISOString().slice(0, 10),
    },
  ])
}

/** Goes on until it is done, like a person: again and again, with the PIN if it is asked for. */
const finish = async (stage: BusinessStage, transactionId: string): Promise<string> => {
  const { house } = stage
  for (let n = 0; n < 12; n++) {
    const { state, needsPin, waiting } = await house.rest(transactionId)
    if (state !== 'paused' && state !== 'waiting') return state
    if (waiting?.for === 'payment') await pay(stage, transactionId)
    await house.issuance.resume(transactionId, needsPin ? given(PIN) : undefined).catch(() => undefined)
  }
  return 'never done'
}

const startBroken = async (stage: BusinessStage, serial: string): Promise<string | null> => {
  const wish = {
    serial,
    issuerId: 'demo',
    reason: 'lost',
    suspendFirst: true,
    target: { kind: 'soft' },
    ...given(PIN),
  } as const
  try {
    return (await stage.house.replacement.start(wish)).transactionId
  } catch {
    return null // refused before anything began, so the person repeats it
  }
}

const problemsOf = async (stage: BusinessStage, old: string, ended: string): Promise<readonly string[]> => {
  const active = await activeSerials(stage)
  const { status } = await stage.house.authority.client().certificates.get({ serial: old })
  return [
    ...(ended === 'done' ? [] : [`it ended ${ended}`]),
    ...(active.length === 1 ? [] : [`${active.length} certificates are in force`]),
    ...(active.includes(old) ? ['the old certificate is still in force'] : []),
    ...(status === 'superseded' ? [] : [`the old certificate is ${status}`]),
  ]
}

const runOne = async (stage: BusinessStage, { path, how }: ReplacementCase): Promise<CaseRan> => {
  const { house, middle } = stage
  if ((await activeSerials(stage)).length === 0) await issueFirst(stage)
  const [old = ''] = await activeSerials(stage)
  middle.interfere((call) => (path.test(`${call.method} ${call.path}`) ? how : 'pass'))
  let transactionId = await startBroken(stage, old)
  if (transactionId !== null) {
    const rested = await house.rest(transactionId)
    if (rested.waiting?.for === 'payment') {
      await pay(stage, transactionId)
      await house.issuance.resume(transactionId, given(PIN)).catch(() => undefined)
      await house.rest(transactionId)
    }
  }
  middle.interfere(() => 'pass')
  transactionId ??= await startBroken(stage, old)
  const ended = transactionId === null ? 'not begun' : await finish(stage, transactionId)
  return {
    name: `replacement, ${how} ${path.source}`,
    result: ended,
    problems: await problemsOf(stage, old, ended),
  }
}

export const runReplacement = async (
  stage: BusinessStage,
  cases: readonly ReplacementCase[],
): Promise<readonly CaseRan[]> => {
  const ran: CaseRan[] = []
  for (const one of cases) ran.push(await runOne(stage, one))
  return ran
}
