import { useEffect, useState } from 'react'
import type { PromptView } from '../../shared/models/index.ts'

/** What was meant for the question before must not answer this one. */
const unreadMs = 500

/**
 * Whether a person can have seen what is asked. A page may take its question back at any moment, and another one comes
 * into its place under a hand that is about to press the button.
 */
export const useRead = ({ asker }: PromptView): boolean => {
  const [read, setRead] = useState(asker.kind === 'assistant')
  useEffect(() => {
    const timer = setTimeout(() => setRead(true), unreadMs)
    return () => clearTimeout(timer)
  }, [])
  return read
}
