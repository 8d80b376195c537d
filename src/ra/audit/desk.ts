import type { Sm2Signer } from '../../pki/sm2/index.ts'
import type { Store } from '../store/store.ts'
import { headOf, linksAfter } from './chain.ts'

/** So many lines are chained in one transaction. */
const AT_ONCE = 500

/**
 * Chains the lines that are not chained yet, and signs the last one. Other processes may do the same: whoever is second
 * finds another end of the chain than he read, and nothing of his is kept. Returns how many lines it chained.
 */
export async function chainAudit(
  store: Pick<Store, 'auditTail' | 'chainAudit'>,
  signer: Pick<Sm2Signer, 'sign'>,
  atOnce: number = AT_ONCE,
): Promise<number> {
  for (let chained = 0; ; ) {
    const { last, lines } = await store.auditTail(atOnce)
    const links = linksAfter(last, lines)
    const end = links.at(-1)
    if (end === undefined) return chained
    const signature = signer.sign(headOf(end))
    if (!(await store.chainAudit({ after: last, links, signature }))) return chained
    chained += links.length
    if (links.length < atOnce) return chained
  }
}
