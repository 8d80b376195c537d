import { equalBytes } from '../../pki/bytes.ts'
import type { Account, Issued, Request } from '../records.ts'
import { audit } from './change.ts'
import { type Decision, decided, refused, refusedBy, unchanged } from './decision.ts'
import { endRefusal } from './request-state.ts'

/** A pair that was made before the transaction, and the facts it was made from. */
export type MadePair = {
  readonly issued: Issued
  readonly account: Account
  readonly publicKey: Uint8Array
}

export type Collection = {
  readonly requestId: string
  /** null: when it was looked at, the request was not ready, or its pair existed already. */
  readonly made: MadePair | null
  readonly now: number
}

export type CollectionFacts = {
  readonly request: Request | null
  readonly account: Account | null
  /** The pair of this request, if it was already made. */
  readonly pair: Issued | null
}

/**
 * The pair of a request. It is stored the first time and read back ever after. null: the facts behind the pair have
 * changed meanwhile, so it must be made again.
 */
export function collectPair(
  { request, account, pair }: CollectionFacts,
  { made, now }: Collection,
): Decision<Issued | null> {
  if (request === null || account === null) return refused('request-unknown')
  if (pair !== null) return unchanged(pair)
  const ended = endRefusal(request, now)
  if (ended !== null) return refusedBy(ended)
  if (request.state !== 'ready') return refused('request-not-ready', { state: request.state })
  if (made === null || !stillHolds(made, request, account)) return unchanged(null)
  const { issued } = made
  return decided(
    [
      { kind: 'add-certificate', request, usage: 'signature', certificate: issued.signature },
      { kind: 'add-certificate', request, usage: 'encryption', certificate: issued.encryption },
      ...(issued.escrow === null
        ? []
        : [{ kind: 'escrow-key' as const, serial: issued.encryption.serial, sealed: issued.escrow }]),
      { kind: 'issue-request', id: request.id, issued },
      audit(now, `account ${request.accountId}`, 'certificates issued', issued.signature.serial),
    ],
    issued,
  )
}

/** Another CSR may have replaced the key, or the person's number may have been corrected; nothing else can change. */
function stillHolds(made: MadePair, request: Request, account: Account): boolean {
  const sameKey = request.publicKey !== null && equalBytes(made.publicKey, request.publicKey)
  return sameKey && made.account.idType === account.idType && made.account.idNumber === account.idNumber
}
