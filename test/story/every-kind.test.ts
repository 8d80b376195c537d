import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../ui/scenes/camera.ts'
import {
  expectNewPair,
  expectSameKeys,
  expectSeal,
  expectUntouched,
  type Judged,
  judgedCertificates,
  type NewPair,
} from './outcome.ts'
import { asItWas, type Before, type Kind, kinds, type Past } from './past.ts'
import {
  apply,
  approve,
  correct,
  install,
  openRenewal,
  openScene,
  payByTransfers,
  payOnline,
  refuse,
  type Scene,
  sendBack,
  takeBack,
} from './renewing.ts'
import { openApplications, updateSeal, upgradeCertificate } from './upgrading.ts'

// The yearly businesses of a certificate holder in the built product, on each kind of token, judged by OpenSSL.

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

type Story = {
  readonly name: string
  /** How long ago the certificate was issued, for one year. */
  readonly daysAgo: number
  readonly seal?: boolean
  readonly sameKeys?: boolean
  readonly goes: (scene: Scene) => Promise<void>
  readonly ends: (past: Past, before: readonly Judged[]) => Promise<unknown>
}

const untouched = (past: Past, before: readonly Judged[]) => expectUntouched(past, before)
const renewed = (years: number, from: NewPair['from']) => (past: Past, before: readonly Judged[]) =>
  expectNewPair(past, { before, years, from })

const stories: readonly Story[] = [
  {
    name: 'renewed before its end and paid online',
    daysAgo: 300,
    goes: async (scene) => {
      await apply(scene, { years: 2 })
      const operator = await payOnline(scene)
      for (const moment of ['已录入', '待支付', '已支付', '审核中'])
        await scene.page.getByRole('listitem').getByText(moment, { exact: true }).waitFor()
      await approve(scene, operator)
      await install(scene)
    },
    ends: renewed(2, 'old end'),
  },
  {
    name: 'renewed with the same keys',
    daysAgo: 300,
    sameKeys: true,
    goes: async (scene) => {
      await apply(scene, { years: 2, sameKeys: true })
      await approve(scene, await payOnline(scene))
      await install(scene)
      await scene.shows('密钥没有更换，以前加密给您的文件照样打得开。')
    },
    ends: (past, before) => expectSameKeys(past, { before, years: 2, from: 'old end' }),
  },
  {
    name: 'renewed and paid by two transfers',
    daysAgo: 300,
    goes: async (scene) => {
      await apply(scene, { years: 1 })
      await approve(scene, await payByTransfers(scene, [40, 60]))
      await install(scene)
    },
    ends: renewed(1, 'old end'),
  },
  {
    name: 'sent back, corrected and approved',
    daysAgo: 300,
    goes: async (scene) => {
      await apply(scene, { years: 1 })
      const operator = await payOnline(scene)
      await sendBack(scene, operator)
      await correct(scene)
      await approve(scene, operator)
      await install(scene)
    },
    ends: renewed(1, 'old end'),
  },
  {
    name: 'refused by the review, its money back',
    daysAgo: 300,
    goes: async (scene) => {
      await apply(scene, { years: 3 })
      const operator = await payOnline(scene)
      await refuse(scene, operator)
      await takeBack(scene, operator)
    },
    ends: untouched,
  },
  {
    name: 'taken back after the payment, its money back',
    daysAgo: 300,
    goes: async (scene) => {
      await apply(scene, { years: 1 })
      await takeBack(scene, await payOnline(scene))
    },
    ends: untouched,
  },
  {
    name: 'renewed after its end with the signed form',
    daysAgo: 400,
    goes: async (scene) => {
      await apply(scene, { years: 1, withForm: true })
      await approve(scene, await payOnline(scene))
      await install(scene)
    },
    ends: renewed(1, 'issue, after the end'),
  },
  {
    name: 'expired for too long',
    daysAgo: 800,
    goes: async (scene) => {
      await openRenewal(scene)
      await scene.shows('过期太久，不能在线续期')
      await scene.shows(/现在要重新证明身份：请带单位证照/)
      expect(await scene.page.getByRole('button', { name: '开始申请' }).count()).toBe(0)
    },
    ends: untouched,
  },
  {
    name: 'upgraded without a seal',
    daysAgo: 0,
    goes: async (scene) => {
      await upgradeCertificate(scene, 2)
      await openApplications(scene)
    },
    ends: renewed(2, 'issue'),
  },
  {
    name: 'upgraded together with its seal',
    daysAgo: 0,
    seal: true,
    goes: async (scene) => {
      await upgradeCertificate(scene, 2)
      await updateSeal(scene)
      await openApplications(scene)
    },
    ends: async (past, before) => expectSeal(past, await renewed(2, 'issue')(past, before)),
  },
]

/** `npm test` takes a part; RENEWAL_ALL=1 takes every story on every kind of token. */
const slice: readonly (readonly [Kind, string])[] = [
  ['pkcs11', 'renewed before its end and paid online'],
  ['skf', 'renewed after its end with the signed form'],
  ['skf', 'renewed with the same keys'],
  ['soft', 'refused by the review, its money back'],
]
const isTaken = (kind: Kind, { name }: Story): boolean =>
  Boolean(process.env.RENEWAL_ALL) || slice.some(([one, story]) => one === kind && story === name)

describe.each(kinds)('a certificate on a token of the kind %s', (kind) => {
  for (const story of stories.filter((one) => isTaken(kind, one)))
    it(`is ${story.name}`, { timeout: 180_000 }, async () => {
      const past = await asItWas({ kind, ...story } satisfies Before)
      const before = await judgedCertificates(past)
      const scene = await openScene(browser, past)
      try {
        await story.goes(scene)
        expect(scene.complaints).toEqual([])
      } finally {
        await scene.end()
      }
      await story.ends(past, before)
    })
})
