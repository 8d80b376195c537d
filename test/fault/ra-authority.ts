import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { captchaAnswer } from '../flow/ra/holder.ts'
import { filePlace, type Place, postgresPlace } from './ra-place.ts'
import type { FaultOptions } from './run.ts'

const program = fileURLToPath(new URL('ra-process.ts', import.meta.url))

type Movements = readonly { readonly amountFen: number }[]
type Books = {
  readonly orders: Readonly<Record<string, { readonly payments: Movements; readonly refunds: Movements }>>
}

/** An authority that can be killed and started again over the same data. */
export class MortalRa {
  readonly dataDir: string
  readonly place: Place
  url = ''
  deaths = 0
  /** The points at which it died as it was told to. */
  readonly reached: number[] = []
  #armed = 0
  #child: ChildProcess | null = null

  constructor(dataDir: string, place: Place) {
    this.dataDir = dataDir
    this.place = place
  }

  static async over(store: FaultOptions['store']): Promise<MortalRa> {
    const dataDir = mkdtempSync(join(tmpdir(), 'ra-fault-'))
    return new MortalRa(dataDir, store === 'postgres' ? await postgresPlace() : filePlace(dataDir))
  }

  /** Starts it if it is not running. */
  async ensureUp(): Promise<void> {
    if (this.#child !== null) return
    const child = fork(program, [this.dataDir, captchaAnswer, this.place.url ?? ''], { execArgv: [] })
    this.#child = child
    child.once('exit', (_code, signal) => {
      this.#child = null
      this.deaths++
      if (this.#armed > 0 && signal === 'SIGKILL') this.reached.push(this.#armed)
      this.#armed = 0
    })
    this.url = (await this.#answer<{ url: string }>(child)).url
  }

  /** Makes it die the n-th time it reaches this point. */
  async arm(point: number, occurrence: number): Promise<void> {
    await this.ensureUp()
    if (this.#child === null) return
    await this.#ask(this.#child, { type: 'die', point, occurrence })
    this.#armed = point
  }

  /** Ends what expires before this moment. False if the authority died of it. */
  async expire(before: number): Promise<boolean> {
    await this.ensureUp()
    const child = this.#child
    if (child === null) return false
    return this.#ask(child, { type: 'expire', before }).then(
      () => true,
      () => false,
    )
  }

  /** Kills the cashier, which is a process of its own. */
  async killCashier(): Promise<void> {
    if (this.#child === null) return
    const answer = await this.#ask(this.#child, { type: 'cashier' }).catch(() => null)
    const pid = typeof answer === 'object' && answer !== null && 'pid' in answer ? answer.pid : null
    try {
      if (typeof pid === 'number') process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }

  /** What the cashier has in its books for an order: paid and returned. */
  books(orderId: string): { readonly paid: number; readonly returned: number } {
    const file = join(this.dataDir, 'demo-cashier.json')
    if (!existsSync(file)) return { paid: 0, returned: 0 }
    const { orders } = JSON.parse(readFileSync(file, 'utf8')) as Books
    const sum = (all: readonly { readonly amountFen: number }[] = []) =>
      all.reduce((total, { amountFen }) => total + amountFen, 0)
    return { paid: sum(orders[orderId]?.payments), returned: sum(orders[orderId]?.refunds) }
  }

  kill(): void {
    this.#armed = 0
    this.#child?.kill('SIGKILL')
  }

  async gone(): Promise<void> {
    const child = this.#child
    if (child !== null) await new Promise((resolve) => child.once('exit', resolve))
  }

  #ask(child: ChildProcess, command: object): Promise<unknown> {
    const answer = this.#answer(child)
    child.send(command, (error) => void error)
    return answer
  }

  #answer<T>(child: ChildProcess): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const onExit = () => reject(new Error('the authority died'))
      child.once('exit', onExit)
      child.once('message', (message) => {
        child.off('exit', onExit)
        resolve(message as T)
      })
    })
  }

  async end(): Promise<void> {
    this.kill()
    await this.gone()
    await this.place.end()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
