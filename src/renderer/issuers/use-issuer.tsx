import { createContext, type ReactNode, useContext } from 'react'
import type { IssuerView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'

const IssuerContext = createContext<IssuerView | null>(null)

type Props = { readonly issuer: IssuerView | null; readonly children: ReactNode }

/** Whose business this part of the page is about: errors inside name its hotline and no other. */
export const IssuerOf = ({ issuer, children }: Props) => (
  <IssuerContext value={issuer}>{children}</IssuerContext>
)

/** null where the part is nobody's business, or its issuer is not known. */
export const useIssuer = (): IssuerView | null => useContext(IssuerContext)

export const useIssuerName = (): ((issuer: IssuerView) => string) => {
  const { settings } = useAssistant().snapshot
  return ({ name, nameEn }) => (settings.language === 'en' ? nameEn : name)
}
