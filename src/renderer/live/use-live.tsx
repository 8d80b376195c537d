import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Snapshot } from '../../shared/models/index.ts'
import { type Texts, texts } from '../../shared/text/index.ts'
import type { Client } from './client.ts'
import type { Connection, Live } from './connection.ts'

/** What a page needs from the assistant: its state, and a client to ask it for something. */
export type Assistant = { readonly snapshot: Snapshot; readonly client: Client; readonly words: Texts }

const AssistantContext = createContext<Assistant | null>(null)

export const useLive = (connection: Connection): Live =>
  useSyncExternalStore(connection.subscribe, connection.current)

type Props = { readonly snapshot: Snapshot; readonly client: Client; readonly children: ReactNode }

export const AssistantProvider = ({ snapshot, client, children }: Props) => (
  <AssistantContext value={{ snapshot, client, words: texts(snapshot.settings.language) }}>
    {children}
  </AssistantContext>
)

export const useAssistant = (): Assistant => {
  const assistant = useContext(AssistantContext)
  if (!assistant) throw new Error('this part of the page stands outside the AssistantProvider')
  return assistant
}
