import { useEffect, useState } from 'react'
import type { PromptView } from '../../shared/models/index.ts'

/** A key or click that was meant for the question before must not answer this one. */
const unreadMs = 500

/**
 * Whether a person has had time to see the question. A page may withdraw its question at any moment, and then another
 * one appears under a hand that is about to press the button.
 */
export const useRead = ({ asker }: PromptView): boolean => {
  const [read, setRead] = useState(asker.kind === 'assistant')
  useEffect(() => {
    const timer = setTimeout(() => setRead(true), unreadMs)
    return () => clearTimeout(timer)
  }, [])
  return read
}
