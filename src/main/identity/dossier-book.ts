import type { DossierMention } from '../../shared/models/index.ts'
import type { SystemKeyStore } from '../shell/shell.ts'
import { type KeptDossier, readDossiers, writeDossiers } from './dossier-file.ts'

/**
 * 注册, 信息补录 and 人工申诉 that are not finished, with what was typed. They are on disk only as the system's key store
 * has sealed them; without a key store they are in this process alone. Codes and passwords are never among them.
 */
export type DossierBook = {
  find(key: string): KeptDossier | null
  /** The one for the same purpose and the same account that is under way. */
  underWay(which: Pick<KeptDossier, 'issuerId' | 'purpose' | 'kind' | 'owner'>): KeptDossier | null
  put(dossier: KeptDossier): void
  remove(key: string): void
  mentions(): readonly DossierMention[]
}

export type DossierBookParts = {
  readonly path: string
  /** null if the system has no key store, or does not open it now. */
  readonly keyStore: () => SystemKeyStore | null
  readonly changed: () => void
  /** Called with the name of a damaged file that was set aside. */
  readonly damaged?: (file: string) => void
}

export const createDossierBook = ({ path, keyStore, changed, damaged }: DossierBookParts): DossierBook => {
  let kept: readonly KeptDossier[] = []
  let isRead = false
  /** Whether they outlive this process. */
  let keeps = true
  /** A key store may open only after the start. What is on disk is read before anything is written. */
  const all = (): readonly KeptDossier[] => {
    const store = keyStore()
    if (isRead || store === null) return kept
    isRead = true
    const here = new Set(kept.map(({ key }) => key))
    kept = [...kept, ...readDossiers(path, store, damaged).filter(({ key }) => !here.has(key))]
    return kept
  }
  const become = (next: readonly KeptDossier[]): void => {
    kept = next
    keeps = writeDossiers(path, keyStore(), kept)
    changed()
  }
  const without = (key: string) => all().filter((one) => one.key !== key)
  return {
    find: (key) => all().find((one) => one.key === key) ?? null,
    underWay: ({ issuerId, purpose, kind, owner }) =>
      all().find(
        (one) =>
          one.issuerId === issuerId && one.purpose === purpose && one.kind === kind && one.owner === owner,
      ) ?? null,
    put: (dossier) => become([dossier, ...without(dossier.key)]),
    remove: (key) => {
      if (all().some((one) => one.key === key)) become(without(key))
    },
    mentions: () =>
      all()
        .filter(({ done }) => !done)
        .map(({ key, issuerId, owner, purpose, kind, number, savedAt }) => ({
          ...{ key, issuerId, owner, purpose, kind, number, savedAt, keeps },
        })),
  }
}
