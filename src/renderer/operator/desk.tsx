import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createRaClient } from '../../shared/ra-contract/client.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import { isSessionOver } from './words/problem.ts'
import type { Words } from './words/zh-cn.ts'

export type Desk = {
  readonly client: RaClient
  readonly words: Words
  readonly operator: string
  /** Runs a call. If the session is over, the login is shown; any other failure is thrown to the caller. */
  readonly ask: <T>(call: (client: RaClient) => Promise<T>) => Promise<T>
}

const DeskContext = createContext<Desk | null>(null)

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('no desk around this part')
  return desk
}

type Props = {
  readonly token: string
  readonly operator: string
  readonly words: Words
  readonly onSessionOver: () => void
  readonly children: ReactNode
}

/** The desk of an operator who is logged in. */
export const DeskProvider = ({ token, operator, words, onSessionOver, children }: Props) => {
  const desk = useMemo((): Desk => {
    const client = createRaClient({ url: location.origin, token: () => token })
    return {
      client,
      words,
      operator,
      ask: async (call) => {
        try {
          return await call(client)
        } catch (error) {
          if (isSessionOver(error)) onSessionOver()
          throw error
        }
      },
    }
  }, [token, operator, words, onSessionOver])
  return <DeskContext value={desk}>{children}</DeskContext>
}
