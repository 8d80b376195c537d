import { useState } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type { PinRule, TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { pinFault, typed } from './pin-rules.ts'
import { pinFaultWords } from './pin-words.ts'
import { isLastTry } from './tries.ts'

export type ExistingPinForm = {
  readonly pin: string
  readonly setPin: (pin: string) => void
  /** Told once the person has tried to go on. */
  readonly fault: string | null
  readonly last: boolean
  readonly sure: boolean
  readonly setSure: (sure: boolean) => void
  /** What is said of the tries with the PIN. */
  readonly tries: PinTries
  readonly onDevice: boolean
  /** Changes with every attempt: a new field for it, empty and with the focus. */
  readonly attempt: number
  /** Whether it can be tried; what stands against it is told from now on. */
  check(): boolean
  /** The PIN to be tried now, or null with the fault told; the field is empty afterwards. */
  take(): SentPin | null
  /** The same for what cannot be done with a PIN that is typed on the key: null there too. */
  takeTyped(): string | null
  /** After the try: a new field, and the last try wants its second word again. */
  again(): void
}

/** One PIN of a token on its way: a wrong one is never offered again, the last try wants a second word. */
export const useExistingPin = (token: TokenView | undefined, rule: PinRule): ExistingPinForm => {
  const { words } = useAssistant()
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const [typedFor, setTypedFor] = useState(token?.id)
  // What was typed was meant for the token that was here then.
  if (token?.id !== typedFor) {
    setTypedFor(token?.id)
    setPin('')
    setChecked(false)
    setSure(false)
  }
  const onDevice = token?.pin.entryOnDevice ?? false
  const last = token !== undefined && isLastTry(token)
  const check = (): boolean => {
    setChecked(!onDevice)
    return (onDevice || pinFault(pin, rule) === null) && (!last || sure)
  }
  const takeTyped = (): string | null => {
    if (!check() || onDevice) return null
    setPin('')
    setChecked(false)
    return pin
  }
  const take = (): SentPin | null => {
    if (onDevice) return check() ? { entry: 'on-device' } : null
    const taken = takeTyped()
    return taken === null ? null : typed(taken)
  }
  const again = () => {
    setAttempt((before) => before + 1)
    setSure(false)
  }
  const fault = checked ? pinFaultWords(pin, rule, words) : null
  const tries = sure ? 'last-confirmed' : 'careful'
  return { pin, setPin, fault, last, sure, setSure, tries, onDevice, attempt, check, take, takeTyped, again }
}
