import type { ElectronicSeal } from '../../pki/index.ts'
import { visibleName } from '../../shared/visible.ts'

/** A seal is saved as it lies on the token, under its name; an unreadable one under a plain word. */
export const fileNameOf = (seal: ElectronicSeal | null): string => {
  const safe = visibleName(seal?.name ?? '')
    .replace(/[\\/:*?"<>|\s\p{Cc}]/gu, '_')
    .slice(0, 60)
  return `${safe || 'seal'}.esl`
}
