import type { Certificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { IssuanceStep } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import { isOnToken, leftBy, tokenIdOf } from './progress.ts'
import type { Done, Started } from './records.ts'
import { isAllSuperseded } from './retirement.ts'
import { confirm, retireFromToken } from './steps/confirmation.ts'
import { csr, keypair } from './steps/keys.ts'
import { request } from './steps/request.ts'
import { fromBase64, type TokenWork, type Work } from './steps/step.ts'
import { collect, submit, waitForAuthority } from './steps/submission.ts'
import { verify } from './steps/verification.ts'
import { writeEncryption, writeSigning } from './steps/writing.ts'
import { type IssuanceKeyring, type OpenTarget, openTarget, refuseUnsure } from './targets.ts'
import type { Transaction } from './transaction.ts'

export type RunnerParts = {
  readonly authorities: Authorities
  readonly accounts: Accounts
  /** Whose rules count for a certificate; null where nobody knows. */
  readonly issuerOf: (certificate: Certificate) => string | null
  readonly keyring: IssuanceKeyring
  /** Removes what transactions that were given up have left on this token. */
  readonly cleanUp: (work: TokenWork) => Promise<void>
  readonly checkNewSoft: (pin: Pin, issuerId: string) => void
  /** Leaves the authority what a new soft certificate can be unlocked with. */
  readonly secrets?: Pick<SecretDeposit, 'make' | 'leave'> | undefined
}

type Left = Done['left']

const notHere = (step: IssuanceStep) => new Error(`the step "${step}" does not belong here`)

/** Speaks for the person who began it: at its authority somebody else may act by now. */
export const ownerClient = (
  { authorities, accounts }: Pick<RunnerParts, 'authorities' | 'accounts'>,
  { issuerId, userName }: Started,
): RaClient =>
  userName === undefined ? authorities.of(issuerId).client() : accounts.of(issuerId).clientOf(userName)

/** The soft tokens that the new one replaces are moved aside; support can bring them back by hand. */
const retireSoft = async (keyring: IssuanceKeyring, { progress, isForeign }: Work): Promise<Left> => {
  const { signatureCertificate, encryptionCertificate } = leftBy(progress, 'collect')
  const pair = { signature: fromBase64(signatureCertificate), encryption: fromBase64(encryptionCertificate) }
  const { retired } = leftBy(progress, 'confirm')
  const old = keyring
    .current()
    .tokens.filter(({ facts }) => facts.kind === 'soft' && facts.id !== tokenIdOf(progress))
    .filter((present) => isAllSuperseded(present, pair, retired, isForeign))
  for (const { facts } of old) await keyring.soft.setAside(facts.id)
  return { removed: old.length }
}

const offToken = (step: IssuanceStep, work: Work, keyring: IssuanceKeyring): Promise<Left> => {
  switch (step) {
    case 'request':
      return request(work)
    case 'submit':
      return submit(work)
    case 'await':
      return waitForAuthority(work)
    case 'collect':
      return collect(work)
    case 'confirm':
      return confirm(work)
    case 'retire':
      return retireSoft(keyring, work)
    default:
      throw notHere(step)
  }
}

const onToken = (step: IssuanceStep, work: TokenWork): Promise<Left> => {
  switch (step) {
    case 'keypair':
      return keypair(work)
    case 'csr':
      return csr(work)
    case 'write-signing':
      return writeSigning(work)
    case 'write-encryption':
      return writeEncryption(work)
    case 'verify':
      return verify(work)
    case 'retire':
      return retireFromToken(work)
    default:
      throw notHere(step)
  }
}

/** Takes a transaction from where it stands to its end; throws what stopped it. */
export const createRunner = (parts: RunnerParts) => {
  const { authorities, issuerOf, keyring, cleanUp, checkNewSoft, secrets } = parts
  const workOf = (transaction: Transaction): Work => {
    const progress = transaction.progress()
    const { issuerId } = progress.started
    return {
      transactionId: transaction.id,
      progress,
      authority: authorities.of(issuerId),
      owner: () => ownerClient(parts, progress.started),
      isForeign: (certificate) => ![null, issuerId].includes(issuerOf(certificate)),
    }
  }

  const nextOnToken = (transaction: Transaction): IssuanceStep | null => {
    const { next, started } = transaction.progress()
    return next !== null && isOnToken(next, started.target.kind) ? next : null
  }

  const inScope = async (transaction: Transaction, { token, pin }: OpenTarget): Promise<void> => {
    const secret = await token.withSession(pin, async (session) => {
      await cleanUp({ ...workOf(transaction), session, tokenId: token.id })
      for (let step = nextOnToken(transaction); step !== null; step = nextOnToken(transaction)) {
        const work = { ...workOf(transaction), session, tokenId: token.id }
        const name = step
        await transaction.perform(name, () => onToken(name, work))
      }
      const isWhole = token.kind === 'soft' && transaction.progress().done.verify
      return isWhole ? secrets?.make(token.id, session) : null
    })
    // Nothing of the issuance waits for it: what cannot be left now is left at a later PIN.
    if (secret) void secrets?.leave(token.id, secret)
  }

  return async (transaction: Transaction): Promise<void> => {
    authorities.of(transaction.progress().started.issuerId) // refuses at once where that one is gone
    let isProven = false
    for (let step = transaction.progress().next; step !== null; step = transaction.progress().next) {
      const name = step
      if (nextOnToken(transaction) === null) {
        await transaction.perform(name, () => offToken(name, workOf(transaction), keyring))
        continue
      }
      const given = transaction.given()
      if (given === null) throw new AssistantError('pin-needed')
      const opened = await openTarget(keyring, transaction.progress(), given, checkNewSoft)
      // Once the token has taken it, the PIN is known to be right.
      if (!isProven) await refuseUnsure(opened.token, given)
      await inScope(transaction, opened)
      isProven = true
    }
  }
}
