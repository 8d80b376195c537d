import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
import { maskEmail, maskIdNumber, maskPhone } from '../../../src/shared/masking/mask.ts'

const codeOf = (work: () => unknown) => {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
}

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
  it('accepts the answer to the question in words and to the picture', () => {
    // As people read them: the first form, and one about a list, with the smallest numbers.
    const first = captchaQuestion(() => 0)
    expect(first.zh).toBe('三号柜里原有十二份文件，上午取走三份，下午放回三份，现在有几份？请用数字回答。')
    expect(first.answer).toBe('12')
    const picked = [7, 0, 9, 4, 28, 1, 1]
    const list = captchaQuestion(() => picked.shift() ?? 0)
    expect(list.en).toBe('Write down 11, 20, 15, 39. What is twice the second number? Answer in figures.')
    expect(list.answer).toBe('40')
    const desk = captchaDesk(
      () => 0,
      'ABCD',
      () => list,
    )
    const open = () => desk.create().captchaId
    expect(codeOf(() => desk.check(open(), ' 40 '))).toBeNull()
    expect(codeOf(() => desk.check(open(), '４０'))).toBeNull()
    expect(codeOf(() => desk.check(open(), 'ａbcd'))).toBeNull()
    expect(codeOf(() => desk.check(open(), '41'))).toBe('captcha-wrong')
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

  it('forgets the oldest instead of growing without end', () => {
    const desk = captchaDesk(() => 0, 'ABCD')
    const first = desk.create().captchaId
    for (let i = 0; i < 20_000; i++) desk.create()
    expect(codeOf(() => desk.check(first, 'ABCD'))).toBe('captcha-stale')
  })
})

describe('a rate limit', () => {
  it('allows a number of calls a minute for each name, and refills evenly', () => {
    let now = 0
    const limit = rateLimit(6, () => now)
    for (let i = 0; i < 6; i++) expect(codeOf(() => limit('a'))).toBeNull()
    expect(codeOf(() => limit('a'))).toBe('too-many-requests')
    expect(codeOf(() => limit('b'))).toBeNull()
    now += 10_000
    expect(codeOf(() => limit('a'))).toBeNull()
    expect(codeOf(() => limit('a'))).toBe('too-many-requests')
  })

  it('counts all addresses of one household as one', () => {
    const limit = rateLimit(6, () => 0)
    for (let i = 0; i < 6; i++) expect(codeOf(() => limit(`2001:db8::${i}`))).toBeNull()
    expect(codeOf(() => limit('2001:db8:0:0:9::1'))).toBe('too-many-requests')
    expect(codeOf(() => limit('2001:db8:0:1::1'))).toBeNull()
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
