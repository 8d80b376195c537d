import { company, dayAway, pair, pinWith, signedIn, snapshotWith, soft, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'
import { asksForPin, paused, waits } from './transactions.ts'
import { cutOff } from './waits.ts'

// What nobody tidies up before it reaches a window. Every screen still says one thing first.

/** 64 characters without a space, as a certificate may carry them. */
const endless = 'Inneremongolisches'.repeat(4).slice(0, 64)
/** Hidden characters arrive written out. */
const reversed = `${company}⟨U+202E⟩gpj.exe مرحبا שלום`

const named = (holder: string, id: string) =>
  ukey({
    id,
    label: holder,
    serial: `${id}-7788`,
    pairs: [pair('valid', { id: `c-${id}`, tokenId: id, days: 120, holder })],
  })

const twelve = Array.from({ length: 12 }, (_, at) =>
  ukey({
    id: `ukey-${at}`,
    serial: `C0FFEE${at}`,
    pairs: [
      pair(at === 7 ? 'expired' : 'valid', {
        id: `c${at}`,
        tokenId: `ukey-${at}`,
        days: at === 7 ? -4 : 60 + at,
        holder: `第${at + 1}代理有限公司`,
      }),
    ],
  }),
)

const offline = {
  state: 'offline',
  reason: 'network-none',
  checkedAt: dayAway(0),
  clockSkewSeconds: null,
} as const
const untrusted = { code: 'certificate-untrusted', params: {} } as const

export const badInputScenes: readonly Scene[] = [
  {
    name: 'bad-names',
    hash: '#/home',
    state: snapshotWith({
      account: { ...signedIn, applicantName: endless },
      tokens: [named(endless, 'a'), named(reversed, 'b')],
    }),
  },
  {
    name: 'bad-names-listed',
    hash: '#/certificates',
    state: snapshotWith({ tokens: [named(endless, 'a'), named(reversed, 'b')] }),
  },
  {
    name: 'bad-nickname-listed',
    hash: '#/certificates',
    state: snapshotWith({
      tokens: [
        { ...named(endless, 'a'), nickname: endless },
        { ...named(company, 'b'), nickname: '⟨U+202E⟩'.repeat(40) },
      ],
    }),
  },
  { name: 'bad-twelve', hash: '#/home', state: snapshotWith({ account: signedIn, tokens: twelve }) },
  {
    name: 'bad-twelve-listed',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens: twelve }),
  },
  {
    name: 'bad-three-offline',
    hash: '#/home',
    state: snapshotWith({
      account: signedIn,
      connection: offline,
      tokens: [ukey(), soft()],
      transactions: [
        waits('collect', cutOff, { id: 't1' }),
        paused('collect', untrusted, { id: 't2', tokenId: 'b', tokenName: endless, holder: endless }),
        waits('write-signing', asksForPin, { id: 't3', tokenId: 'c', tokenName: '备用', needsPin: true }),
      ],
    }),
  },
  {
    name: 'bad-locked-expired',
    hash: '#/home',
    state: snapshotWith({
      tokens: [
        ukey({
          pin: pinWith({ locked: true, triesLeft: 0 }),
          pairs: [pair('expired', { id: 'c1', tokenId: 'ukey-1', days: -3 })],
        }),
      ],
    }),
  },
]
