import type { Page } from 'playwright-core'
import type { RehearsalLook, RehearsalRecipient, RehearsalVerdict } from '../../../src/shared/models/index.ts'
import { company, dayAway, longCompany, pair, snapshotWith, soft, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const tokens = [
  ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })] }),
  soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 370, holder: company })] }),
]

const recipient = (change: Partial<RehearsalRecipient>): RehearsalRecipient => ({
  holder: null,
  issuer: '国家知识产权局商标局 SM2 CA',
  serial: '3F2A91C07D5E48B6A1029CFE',
  keyId: null,
  notAfter: null,
  algorithm: 'sm2',
  place: { is: 'unknown' },
  ...change,
})

const here = recipient({
  holder: longCompany,
  notAfter: dayAway(213),
  place: { is: 'here', tokenId: 'ukey-1', certificateId: 'c1-e' },
})
const seen = recipient({
  holder: company,
  notAfter: dayAway(-30),
  place: { is: 'seen', tokenName: '明华 eKey 3000 办公室', tokenKind: 'ukey', at: '2026-10-08' },
})
const others = [
  recipient({ serial: '0A' }),
  recipient({ issuer: null, serial: null, keyId: '91D3A2B4C5E6F70811223344556677889900AABB' }),
  recipient({ algorithm: 'rsa' }),
  recipient({ issuer: null, serial: null, algorithm: 'other' }),
]

const lookOf = (recipients: readonly RehearsalRecipient[], incomplete = false): RehearsalLook => ({
  what: 'envelope',
  recipients,
  incomplete,
  tail: null,
})

const file = {
  name: '招标文件-内蒙古自治区某某项目-第二标段（密封）.p7m',
  mimeType: '',
  buffer: Buffer.from('0'),
}
const choose = (page: Page) => page.locator('input[type=file]').setInputFiles(file)
const attempt = (page: Page) =>
  page
    .getByRole('button', { name: /^输入 PIN 码试一试|^Type the PIN and try/ })
    .first()
    .click()

const scene = (
  name: string,
  look: RehearsalLook,
  verdict: RehearsalVerdict | null,
  shows: RegExp,
): Scene => ({
  name: `rehearsal-${name}`,
  hash: '#/decryption-rehearsal',
  state: snapshotWith({ tokens }),
  services: {
    decryptionRehearsal: {
      look: () => look,
      attempt: async () => verdict ?? { result: 'fails', reason: 'not-opened' },
    },
  },
  act: async (page) => {
    await choose(page)
    if (verdict !== null) await attempt(page)
    await page.getByText(shows).first().waitFor()
  },
})

/** The right Ukey comes while its absence is shown. */
const pluggedIn = (): Scene => {
  let isHere = false
  return {
    name: 'rehearsal-plugged-in',
    hash: '#/decryption-rehearsal',
    state: snapshotWith({ tokens: [] }),
    services: { decryptionRehearsal: { look: () => lookOf([isHere ? here : seen]) } },
    act: async (page, state) => {
      isHere = false
      await choose(page)
      await page.getByText(/^不能解密|^It cannot/).waitFor()
      isHere = true
      state.change({ tokens })
      await page.getByText(/应当在这里|should be here/).waitFor()
    },
  }
}

export const decryptionRehearsalScenes: readonly Scene[] = [
  { name: 'rehearsal-empty', hash: '#/decryption-rehearsal', state: snapshotWith({ tokens: [] }) },
  { name: 'rehearsal-first', hash: '#/decryption-rehearsal', state: snapshotWith({ tokens }) },
  scene('recipients', lookOf([...others, seen, here]), null, /应当在这里|should be here/),
  scene('opens', lookOf([here]), { result: 'opens', proof: 'content' }, /^能解密|^It can be/),
  scene(
    'fails',
    lookOf([here]),
    { result: 'fails', reason: 'key-missing' },
    /没有这张证书的私钥|is not on the device/,
  ),
  scene('nobody', lookOf([seen, ...others]), null, /^不能解密|^It cannot/),
  pluggedIn(),
  scene('incomplete', lookOf([here], true), null, /文件不完整|incomplete/),
  {
    name: 'rehearsal-certificate',
    hash: '#/decryption-rehearsal/c1-e',
    state: snapshotWith({ tokens }),
    services: {
      decryptionRehearsal: {
        look: () => ({ ...lookOf([here]), what: 'certificate' }),
        attempt: async () => ({ result: 'opens', proof: 'trial' }),
      },
    },
    act: async (page) => {
      await attempt(page)
      await page.getByText(/^能解密|^It can be/).waitFor()
    },
  },
]
