import { useEffect, useState } from 'react'
import type { ErrorReport } from '../../shared/models/index.ts'
import type { Client } from '../live/client.ts'
import { reportOfCall } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'

type Asked<T> = { readonly found: T | null; readonly error: ErrorReport | null }
const nothing = { found: null, error: null }

/**
 * What the assistant answers, asked again in another language. A question that was overtaken by a later one is not
 * heard. `ask` must stay the same function while the question is the same.
 */
export const useHelp = <T>(ask: (help: Client['help']) => Promise<T>): Asked<T> => {
  const { client, snapshot } = useAssistant()
  const { language } = snapshot.settings
  const [asked, setAsked] = useState<Asked<T>>(nothing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is in the language of the settings
  useEffect(() => {
    let overtaken = false
    ask(client.help).then(
      (found) => overtaken || setAsked({ found, error: null }),
      (refusal: unknown) => overtaken || setAsked({ found: null, error: reportOfCall(refusal) }),
    )
    return () => {
      overtaken = true
    }
  }, [client, ask, language])
  return asked
}
