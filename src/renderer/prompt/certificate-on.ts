import type { CertificateView, TokenView } from '../../shared/models/index.ts'

export const certificateOn = (token: TokenView | undefined, id: string | null): CertificateView | null => {
  const views = token?.pairs.flatMap(({ signing, encryption }) => [signing, encryption]) ?? []
  return views.find((view) => view?.id === id) ?? null
}
