import {
  certificate,
  demo,
  longCompany,
  pair,
  pinWith,
  signedIn,
  snapshotWith,
  soft,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'
import { asksForPin, done, paused, running, waits } from './transactions.ts'
import { cutOff } from './waits.ts'

const oldRsa = ukey({
  id: 'ukey-2',
  label: '第四版硬证书',
  vendor: '文鼎创',
  model: 'WDC',
  serial: '0087A1B2',
  pairs: [
    pair(
      'expiring',
      { id: 'c3', tokenId: 'ukey-2', days: 1, keyType: 'RSA 2048' },
      {
        encryption: null,
        signing: certificate({ id: 'c3', tokenId: 'ukey-2', days: 1, use: 'both', keyType: 'RSA 2048' }),
      },
    ),
  ],
})

const lockedKey = ukey({
  id: 'ukey-3',
  label: '备用',
  serial: '55C0',
  pin: pinWith({ locked: true, triesLeft: 0 }),
})

const confirm = /^确认$|^Confirm$/
const begin = /^开始签发$|^Start issuing$/
const pinLabel = /^PIN 码$|^PIN$/
const repeatLabel = /^确认 PIN 码$|^Repeat the PIN$/

const softToken = { tokenKind: 'soft', tokenId: 'soft-1', tokenName: '软证书' } as const

export const issuanceScenes: readonly Scene[] = [
  { name: 'issue-1-account', hash: '#/issue', state: snapshotWith({ issuer: demo, tokens: [oldRsa] }) },
  {
    name: 'issue-2-token',
    hash: '#/issue',
    state: snapshotWith({ account: signedIn, tokens: [oldRsa, lockedKey] }),
  },
  {
    name: 'issue-2-ends',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [
        ukey({ pairs: [] }),
        soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, holder: longCompany })] }),
      ],
    }),
  },
  { name: 'issue-2-soft', hash: '#/issue', state: snapshotWith({ issuer: demo, account: signedIn }) },
  {
    name: 'issue-3-pin-soft',
    hash: '#/issue',
    state: snapshotWith({ issuer: demo, account: signedIn }),
    act: async (page) => {
      await page.getByRole('button', { name: confirm }).click()
      await page.getByLabel(pinLabel).fill('Haila20261')
      await page.getByLabel(repeatLabel).fill('Haila2026')
      await page.getByRole('button', { name: begin }).click()
    },
  },
  {
    name: 'issue-3-pin-ukey',
    hash: '#/issue',
    state: snapshotWith({ account: signedIn, tokens: [oldRsa] }),
    act: async (page) => {
      await page.getByRole('button', { name: confirm }).click()
      await page.getByLabel(pinLabel).fill('123456')
    },
  },
  {
    name: 'issue-3-pin-last-try',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [{ ...oldRsa, pin: pinWith({ triesLeft: 1, lastTry: true }) }],
    }),
    act: async (page) => page.getByRole('button', { name: confirm }).click(),
  },
  {
    name: 'issue-3-pin-on-device',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [{ ...oldRsa, pin: pinWith({ entryOnDevice: true }) }],
    }),
    act: async (page) => page.getByRole('button', { name: confirm }).click(),
  },
  {
    name: 'issue-4-progress',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey({ busy: '证书签发' })],
      transactions: [running('await')],
    }),
  },
  {
    name: 'issue-4-cut-off',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [waits('collect', cutOff)],
    }),
  },
  {
    name: 'issue-4-pulled-out',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      transactions: [
        paused(
          'write-encryption',
          { code: 'token-removed', params: {} },
          { needsPin: true, tokenPresent: false },
        ),
      ],
    }),
  },
  {
    name: 'issue-4-back',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [paused('write-encryption', { code: 'token-removed', params: {} }, { needsPin: true })],
    }),
  },
  {
    name: 'issue-4-resume-pin',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [waits('write-encryption', asksForPin, { needsPin: true })],
    }),
  },
  {
    name: 'issue-4-abandon',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [paused('collect', { code: 'certificate-untrusted', params: {} })],
    }),
    act: async (page) => {
      await page.getByRole('button', { name: /^放弃$|^Abandon$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'issue-4-abandoned',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [waits('collect', cutOff)],
    }),
    act: async (page, state) => {
      await page.getByRole('button', { name: /^放弃$|^Abandon$/ }).waitFor()
      state.change({ transactions: [] })
      await page.getByText(/已放弃|abandoned/).waitFor()
    },
  },
  {
    name: 'issue-4-locked',
    hash: '#/issue',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }), pairs: [] })],
      transactions: [paused('keypair', { code: 'pin-locked', params: {} }, { needsPin: true })],
    }),
  },
  {
    name: 'issue-5-done',
    hash: '#/issue',
    state: snapshotWith({
      issuer: demo,
      account: signedIn,
      tokens: [
        soft({
          pairs: [
            pair('valid', {
              id: 'c2',
              tokenId: 'soft-1',
              days: 365,
              holder: longCompany,
              demonstration: true,
            }),
          ],
        }),
      ],
      transactions: [running('retire', softToken)],
    }),
    act: async (page, state) => {
      state.change({ transactions: [done({ ...softToken, pairId: 'pair-c2' })] })
      await page.getByRole('button', { name: /^完成$|^Finish$/ }).waitFor()
    },
  },
  {
    name: 'home-unfinished',
    hash: '#/home',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey()],
      transactions: [paused('collect', { code: 'certificate-untrusted', params: {} })],
    }),
  },
]
