import { assertNever } from '../../shared/assert-never.ts'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import type { UpgradeWish } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import type {
  OpenableApplication,
  RenewalTerm,
  UpgradeOffer,
  UpgradeStanding,
  UpgradeView,
} from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { numberFault } from '../../shared/upgrade/checks.ts'
import { type Accounts, actingClient, signedIn } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { chosenTerm } from '../renewal/chosen-term.ts'
import type { Transactions } from '../transactions/index.ts'
import type { Upgrade } from './records.ts'
import type { UpgradeBook } from './upgrade-book.ts'
import type { UpgradeDrafts } from './upgrade-drafts.ts'
import type { UpgradeSeals } from './upgrade-seals.ts'
import { isWhole, sealTickOf, upgradeViewOf } from './views.ts'

export type UpgradeDetails = {
  readonly details: readonly { readonly label: string; readonly value: string }[]
  readonly terms: readonly RenewalTerm[]
}

export type UpgradeService = {
  check(which: WhichCertificate): Promise<UpgradeOffer>
  details(asked: WhichCertificate & { customerType: string; number: string }): Promise<UpgradeDetails>
  start(wish: UpgradeWish): Promise<{ readonly upgradeId: string }>
  updateSeal(upgradeId: string): Promise<void>
  leaveSeal(upgradeId: string): Promise<void>
  applications(upgradeId: string): Promise<readonly OpenableApplication[]>
  openApplications(upgradeId: string, ids: readonly string[]): Promise<void>
  resend(upgradeId: string): Promise<void>
  finish(upgradeId: string): Promise<void>
  views(): readonly UpgradeView[]
  /** Goes on with what was chosen before the authority could not be reached. */
  goOn(): Promise<void>
  /** Forgets the wizards whose certificate was given up. What was typed stays. */
  sweep(): Promise<void>
}

export type UpgradeParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly transactions: Pick<Transactions, 'start' | 'views'>
  readonly book: UpgradeBook
  readonly drafts: Pick<UpgradeDrafts, 'save'>
  readonly seals: UpgradeSeals
  /** How the person calls a key. */
  readonly nickname: (tokenId: string) => string | null
  readonly clock: () => Date
}

type Asked = Awaited<ReturnType<RaClient['upgrades']['check']>>

/** 升级向导: three ticks, each of which can be taken up later. */
export const createUpgradeService = (parts: UpgradeParts): UpgradeService => {
  const { accounts, transactions, book, drafts, seals } = parts
  /** Wizards whose transaction is just being begun. */
  const starting = new Set<string>()
  /** Wizards whose applications are just being opened. */
  const sending = new Set<string>()
  const at = () => parts.clock().toISOString()

  const clientAt = (issuerId: string): RaClient => actingClient(parts, issuerId)
  /** Speaks for the person who began it, whoever acts there now. */
  const clientOf = ({ begun: { issuerId, userName } }: Upgrade): RaClient =>
    accounts.of(issuerId).clientOf(userName)

  const standingOf = (
    standing: Asked['standing'],
    { issuerId, serial }: WhichCertificate,
  ): UpgradeStanding => {
    if (standing.may !== 'unfinished') return standing
    const own = book.all().find(({ begun }) => begun.issuerId === issuerId && begun.previousSerial === serial)
    return { may: 'unfinished', upgradeId: own?.id ?? null }
  }

  const check: UpgradeService['check'] = async (which) => {
    const { serial } = which
    const { standing, ...rest } = await clientAt(which.issuerId).upgrades.check({ serial })
    return { ...rest, standing: standingOf(standing, which) }
  }

  const details: UpgradeService['details'] = ({ issuerId, serial, customerType, number }) =>
    clientAt(issuerId).upgrades.details({ serial, customerType, number: normalNumber(number) })

  /** Asked again at the last moment: what the person saw must be what the authority receives. */
  const checkedTerm = async ({ issuerId, serial, form, expectedTotalFen }: UpgradeWish) => {
    const { standing, customerTypes } = await check({ issuerId, serial })
    refuseStanding(standing)
    const { customerType, number, termYears } = form
    const type = customerTypes.find(({ id }) => id === customerType)
    if (!type || numberFault(type.number, number) !== null) throw new AssistantError('input-invalid')
    const { terms } = await details({ issuerId, serial, customerType: type.id, number })
    const { years } = chosenTerm(terms, termYears, expectedTotalFen)
    return { customerType: type.id, number: normalNumber(number), termYears: years }
  }

  const start: UpgradeService['start'] = async (wish) => {
    const { issuerId, serial, holder, form, target, pin, tries, expectedTotalFen } = wish
    const known = await checkedTerm(wish)
    const { userName } = signedIn(accounts.of(issuerId))
    drafts.save({ issuerId, serial, holder, form, moment: 'confirm' })
    const { token, before } = seals.besideCertificate(issuerId, serial)
    const upgradeId = await book.begin({
      ...{ issuerId, userName, holder, previousSerial: serial, seals: before },
      token: { kind: target.kind, name: token },
    })
    starting.add(upgradeId)
    try {
      const business = {
        kind: 'upgrade',
        upgradeId,
        previousSerial: serial,
        expectedTotalFen,
        ...known,
      } as const
      await transactions.start({ issuerId, target, pin, tries, business })
    } catch (error) {
      await book.close(upgradeId)
      throw error
    } finally {
      starting.delete(upgradeId)
    }
    return { upgradeId }
  }

  const certified = (upgradeId: string) => {
    const upgrade = book.find(upgradeId)
    if (!upgrade.certificate) throw new AssistantError('transaction-running')
    return { upgrade, certificate: upgrade.certificate }
  }

  const updateSeal: UpgradeService['updateSeal'] = async (upgradeId) => {
    const { upgrade, certificate } = certified(upgradeId)
    if (sealTickOf(upgrade) === 'done' || sealTickOf(upgrade) === 'none') return
    await seals.update(certificate)
    await book.append(upgradeId, { type: 'seal-done', at: at() })
  }

  /** What is open already stays so: repeated, it has the same result. */
  const send = async (upgrade: Upgrade): Promise<void> => {
    const { id, chosen, opened } = upgrade
    if (chosen === null || opened !== null || sending.has(id)) return
    sending.add(id)
    try {
      const client = clientOf(upgrade)
      const { applications } =
        chosen.length > 0 ? await client.applications.open({ ids: [...chosen] }) : await listOf(client)
      const open = applications.filter((one) => one.opened).map((one) => ({ id: one.id, name: one.name }))
      await book.append(id, { type: 'applications-done', at: at(), opened: open })
    } finally {
      sending.delete(id)
    }
  }

  const openApplications: UpgradeService['openApplications'] = async (upgradeId, ids) => {
    const { upgrade } = certified(upgradeId)
    if (upgrade.opened !== null) return
    await book.append(upgradeId, { type: 'applications-chosen', at: at(), ids: [...new Set(ids)] })
    await send(book.find(upgradeId))
  }

  return {
    check,
    details,
    start,
    updateSeal,
    leaveSeal: async (upgradeId) => {
      const { upgrade } = certified(upgradeId)
      if (sealTickOf(upgrade) === 'open') await book.append(upgradeId, { type: 'seal-left', at: at() })
    },
    applications: async (upgradeId) => (await listOf(clientOf(book.find(upgradeId)))).applications,
    openApplications,
    resend: (upgradeId) => send(certified(upgradeId).upgrade),
    finish: async (upgradeId) => {
      if (!isWhole(certified(upgradeId).upgrade)) throw new AssistantError('transaction-running')
      await book.close(upgradeId)
    },
    views: () => book.all().map((one) => upgradeViewOf(one, parts.nickname)),
    goOn: async () => {
      await Promise.allSettled(book.all().map(send))
    },
    sweep: async () => {
      const begun = new Set(transactions.views().flatMap(({ upgradeId }) => upgradeId ?? []))
      for (const { id, certificate } of book.all())
        if (certificate === null && !begun.has(id) && !starting.has(id)) await book.close(id)
    },
  }
}

const listOf = (client: RaClient) => client.applications.list({})

const refuseStanding = (standing: UpgradeStanding): void => {
  switch (standing.may) {
    case 'yes':
      return
    case 'already':
      throw new AssistantError('upgrade-already')
    case 'business-only':
      throw new AssistantError('upgrade-business-only')
    case 'unfinished':
      throw new AssistantError('upgrade-unfinished')
    case 'no':
      throw new AssistantError('certificate-not-in-force')
    default:
      assertNever(standing)
  }
}
