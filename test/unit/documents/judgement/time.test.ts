import { describe, expect, it } from 'vitest'
import { judgeTime } from '../../../../src/documents/judgement/time.ts'
import { parseCertificate } from '../../../../src/pki/index.ts'
import { type StampPlan, timeStamp } from '../../../forgeries/cms-maker.ts'
import {
  machine,
  numbers,
  party,
  root,
  signer,
  stampMaker,
  strangeStampMaker,
} from '../../../forgeries/parties.ts'
import { flipped } from '../../../forgeries/seal-maker.ts'
import { trust } from '../../../forgeries/trust.ts'

const stamped = Buffer.from('signature')
const claimed = new Date('2026-01-01T00:00:00Z')
const ask = (token: Uint8Array | null, word: Date | null = claimed, now = trust.now) =>
  judgeTime({ claimed: word, token, stamped, trust: { ...trust, now } })
const stamp = (plan: Partial<StampPlan> = {}) => timeStamp(stamped, { by: stampMaker, ...plan })
const byWord = {
  time: { state: 'claimed', at: '2026-01-01T00:00:00.000Z' },
  moment: { at: claimed, kind: 'claimed' },
}
const minutesBefore = (at: Date, minutes: number) => new Date(at.getTime() - minutes * 60_000)

describe('the time of a signature without a stamp', () => {
  it('is the word of the signer', () => {
    expect(ask(null)).toEqual({ ...byWord, reasons: [{ code: 'time-claimed', details: [] }] })
  })

  it('is none without a word; then the present counts', () => {
    expect(ask(null, null)).toEqual({
      time: { state: 'none' },
      moment: { at: trust.now, kind: 'none' },
      reasons: [{ code: 'no-time', details: [] }],
    })
  })

  it('may be ten minutes ahead and no more', () => {
    expect(ask(null, claimed, minutesBefore(claimed, 10)).reasons).toEqual([
      { code: 'time-claimed', details: [] },
    ])
    const early = new Date(minutesBefore(claimed, 10).getTime() - 1)
    expect(ask(null, claimed, early).reasons).toEqual([
      { code: 'time-claimed', details: [] },
      { code: 'signed-in-future', details: ['2026-01-01T00:00:00.000Z'] },
    ])
  })
})

describe('the time of a signature with a stamp that holds', () => {
  it('is that of the stamp, whatever the signer says', () => {
    const found = ask(stamp())
    expect(found).toEqual({
      time: {
        ...{ state: 'stamped', at: '2026-01-01T00:00:05.000Z' },
        authority: expect.stringContaining('Time Stamps'),
      },
      moment: { at: new Date('2026-01-01T00:00:05Z'), kind: 'stamped' },
      reasons: [],
    })
    expect(ask(stamp(), null)).toEqual(found)
  })

  it('may be ten minutes ahead and no more', () => {
    const at = new Date('2026-01-01T00:00:05Z')
    expect(ask(stamp(), claimed, minutesBefore(at, 10)).reasons).toEqual([])
    expect(ask(stamp(), claimed, new Date(minutesBefore(at, 10).getTime() - 1)).reasons).toEqual([
      { code: 'signed-in-future', details: ['2026-01-01T00:00:05.000Z'] },
    ])
  })

  it('is known though its maker has expired since', () => {
    const lapsed = party({ name: 'Old Stamps', purpose: numbers.timeStamping, to: '2026-02-01' }, root)
    expect(ask(stamp({ by: lapsed })).time.state).toBe('stamped')
    expect(ask(stamp({ by: lapsed, at: '2026-03-01T00:00:00Z' })).time.state).toBe('claimed')
  })

  it('may rest on certificates that are known here', () => {
    const authority = party({ name: 'Between', usage: 0x06, authority: true }, root)
    const below = party({ name: 'Stamps Below', purpose: numbers.timeStamping }, authority)
    const token = stamp({ by: below })
    expect(ask(token).reasons[1]?.code).toBe('time-stamp-untrusted')
    const certificates = [parseCertificate(authority.certificate)]
    const known = judgeTime({ claimed, token, stamped, trust: { ...trust, certificates } })
    expect(known.time.state).toBe('stamped')
  })
})

describe('a stamp that does not hold', () => {
  it.each<[string, () => Uint8Array, string, readonly unknown[]]>([
    ['cannot be read', () => Buffer.from('no stamp'), 'time-stamp-wrong', []],
    ['is about something else', () => stamp({ over: Buffer.from('x') }), 'time-stamp-wrong', []],
    ['has another signature', () => stamp({ value: flipped }), 'time-stamp-wrong', []],
    [
      'is by a signer',
      () => stamp({ by: signer }),
      'time-stamp-wrong',
      [expect.stringContaining('Seal User')],
    ],
    ['is by a server', () => stamp({ by: machine }), 'time-stamp-wrong', [expect.stringContaining('Server')]],
    [
      'is by a stranger',
      () => stamp({ by: strangeStampMaker }),
      'time-stamp-untrusted',
      [expect.stringContaining('Strange Stamps')],
    ],
  ])('because it %s leaves the word of the signer, and is told', (_, make, code, details) => {
    expect(ask(make())).toEqual({
      ...byWord,
      reasons: [
        { code: 'time-claimed', details: [] },
        { code, details },
      ],
    })
  })

  it('leaves no time if there is no word, and a word in the future is told behind it', () => {
    expect(ask(Buffer.from('x'), null).reasons.map(({ code }) => code)).toEqual([
      'no-time',
      'time-stamp-wrong',
    ])
    expect(ask(Buffer.from('x'), claimed, new Date('2025-01-01')).reasons.map(({ code }) => code)).toEqual([
      ...['time-claimed', 'time-stamp-wrong', 'signed-in-future'],
    ])
  })
})
