import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isCreditCode, isResidentId } from '../../../src/pki/index.ts'
import { captchaDesk } from '../../../src/ra/accounts/captcha.ts'
import { captchaPicture } from '../../../src/ra/accounts/captcha-picture.ts'
import { captchaQuestion } from '../../../src/ra/accounts/captcha-question.ts'
import { plainName } from '../../../src/ra/accounts/login.ts'
import { hashPassword, verifyPassword } from '../../../src/ra/accounts/password.ts'
import { rateLimit } from '../../../src/ra/accounts/rate-limit.ts'
import { createSealing, WrongPassphrase } from '../../../src/ra/ca/sealing.ts'
import { Refusal } from '../../../src/ra/refusal.ts'
import { demoAccounts } from '../../../src/ra/seed/accounts.ts'
import { openSqliteStore } from '../../../src/ra/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { maskEmail, maskIdNumber, maskPhone } from '../../../src/shared/masking/mask.ts'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  )

const dir = mkdtempSync(join(tmpdir(), 'ra-accounts-'))
let store: Store
beforeAll(() => {
  store = openSqliteStore(join(dir, 'ra.db'))
})
afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('a password', () => {
  it('is recognised in any Unicode form, and another password is not', async () => {
    const stored = await hashPassword('Ａbc-密码')
    expect(await verifyPassword('Abc-密码', stored)).toBe(true)
    expect(await verifyPassword('abc-密码', stored)).toBe(false)
    expect(await verifyPassword('', stored)).toBe(false)
  })

  it('has its own salt, and never matches where there is none', async () => {
    expect(await hashPassword('x')).not.toBe(await hashPassword('x'))
    expect(await verifyPassword('', null)).toBe(false)
  })
})

describe('a captcha', () => {
  const sealing = createSealing('a passphrase', new Uint8Array(16))

  it('accepts the answer to the question in words and to the picture', async () => {
    // As people read them: the first form, and one about a list, with the smallest numbers.
    const first = captchaQuestion(() => 0)
    expect(first.zh).toBe('三号柜里原有十二份文件，上午取走三份，下午放回三份，现在有几份？请用数字回答。')
    expect(first.answer).toBe('12')
    const picked = [7, 0, 9, 4, 28, 1, 1]
    const list = captchaQuestion(() => picked.shift() ?? 0)
    expect(list.en).toBe('Write down 11, 20, 15, 39. What is twice the second number? Answer in figures.')
    expect(list.answer).toBe('40')
    const desk = captchaDesk({ store, sealing, clock: () => 0, fixedAnswer: 'ABCD', ask: () => list })
    const open = () => desk.create().captchaId
    expect(await codeOf(desk.check(open(), ' 40 '))).toBeNull()
    expect(await codeOf(desk.check(open(), '４０'))).toBeNull()
    expect(await codeOf(desk.check(open(), 'ａbcd'))).toBeNull()
    expect(await codeOf(desk.check(open(), '41'))).toBe('captcha-wrong')
  })

  it('asks in words what no single pattern answers: neither the sum of its numbers nor any one of them', () => {
    const digits = '零一二三四五六七八九'
    const numberOf = (word: string): number => {
      const [tens = '', ones = ''] = word.includes('十') ? word.split('十') : ['零', word]
      return 10 * (tens === '' ? 1 : digits.indexOf(tens)) + Math.max(0, digits.indexOf(ones))
    }
    const numbersIn = (text: string) =>
      (text.match(/\d+|[一二三四五六七八九十]+/g) ?? []).map((one) => Number(one) || numberOf(one))
    const programs: readonly ((numbers: readonly number[]) => number)[] = [
      (numbers) => numbers.reduce((sum, one) => sum + one, 0),
      (numbers) => Math.max(...numbers),
      ([first = 0, ...rest]) => rest.reduce((left, one) => left - one, first),
      (numbers) => 2 * (numbers[0] ?? 0),
    ]
    const asked = Array.from({ length: 400 }, () => captchaQuestion())
    for (const program of programs) {
      const right = asked.filter(({ zh, answer }) => String(program(numbersIn(zh))) === answer)
      expect(right.length).toBeLessThan(100)
    }
  })

  it('draws a picture whose lines do not tell the letters by their number or order', () => {
    const lines = () => captchaPicture('AAAA').match(/M[^ML]+L[^M"]+/g)?.length ?? 0
    expect(new Set(Array.from({ length: 40 }, lines)).size).toBeGreaterThan(5)
  })

  it('is good for five minutes, here and in another process with the same keys', async () => {
    let now = 1_800_000_000_000
    const parts = { store, clock: () => now, fixedAnswer: 'ABCD' }
    const here = captchaDesk({ ...parts, sealing })
    const there = captchaDesk({ ...parts, sealing: createSealing('a passphrase', new Uint8Array(16)) })
    const [id, late] = [here.create().captchaId, here.create().captchaId]
    expect(await codeOf(there.check(id, 'ABCD'))).toBeNull()
    expect(await codeOf(here.check(id, 'ABCD'))).toBe('captcha-stale')
    now += 5 * 60_000
    expect(await codeOf(there.check(late, 'ABCD'))).toBe('captcha-stale')
  })

  it('cannot be made, changed or read by anybody without the key', async () => {
    const desk = captchaDesk({ store, sealing, clock: () => 0, fixedAnswer: 'ABCD' })
    const others = createSealing('another passphrase', new Uint8Array(16))
    const foreign = captchaDesk({ store, sealing: others, clock: () => 0, fixedAnswer: 'ABCD' })
    expect(await codeOf(desk.check(foreign.create().captchaId, 'ABCD'))).toBe('captcha-stale')
    const { captchaId } = desk.create()
    expect(captchaId).not.toContain('ABCD')
    for (let i = 0; i < captchaId.length; i++) {
      const other = captchaId[i] === 'a' ? 'b' : 'a'
      const changed = `${captchaId.slice(0, i)}${other}${captchaId.slice(i + 1)}`
      expect(await codeOf(desk.check(changed, 'ABCD'))).toBe('captcha-stale')
    }
    expect(await codeOf(desk.check(captchaId, 'ABCD'))).toBeNull()
  })
})

describe('a rate limit', () => {
  it('allows a number of calls a minute for each name, and refills evenly', async () => {
    let now = 0
    const limit = rateLimit({ store, clock: () => now }, 'one', 6)
    for (let i = 0; i < 6; i++) expect(await codeOf(limit('a'))).toBeNull()
    expect(await codeOf(limit('a'))).toBe('too-many-requests')
    expect(await codeOf(limit('b'))).toBeNull()
    now += 10_000
    expect(await codeOf(limit('a'))).toBeNull()
    expect(await codeOf(limit('a'))).toBe('too-many-requests')
  })

  it('counts all addresses of one household as one', async () => {
    const limit = rateLimit({ store, clock: () => 0 }, 'household', 6)
    for (let i = 0; i < 6; i++) expect(await codeOf(limit(`2001:db8::${i}`))).toBeNull()
    expect(await codeOf(limit('2001:db8:0:0:9::1'))).toBe('too-many-requests')
    expect(await codeOf(limit('2001:db8:0:1::1'))).toBeNull()
  })

  it('asks the database no more about whom it has refused, until his time has come', async () => {
    let [now, asked] = [0, 0]
    const counting: Pick<Store, 'countCall'> = {
      countCall: (call) => {
        asked++
        return store.countCall(call)
      },
    }
    const limit = rateLimit({ store: counting, clock: () => now }, 'flood', 6)
    for (let i = 0; i < 100; i++) await codeOf(limit('a'))
    expect(asked).toBe(7)
    now += 9_500
    expect(await codeOf(limit('a'))).toBe('too-many-requests')
    expect(asked).toBe(8)
  })
})

describe('masking', () => {
  it('shows the ends of a number and never the middle', () => {
    expect(maskIdNumber('11010519880412004X')).toBe('110***********004X')
    expect(maskPhone('13800000001')).toBe('138****0001')
    expect(maskEmail('wangfang@example.cn')).toBe('wa***@example.cn')
    fc.assert(fc.property(fc.stringMatching(/^[0-9]{8,30}$/), (text) => maskIdNumber(text) !== text))
  })
})

describe('names', () => {
  it('are equal despite full-width forms and spaces of any kind', () => {
    expect(plainName('ＡＢＣ（北京）　有限 公司')).toBe(plainName('ABC(北京)有限公司'))
    expect(plainName('欧阳龘㐂')).toBe('欧阳龘㐂')
  })
})

describe('a seal', () => {
  const sealing = createSealing('passphrase', new Uint8Array(16))
  const secret = new TextEncoder().encode('a secret')

  it('opens for its own purpose only', () => {
    const sealed = sealing.seal('ca-key', secret)
    expect(new TextDecoder().decode(sealing.open('ca-key', sealed))).toBe('a secret')
    expect(() => sealing.open('escrowed-key', sealed)).toThrow(WrongPassphrase)
  })

  it('opens only for the owner it is bound to, as long as it says so', () => {
    const sealed = sealing.seal('escrowed-key', secret, '0A1B')
    expect(new TextDecoder().decode(sealing.open('escrowed-key', sealed, '0A1B'))).toBe('a secret')
    for (const one of [sealed, sealed.subarray(1)]) {
      expect(() => sealing.open('escrowed-key', one, '0A1C')).toThrow(WrongPassphrase)
      expect(() => sealing.open('escrowed-key', one)).toThrow(WrongPassphrase)
    }
    expect(() => sealing.open('escrowed-key', sealed.subarray(1), '0A1B')).toThrow(WrongPassphrase)
  })

  it('still opens if an old version made it without an owner, whatever its first byte is', () => {
    let sealed = sealing.seal('escrowed-key', secret)
    for (let i = 0; i < 10_000 && sealed[0] !== 2; i++) sealed = sealing.seal('escrowed-key', secret)
    expect(sealed[0]).toBe(2)
    expect(new TextDecoder().decode(sealing.open('escrowed-key', sealed, '0A1B'))).toBe('a secret')
  })

  it('does not open when a bit was changed', () => {
    const sealed = sealing.seal('ca-key', secret)
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => sealing.open('ca-key', changed)).toThrow(WrongPassphrase)
    }
    expect(() => sealing.open('ca-key', sealed.subarray(0, 20))).toThrow()
  })
})

describe('the demo accounts', () => {
  it('have numbers whose check digits are right', () => {
    for (const { idType, idNumber } of demoAccounts) {
      if (idType === 'credit-code') expect(isCreditCode(idNumber ?? '')).toBe(true)
      if (idType === 'resident-id') expect(isResidentId(idNumber ?? '')).toBe(true)
    }
  })
})
