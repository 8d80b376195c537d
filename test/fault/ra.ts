import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSm2KeyPair, type Sm2KeyPair } from '../../src/pki/index.ts'
import { type CrashPoint, crashPoints } from '../../src/ra/crash-point.ts'
import { demoAccounts } from '../../src/ra/seed/accounts.ts'
import { type RaCollected, type RaRequest, raErrorOf } from '../../src/shared/ra-contract/index.ts'
import { confirmation, csrFor, type Holder, holderAt, login, openRequest } from '../flow/ra/holder.ts'
import { randomFrom } from '../random.ts'
import { MortalRa } from './ra-authority.ts'
import type { Ledger } from './ra-ledger.ts'
import { brokenPromises, inForce } from './ra-promises.ts'
import type { FaultOptions, FaultReport } from './run.ts'

type Business = 'issue' | 'renew' | 'replacement'
/**
 * Where the authority dies: at a numbered point, or after some milliseconds, wherever it is then. Or it lives on and its
 * database does not: every connection ends, or the server drops everything and starts again.
 */
type Death =
  | { readonly point: CrashPoint; readonly occurrence: number }
  | { readonly what: 'authority' | 'connections' | 'database'; readonly afterMs: number }
type Plan = {
  readonly business: Business
  readonly death: Death
  /** What happens after the death: the business is finished, abandoned, or left to expire. */
  readonly then: 'finish' | 'abandon' | 'refund' | 'expire'
  /** How it is paid: on the page, by two transfers, or by one transfer and the rest on the page. */
  readonly money: 'online' | 'transfers' | 'both'
  /** The cashier is killed before or after the payment, too. */
  readonly cashier: 'before' | 'after' | null
}

const points = Object.keys(crashPoints).map(Number) as readonly CrashPoint[]

type Report = FaultReport & {
  /** The points at which the authority died, each time that it did. */
  readonly reached: readonly number[]
}

/** Every numbered point once, in the business that passes it, then plans drawn from the seed. */
export async function fault({ seed, runs, store }: FaultOptions): Promise<Report> {
  const random = randomFrom(seed)
  const fixed = points.map(fixedPlan)
  const plans = Array.from({ length: runs }, (_, i) => fixed[i] ?? randomPlan(random, store))
  const ra = await MortalRa.over(store)
  const broken: string[] = []
  const strikes = plans.filter(({ death }) => 'what' in death && death.what !== 'authority').length
  try {
    await ra.ensureUp()
    for (const [index, plan] of plans.entries()) {
      const account = demoAccounts[index % demoAccounts.length]
      if (account === undefined) continue
      const found = await play(ra, account, plan)
      broken.push(...found.map((one) => `run ${index} ${JSON.stringify(plan)}: ${one}`))
    }
  } finally {
    await ra.end()
  }
  const summary = `${plans.length} runs, ${ra.deaths - 1} deaths, ${strikes} strikes at the database, ${broken.length} broken promises (seed ${seed})`
  return { summary, broken, reached: ra.reached }
}

function fixedPlan(point: CrashPoint): Plan {
  const then = point >= 21 ? 'refund' : point === 19 ? 'abandon' : point === 20 ? 'expire' : 'finish'
  return { business: 'renew', death: { point, occurrence: 1 }, then, money: 'online', cashier: null }
}

function randomPlan(random: () => number, store: FaultOptions['store']): Plan {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const business = pick<Business>(['issue', 'renew', 'replacement'])
  const then = pick<Plan['then']>(['finish', 'finish', 'finish', 'abandon', 'refund', 'expire'])
  const death: Death =
    random() < 0.3
      ? {
          what: pick(store === 'postgres' ? ['authority', 'connections', 'database'] : ['authority']),
          afterMs: random() * 60,
        }
      : { point: pick(points), occurrence: 1 + Math.floor(random() * 2) }
  const money = pick<Plan['money']>(['online', 'online', 'transfers', 'both'])
  const cashier = pick<Plan['cashier']>([null, null, 'before', 'after'])
  return { business, death, then, money, cashier }
}

type Demo = (typeof demoAccounts)[number]

async function play(ra: MortalRa, demo: Demo, plan: Plan): Promise<readonly string[]> {
  await ra.ensureUp()
  const run = new Run(ra, demo, plan)
  await run.prepare()
  await run.interrupted()
  try {
    await run.afterwards()
  } catch (error) {
    run.broken.push(`cannot be brought to an end: ${error instanceof Error ? error.message : String(error)}`)
  }
  return run.broken
}

/** One business of one account, with a death in the middle. */
class Run {
  readonly broken: string[] = []
  readonly #ra: MortalRa
  readonly #demo: Demo
  readonly #plan: Plan
  readonly #key = crypto.randomUUID()
  #pair: Sm2KeyPair = generateSm2KeyPair()
  #holder: Holder
  #operator: Holder
  #accountId = ''
  #before: readonly string[] = []
  #request: RaRequest | null = null
  #collected: RaCollected | null = null

  constructor(ra: MortalRa, demo: Demo, plan: Plan) {
    this.#ra = ra
    this.#demo = demo
    this.#plan = plan
    this.#holder = holderAt(ra.url)
    this.#operator = holderAt(ra.url)
  }

  /** Gives the account one pair that works before anything goes wrong. */
  async prepare(): Promise<void> {
    const { userName, applicantName } = this.#demo
    const session = await login(this.#holder, userName, applicantName)
    this.#accountId = session.account.id
    const [, password = ''] =
      /^operator (\S+)$/m.exec(readFileSync(join(this.#ra.dataDir, 'operators.txt'), 'utf8')) ?? []
    this.#operator.token = (await this.#operator.client.operator.login({ name: 'operator', password })).token
    if ((await this.#now()).length === 0) {
      const first = new Run(this.#ra, this.#demo, { ...this.#plan, business: 'issue' })
      first.#holder = this.#holder
      await first.#finish()
    }
    this.#before = await this.#now()
    if (this.#before.length !== 2) this.broken.push('no pair to begin with')
  }

  #now(): Promise<readonly string[]> {
    return inForce(this.#ra.place.ledger, this.#accountId)
  }

  /** Runs until the authority dies, or until the business ends because it never reached the point. */
  async interrupted(): Promise<void> {
    const { death, then } = this.#plan
    if ('point' in death) await this.#ra.arm(death.point, death.occurrence)
    let struck: Promise<void> = Promise.resolve()
    const strike = () => {
      if ('what' in death) struck = this.#strike(death.what)
    }
    const timer = 'afterMs' in death ? setTimeout(strike, death.afterMs) : undefined
    try {
      await (then === 'finish' ? this.#finish() : this.#halfway())
      if (then === 'abandon' || then === 'refund') await this.#abandon()
      if (then === 'refund') await this.#refund()
      if (then === 'expire') await this.#ra.expire(Date.now() + 1e11)
    } catch (error) {
      const isDead = isCutOff(error)
      if (!isDead && !(isBusy(error) && 'what' in death && death.what !== 'authority')) throw error
      if (isDead) await this.#ra.gone()
    }
    clearTimeout(timer)
    await struck
    await this.#check('after the death')
  }

  async #strike(what: 'authority' | 'connections' | 'database'): Promise<void> {
    if (what === 'connections') return this.#ra.place.cut()
    if (what === 'database') return this.#ra.place.restart()
    this.#ra.kill()
    // Killed behind the last answer, it still looks alive for a moment.
    await this.#ra.gone()
  }

  /** The client comes back, repeats its last step and does all that follow. */
  async afterwards(): Promise<void> {
    await this.#ra.ensureUp()
    await this.#ra.arm(0, 0)
    if (this.#plan.then === 'finish') await this.#finish()
    if (this.#plan.then === 'abandon' || this.#plan.then === 'refund') await this.#abandon()
    if (this.#plan.then === 'refund') await this.#refund()
    if (this.#plan.then === 'expire') await this.#ra.expire(Date.now() + 1e11)
    await this.#compareBooks()
    await this.#check('in the end')
    const after = await this.#now()
    const finished = this.#plan.then === 'finish'
    if (finished && after.join() === this.#before.join()) this.broken.push('the new pair is not in force')
    if (!finished && after.join() !== this.#before.join()) this.broken.push('the old pair is gone')
  }

  async #check(when: string): Promise<void> {
    const broken = await brokenPromises(this.#ra.place.ledger)
    this.broken.push(...broken.map((one) => `${when}: ${one}`))
    if ((await this.#now()).length !== 2) this.broken.push(`${when}: none in force where there was one`)
  }

  async #open(): Promise<RaRequest> {
    const { business } = this.#plan
    const previousSerial = this.#before[0]
    const { request } = await openRequest(this.#holder, {
      business,
      idempotencyKey: this.#key,
      ...(business === 'issue' || previousSerial === undefined ? {} : { previousSerial }),
      ...(business === 'issue' ? {} : { application }),
    })
    this.#request = request
    return request
  }

  async #halfway(): Promise<void> {
    const request = await this.#open()
    const requestId = request.id
    await this.#holder.client.requests.submitCsr({ requestId, csr: csrFor(request, this.#pair) })
    if (request.order !== null) await this.#pay(request.order.id)
    if (request.review !== null) await this.#operator.client.operator.approve({ requestId })
    this.#keep((await this.#holder.client.requests.collect({ requestId })).collected)
  }

  async #finish(): Promise<void> {
    await this.#halfway()
    const request = this.#request
    if (request === null) return
    const requestId = request.id
    const { request: issued } = await this.#holder.client.requests.get({ requestId })
    const signature = confirmation(request, issued.serials?.signature ?? '', this.#pair)
    await this.#holder.client.requests.confirm({ requestId, signature })
  }

  /** Checks that what was collected once does not change. */
  #keep(collected: RaCollected): void {
    const known = this.#collected
    if (known !== null && JSON.stringify(known) !== JSON.stringify(collected)) {
      this.broken.push('collect gave another answer the second time')
    }
    this.#collected = collected
  }

  async #pay(orderId: string): Promise<void> {
    const { cashier, money } = this.#plan
    if (cashier === 'before') await this.#ra.killCashier()
    const { order } = await this.#holder.client.orders.get({ orderId })
    if (order.state === 'unpaid' && money !== 'online') await this.#transfer(orderId, order.totalFen)
    await this.#press(orderId)
    if (cashier === 'after') await this.#ra.killCashier()
    // The service reports twice, and somebody else may report what he likes.
    for (let i = 0; i < 2; i++) await this.#notice(orderId)
  }

  async #press(orderId: string): Promise<void> {
    const { payUrl } = await this.#holder.client.orders.get({ orderId })
    if (payUrl !== null) await fetch(payUrl, { method: 'POST', redirect: 'manual' })
  }

  async #notice(orderId: string): Promise<void> {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ orderId })
    await fetch(`${this.#ra.url}/pay/notice`, { method: 'POST', headers, body })
  }

  /** Two transfers of the whole sum, or one of a part of it. They are the same however often they are told. */
  async #transfer(orderId: string, totalFen: number): Promise<void> {
    const part = 1_000
    const sums = this.#plan.money === 'both' ? [part] : [part, totalFen - part]
    const paidOn = new Date().toISOString().slice(0, 10)
    const payer = this.#key.replace(/\D/g, '').padEnd(12, '0').slice(0, 12)
    const transfers = sums.map((amountFen, i) => ({
      ...{ payerAccount: `6222${payer}${i}`, payerName: this.#demo.applicantName, amountFen, paidOn },
    }))
    await this.#holder.client.orders.reportTransfers({ orderId, transfers })
  }

  /** Sends back what is due: through the payment service what came through it, the rest by hand. */
  async #refund(): Promise<void> {
    const orderId = this.#request?.order?.id
    if (orderId === undefined) return
    for (let tries = 0; tries < 3; tries++) {
      const { order } = await this.#holder.client.orders.get({ orderId })
      if (order.refund?.state !== 'due') return
      const isByHand = (await onlineLeft(this.#ra.place.ledger, orderId)) <= 0
      const reference = isByHand ? { reference: `back-${orderId}` } : {}
      await this.#operator.client.operator.refund({ orderId, ...reference })
    }
    this.broken.push('money is still due after its refund')
  }

  /** The cashier's books and ours say the same, at the latest when the cashier has reported again. */
  async #compareBooks(): Promise<void> {
    const orderId = this.#request?.order?.id
    if (orderId === undefined) return
    const deadline = performance.now() + 15_000
    for (;;) {
      const { paid, returned } = this.#ra.books(orderId)
      const left = await onlineLeft(this.#ra.place.ledger, orderId)
      if (paid - returned === left) return
      if (performance.now() > deadline) {
        this.broken.push(`the cashier has ${paid} - ${returned}, the authority knows of ${left}`)
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  async #abandon(): Promise<void> {
    const request = this.#request ?? (await this.#open())
    await this.#holder.client.requests.abandon({ requestId: request.id })
  }
}

/** What the payment service should still have of an order, by our books. */
async function onlineLeft(ledger: Ledger, orderId: string): Promise<number> {
  const sql = `SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount_fen ELSE -amount_fen END), 0) AS fen
    FROM payments WHERE order_id = ? AND method = 'online'`
  const [row] = await ledger.all(sql, orderId)
  return Number(row?.fen ?? 0)
}

const application = {
  agreementAccepted: true,
  lossReason: 'lost',
  handler: { idType: 'resident-id', idNumber: '110105198804120040', name: '王芳', phone: '13800000002' },
} as const

/** The connection broke, so the authority is gone. Anything else is a fault of its own. */
function isCutOff(error: unknown): boolean {
  return raErrorOf(error) === null && error instanceof TypeError
}

/** What an authority says whose database is away. */
function isBusy(error: unknown): boolean {
  return raErrorOf(error)?.code === 'server-busy'
}
