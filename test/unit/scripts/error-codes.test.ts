import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorCodeComplaints, errorEntries } from '../../../scripts/error-codes.mjs'
import { zhCn } from '../../../src/shared/errors/catalogue.ts'
import { raErrorCodes } from '../../../src/shared/ra-contract/index.ts'

type Entry = { readonly code: string; readonly hotline: string; readonly refusal?: string }

/** A Chinese file of errors in the formatter's layout. */
const errors = (...entries: readonly Entry[]): string =>
  [
    'export const errors = {',
    ...entries.flatMap(({ code, hotline, refusal }) => [
      `  ${code.includes('-') ? `'${code}'` : code}: {`,
      `    hotline: '${hotline}',`,
      "    title: '标题',",
      ...(refusal ? ['    refusals: {', `      '${refusal}': { kind: 'CONFLICT' },`, '    },'] : []),
      '  },',
    ]),
    '} as const satisfies ErrorEntries',
  ].join('\n')

const complaintsOf = (files: Readonly<Record<string, string>>): readonly string[] => {
  const top = mkdtempSync(join(tmpdir(), 'error-codes-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true })
    writeFileSync(join(top, name), text)
  }
  return errorCodeComplaints(top)
}

const pin = 'src/shared/pin/errors.zh-cn.ts'
const locked = { code: 'pin-locked', hotline: 'P03' }
const nobody = `${pin}: nobody raises "pin-locked"`

describe('the codes of the catalogue', () => {
  it('are read from its files as the program reads them, refusals too', () => {
    const entries = errorEntries()
    const hotlines = Object.fromEntries(entries.map(({ code, hotline }) => [code, hotline]))
    expect(hotlines).toEqual(
      Object.fromEntries(Object.entries(zhCn).map(([code, { hotline }]) => [code, hotline])),
    )
    expect(entries.flatMap(({ refusals }) => refusals).sort()).toEqual([...raErrorCodes].sort())
  })

  it.each([
    ["throw new AssistantError('pin-locked')"],
    ["const report = { code: 'pin-locked', params: {} }"],
    ["const codes = new Map([[CKR.PIN_LOCKED, 'pin-locked']])"],
    ["return left === 0 ? 'pin-locked' : null"],
    ["const kinds = { EACCES: 'pin-locked' }"],
  ])('are raised by %s', (raising) => {
    expect(complaintsOf({ [pin]: errors(locked), 'src/native/login.ts': raising })).toEqual([])
  })

  it.each([
    [''],
    ["switch (code) {\n  case 'pin-locked':\n    break\n}"],
    ["if (error.code === 'pin-locked') unlock()"],
    ["if ('pin-locked' !== error.code) unlock()"],
    ["const over = new Set<ErrorCode>(['pin-locked', 'pin-wrong'])"],
    ["const over = z.enum([\n  'pin-wrong',\n  'pin-locked',\n])"],
    ["type Locked = 'pin-wrong' | 'pin-locked'"],
    ["const fields = { 'pin-locked': 'field' }"],
    ["// as 'pin-locked' tells"],
    ["/** Not 'pin-locked'. */"],
  ])('are not raised by looking at one: %s', (look) => {
    expect(complaintsOf({ [pin]: errors(locked), 'src/native/login.ts': look })).toEqual([nobody])
  })

  it('are not raised by the words of another language', () => {
    expect(complaintsOf({ [pin]: errors(locked), 'src/shared/pin/errors.en.ts': "x('pin-locked')" })).toEqual(
      [nobody],
    )
  })

  it('are raised by the authority that refuses with one of their refusals, and only by the authority', () => {
    const files = { [pin]: errors({ ...locked, refusal: 'card-locked' }) }
    const refusing = "throw new Refusal('card-locked')"
    expect(complaintsOf({ ...files, 'src/ra/pin.ts': refusing })).toEqual([])
    expect(complaintsOf({ ...files, 'src/main/pin.ts': refusing })).toEqual([
      nobody,
      `${pin}: no authority refuses with "card-locked"`,
    ])
  })

  it('are reported if they share a hotline code, or have that of a removed error', () => {
    const files = {
      [pin]: errors(locked, { code: 'pin-wrong', hotline: 'A10' }),
      'src/shared/unlock/errors.zh-cn.ts': errors({ code: 'busy', hotline: 'P03' }),
      'src/main/raise.ts': "raise('pin-locked'); raise('pin-wrong'); raise('busy')",
    }
    expect(complaintsOf(files)).toEqual([
      'src/shared/unlock/errors.zh-cn.ts: "busy" has the hotline code P03 of "pin-locked"',
      `${pin}: "pin-wrong" has the hotline code A10 of an error that is gone`,
    ])
  })

  it('are reported if two businesses declare the same', () => {
    const files = {
      [pin]: errors(locked),
      'src/shared/unlock/errors.zh-cn.ts': errors({ ...locked, hotline: 'P04' }),
      'src/main/raise.ts': "raise('pin-locked')",
    }
    expect(complaintsOf(files)).toEqual([
      `src/shared/unlock/errors.zh-cn.ts: the error "pin-locked" is declared in ${pin} already`,
    ])
  })
})
