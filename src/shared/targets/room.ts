import type { TokenView } from '../tokens/model.ts'

/** Two key pairs with their certificates and a seal; makers' own files take about as much again. */
const PAIR_BYTES = 4_096

/**
 * Whether a Ukey says that it has no room for a new pair beside the present one. A Ukey that says nothing may have it:
 * then only the writing tells.
 */
export const lacksRoom = ({ kind, freeBytes }: Pick<TokenView, 'kind' | 'freeBytes'>): boolean =>
  kind === 'ukey' && freeBytes !== undefined && freeBytes < PAIR_BYTES
