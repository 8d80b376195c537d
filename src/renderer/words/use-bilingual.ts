import { useAssistant } from '../live/use-live.tsx'

type Bilingual = { readonly zh: string; readonly en: string }

/** A text that came in both languages, in the one of the window. */
export const useBilingual = (): ((text: Bilingual) => string) => {
  const { language } = useAssistant().snapshot.settings
  return ({ zh, en }) => (language === 'en' ? en : zh)
}
