import { createContext, type ReactNode, useContext } from 'react'
import type { IssuerView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'

const IssuerContext = createContext<IssuerView | null>(null)

type Props = { readonly issuer: IssuerView | null; readonly children: ReactNode }

/** Sets the issuer that this part of the page is about. Errors inside show only its hotline. */
export const IssuerOf = ({ issuer, children }: Props) => (
  <IssuerContext value={issuer}>{children}</IssuerContext>
)

/** null if the part is about no issuer, or the issuer is not known. */
export const useIssuer = (): IssuerView | null => useContext(IssuerContext)

export const useIssuerName = (): ((issuer: IssuerView) => string) => {
  const { settings } = useAssistant().snapshot
  return ({ name, nameEn }) => (settings.language === 'en' ? nameEn : name)
}
