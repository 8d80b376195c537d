import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createUpgradeBook } from '../../../../src/main/upgrade/upgrade-book.ts'
import { createUpgradeService, type UpgradeParts } from '../../../../src/main/upgrade/upgrade-service.ts'
import type { UpgradeWish } from '../../../../src/shared/contract/index.ts'
import { authoritiesOf, authorityOf } from '../authority-of.ts'
import { typed } from '../given.ts'
import { signedInState } from '../transactions/open-transactions.ts'
import { accountsOf } from '../transactions/running.ts'

export const at = '2026-11-20T08:00:00.000Z'
export const which = { issuerId: 'demo', serial: 'AB12' }
export const form = { customerType: 'enterprise', number: ' ma01dem07 ', termYears: 1 }
export const asked = {
  ...{ subject: 'CN=张三', notAfter: at, standing: { may: 'yes' } as object },
  customerTypes: [{ id: 'enterprise', name: '企业', number: 'organisation-code' }],
}
export const terms = [{ years: 1, items: [], totalFen: 5_000, notAfter: at }]
export const seal = { number: 'N1', name: '公章', state: 'usable', hasPicture: true, der: 'AAAA' } as const
export const wishFor = (change: Partial<UpgradeWish> = {}): UpgradeWish => ({
  ...{ ...which, holder: '张三', form, expectedTotalFen: 5_000 },
  ...{ target: { kind: 'ukey', tokenId: 'token-1' }, ...typed() },
  ...change,
})

type Wish = Partial<UpgradeParts> & {
  readonly asked?: Partial<typeof asked>
  readonly before?: readonly (typeof seal)[]
  readonly start?: (id: string) => Promise<void>
  readonly open?: () => Promise<object>
}

/** Upgrades at an authority. `log` has what was asked, saved, begun and written, in order. */
export const upgrading = (wish: Wish = {}) => {
  const { asked: said = {}, before = [], start, open, ...rest } = wish
  const log: unknown[] = []
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const book = createUpgradeBook({ folder, clock: () => new Date(at), log: () => {} })
  const applications = [
    { id: 'a', name: '申请', opened: true },
    { id: 'b', name: '缴费', opened: false },
  ]
  const service = createUpgradeService({
    authorities: authoritiesOf(
      authorityOf('demo', () => ({
        upgrades: {
          check: async () => ({ ...asked, ...said }),
          details: async (question: object) => {
            log.push(question)
            return { details: [], terms }
          },
        },
      })),
    ),
    accounts: accountsOf(
      {
        applications: {
          open: async ({ ids }: { readonly ids: readonly string[] }) => {
            log.push(`open ${ids.join(' ')}`)
            return open ? open() : { applications }
          },
          list: async () => {
            log.push('list')
            return { applications }
          },
        },
      },
      [],
      signedInState,
    ),
    transactions: {
      start: async (begun) => {
        log.push(begun)
        await start?.(begun.business?.kind === 'upgrade' ? begun.business.upgradeId : '')
        return { transactionId: 'one' }
      },
      views: () => [],
    },
    book,
    drafts: { save: (draft) => void log.push({ saved: draft }) },
    seals: {
      besideCertificate: () => ({ token: '办公室', before: [...before] }),
      update: async ({ serial }) => void log.push(`update seal of ${serial}`),
    },
    ...{ nickname: () => null, clock: () => new Date(at) },
    ...rest,
  })
  /** A wizard whose certificate is done. */
  const certified = async (): Promise<string> => {
    const { upgradeId } = await service.start(wishFor())
    await book.certified(upgradeId, { tokenId: 'token-1', serial: 'CD34' })
    log.length = 0
    return upgradeId
  }
  return { service, book, log, certified, applications }
}
