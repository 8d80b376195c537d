import { isReplaced } from '../../shared/health/replaced.ts'
import type { CertificateView } from '../../shared/models/index.ts'
import type { World } from './world.ts'

/** More are not asked about in one run: a person may have a thousand soft certificates. */
const most = 20

/** The signing certificates that are in use here, or what stands for them. */
export const certificatesInUse = ({ snapshot }: Pick<World, 'snapshot'>): readonly CertificateView[] => {
  const { tokens } = snapshot()
  return tokens
    .flatMap(({ pairs }) => pairs)
    .filter((pair) => !isReplaced(pair, tokens))
    .flatMap(({ signing, encryption }) => signing ?? encryption ?? [])
    .slice(0, most)
}
