import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoProfile, type Profile } from '../../../src/ra/rules/profile.ts'
import { type RaOptions, type RunningRa, startRa } from '../../../src/ra/server.ts'
import { type RaErrorCode, type RaErrorParams, raErrorOf } from '../../../src/shared/ra-contract/index.ts'
import { captchaAnswer, type Holder, holderAt, login } from './holder.ts'

/** The demonstration's rules, except that a certificate can be renewed on its first day. */
export const renewableAtOnce: Profile = {
  ...demoProfile,
  renewal: { ...demoProfile.renewal, opensDaysBefore: 3650 },
}

export type TestRa = {
  readonly ra: RunningRa
  readonly dataDir: string
  /** Moves the authority's clock. */
  readonly passTime: (milliseconds: number) => void
  readonly faults: string[]
  readonly end: () => Promise<void>
}

/** A real authority on the loopback address, in its own folder, with a clock that tests can move. */
export async function startTestRa(options: Partial<RaOptions> = {}): Promise<TestRa> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ra-test-'))
  const faults: string[] = []
  let ahead = 0
  const ra = await startRa({
    dataDir,
    embedded: true,
    captchaAnswer,
    unlimited: true,
    clock: () => Date.now() + ahead,
    log: (line) => faults.push(line),
    ...options,
  })
  return {
    ra,
    dataDir,
    faults,
    passTime: (milliseconds) => {
      ahead += milliseconds
    },
    end: async () => {
      await ra.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const agencyName = '北京示例知识产权代理有限公司'

export async function agency(url: string): Promise<Holder> {
  const holder = holderAt(url)
  await login(holder, 'demo', agencyName)
  return holder
}

export async function person(url: string): Promise<Holder> {
  const holder = holderAt(url)
  await login(holder, 'wangfang', '王芳')
  return holder
}

/** Logs in with the password that the first start left in the data folder. */
export async function operatorAt(test: TestRa, name = 'operator'): Promise<Holder> {
  const line = readFileSync(join(test.dataDir, 'operators.txt'), 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name} `))
  const holder = holderAt(test.ra.url)
  const { captchaId } = await holder.client.captcha.create({})
  const form = { name, password: line?.split(' ')[1] ?? '', captchaId, captchaAnswer }
  holder.token = (await holder.client.operator.login(form)).token
  return holder
}

/** The refusal with which a call ends; fails if it ends otherwise. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ readonly code: RaErrorCode; readonly params: RaErrorParams }> {
  try {
    await call
  } catch (error) {
    const refusal = raErrorOf(error)
    if (refusal !== null) return refusal
    throw error
  }
  throw new Error('the call was expected to be refused, but it succeeded')
}

/** What the newest message in the outbox says after "验证码". */
export async function lastCode(test: TestRa): Promise<string> {
  const page = await test.ra.services.store.messages({ text: '验证码', after: null, limit: 1 })
  return /验证码 (\d{6})/.exec(page.rows[0]?.text ?? '')?.[1] ?? ''
}
