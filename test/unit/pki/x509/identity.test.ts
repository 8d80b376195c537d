import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { type IdentityKind, readIdentity } from '../../../../src/pki/x509/identity.ts'
import type { AttributeName } from '../../../../src/pki/x509/names.ts'
import { extension } from './unsigned.ts'

const CREDIT = '91350100M000100Y43'
const RESIDENT = '11010519491231002X'
const nobody = pki.parseName(pki.encodeName([['CN', '某']]))
const named = (...parts: readonly (readonly [AttributeName, string])[]) =>
  pki.parseName(pki.encodeName(parts))
const text = (value: string) => new TextEncoder().encode(value)
const facts = (oid: string, value: Uint8Array) => readIdentity([extension(oid, value)], nobody).facts
const GB = '1.2.156.10260.4.1'

describe('an identity extension', () => {
  it.each<readonly [string, IdentityKind]>([
    [`${GB}.1`, 'personal-number'],
    [`${GB}.2`, 'social-insurance'],
    [`${GB}.3`, 'business-registration'],
    [`${GB}.4`, 'organisation-code'],
    [`${GB}.5`, 'tax-number'],
    ['1.2.86.11.7.1', 'personal-number'],
    ['1.2.86.11.7.2', 'social-insurance'],
    ['1.2.86.11.7.3', 'organisation-code'],
    ['1.2.86.11.7.4', 'business-registration'],
    ['1.2.86.11.7.5', 'tax-number'],
    ['1.2.86.11.7.1.8', 'unique-id'],
    ['2.16.840.1.113732.2', 'unique-id'],
    ['1.2.86.21.1.3', 'unique-id'],
    ['1.2.86.11.7.7550243.1', 'credit-code'],
    ['2.16.156.112548', 'unique-id'],
    ['1.2.156.112576', 'unique-id'],
    ['1.2.156.1.8888.148', 'unique-id'],
    ['1.2.156.112562.2.1.1.1', 'unique-id'],
    ['1.2.156.112562.2.1.1.999', 'unique-id'],
  ])('%s states a %s', (oid, kind) => {
    expect(facts(oid, der.printable('X-1'))).toMatchObject([{ kind, value: 'X-1', source: oid }])
  })

  it.each(['1.2.3', `${GB}.6`, '1.2.156.112562.2.1.2.1', '1.2.156.112562.2.1.1'])(
    '%s states nothing',
    (oid) => {
      expect(facts(oid, der.printable('X-1'))).toEqual([])
    },
  )

  it.each<readonly [string, Uint8Array]>([
    ['a string', der.printable('AB1')],
    ['another string', der.utf8('AB1')],
    ['bare text', text('AB1')],
    ['a string in an octet string', der.octets(der.printable('AB1'))],
    ['bare text in an octet string', der.octets(text('AB1'))],
    ['a string in a tag', der.explicit(7, der.printable('AB1'))],
    ['a string in a sequence', der.sequence(der.printable('AB1'))],
    ['a tag for the string', der.implicit(7, text('AB1'))],
    ['a string with spaces and control characters', der.utf8(' A\u0000B\u202e1\n ')],
  ])('is written as %s', (_what, value) => {
    expect(facts(`${GB}.5`, value).map((fact) => fact.value)).toEqual(['AB1'])
  })

  it.each<readonly [string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an empty string', der.utf8('')],
    ['spaces', der.utf8('  \n')],
    ['an empty sequence', der.sequence()],
  ])('states nothing where it holds %s', (_what, value) => {
    expect(facts(`${GB}.5`, value)).toEqual([])
  })

  it('keeps 256 characters', () => {
    expect(facts(`${GB}.5`, der.utf8('A'.repeat(300)))[0]?.value).toBe('A'.repeat(256))
  })

  it.each<readonly [number, IdentityKind]>([
    [0, 'resident-id'],
    [1, 'officer-card'],
    [2, 'passport'],
    [3, 'personal-number'],
  ])('of a person with the tag [%i] is a %s', (number, kind) => {
    expect(facts(`${GB}.1`, der.explicit(number, der.printable('E123')))[0]?.kind).toBe(kind)
    expect(facts(`${GB}.1`, der.implicit(number, text('E123')))[0]?.kind).toBe(kind)
  })

  it('is what its check symbol says, wherever it stands', () => {
    expect(facts(`${GB}.4`, der.printable(CREDIT))[0]?.kind).toBe('credit-code')
    expect(facts(`${GB}.2`, der.printable(RESIDENT))[0]?.kind).toBe('resident-id')
    expect(facts(`${GB}.4`, der.printable(`${CREDIT.slice(0, -1)}0`))[0]?.kind).toBe('organisation-code')
  })

  it.each<readonly [string, Uint8Array, boolean]>([
    [`${GB}.1`, der.explicit(1, der.printable('OFFICER0123456789')), true],
    [`${GB}.1`, der.explicit(2, der.printable('PASSPORT123456789')), true],
    [`${GB}.1`, der.printable('PERSONAL123456789'), true],
    [`${GB}.2`, der.printable('INSURANCE12345678'), true],
    ['1.2.86.21.1.3', der.printable('UNIQUE12345678901'), true],
    [`${GB}.4`, der.printable(RESIDENT), true],
    [`${GB}.3`, der.printable('BUSINESS123456789'), false],
    [`${GB}.4`, der.printable('ORGANISATION12345'), false],
    [`${GB}.5`, der.printable('TAX12345678901234'), false],
    [`${GB}.4`, der.printable(CREDIT), false],
  ])('%s hides what is personal', (oid, value, hidden) => {
    const [fact] = facts(oid, value)
    expect(fact?.masked === fact?.value).toBe(!hidden)
    if (hidden) expect(fact?.masked).toContain('*')
  })
})

describe('an identity', () => {
  it('has its codes from its extensions, the first of each kind', () => {
    const stated = readIdentity(
      [
        extension('1.2.3', der.utf8('x')),
        extension(`${GB}.4`, der.printable('12345678X')),
        extension('1.2.86.11.7.3', der.printable('OTHER')),
        extension(`${GB}.3`, der.printable(CREDIT)),
        extension(`${GB}.1`, der.explicit(0, der.printable(RESIDENT))),
      ],
      named(['CN', CREDIT]),
    )
    expect(stated).toMatchObject({ creditCode: CREDIT, organisationCode: '12345678X' })
    expect(stated.facts.map(({ kind }) => kind)).toEqual([
      'organisation-code',
      'organisation-code',
      'credit-code',
      'resident-id',
    ])
    expect(stated.residentIdMasked).toBe(stated.facts[3]?.masked)
    expect(stated.residentIdMasked).not.toContain(RESIDENT.slice(6, 14))
  })

  it('has none without any', () => {
    const none = { facts: [], creditCode: null, organisationCode: null, residentIdMasked: null }
    expect(readIdentity([], nobody)).toEqual(none)
  })

  it('is looked for in the name if no extension states one', () => {
    const found = readIdentity(
      [],
      named(['O', `某公司(${CREDIT})`], ['OU', RESIDENT], ['CN', '00000000-0 甲']),
    )
    expect(found).toMatchObject({ creditCode: CREDIT })
    expect(found.facts.map(({ kind, source }) => [kind, source])).toContainEqual(['resident-id', 'subject'])
    const stated = readIdentity([extension(`${GB}.5`, der.utf8('T'))], named(['CN', CREDIT]))
    expect(stated.creditCode).toBeNull()
  })

  it('has an organisation code from a name, without credit code', () => {
    const code = 'D2143569-X'
    const [fact] = readIdentity([], named(['CN', code])).facts
    expect(fact).toMatchObject({ kind: 'organisation-code', value: code, masked: code, source: 'subject' })
    expect(readIdentity([], named(['CN', 'D2143569-1'])).facts).toEqual([])
  })

  it('looks at 32 words of a name', () => {
    const words = (count: number) => `${'AAAAAAAAA '.repeat(count)}${CREDIT}`
    expect(readIdentity([], named(['CN', words(31)])).creditCode).toBe(CREDIT)
    expect(readIdentity([], named(['CN', words(32)])).creditCode).toBeNull()
  })
})
