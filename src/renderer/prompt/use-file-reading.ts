import { useEffect, useRef, useState } from 'react'
import type { ErrorReport } from '../../shared/models/index.ts'
import { partLength } from '../../shared/prompt/contract.ts'
import { base64Of } from '../live/base64.ts'
import { reportOfCall } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'

export type FileReading = {
  readonly file: File | null
  /** From 0 to 100 while the file is read. */
  readonly percent: number | null
  readonly unreadable: boolean
  readonly error: ErrorReport | null
  choose(file: File): void
}

/** A browser refuses to read a file on that was changed since it was chosen. */
const partOf = async (file: File, at: number): Promise<string | null> => {
  try {
    return await base64Of(file.slice(at, at + partLength))
  } catch {
    return null
  }
}

const idle = { percent: null, unreadable: false, error: null } as const

/** Reads the file that the person chose out to the assistant, part after part, until another one is chosen. */
export const useFileReading = (promptId: string): FileReading => {
  const { client } = useAssistant()
  const [file, setFile] = useState<File | null>(null)
  const [state, setState] = useState<Omit<FileReading, 'file' | 'choose'>>(idle)
  const current = useRef<File | null>(null)
  useEffect(
    () => () => {
      current.current = null
    },
    [],
  )

  const read = async (chosen: File): Promise<void> => {
    const isCurrent = () => current.current === chosen
    const show = (next: Partial<typeof state>) => isCurrent() && setState({ ...idle, ...next })
    try {
      const { name, size } = chosen
      const { reading } = await client.prompt.beginFile({ promptId, name, size })
      for (let at = 0; at < size && isCurrent(); at += partLength) {
        show({ percent: Math.floor((100 * at) / size) })
        const base64 = await partOf(chosen, at)
        if (base64 === null) return void show({ unreadable: true })
        if (isCurrent()) await client.prompt.takePart({ promptId, reading, at, base64 })
      }
      if (isCurrent()) await client.prompt.endFile({ promptId, reading })
    } catch (refusal) {
      show({ error: reportOfCall(refusal) })
    }
  }
  return {
    ...state,
    file,
    choose: (chosen) => {
      current.current = chosen
      setFile(chosen)
      setState({ ...idle, percent: 0 })
      void read(chosen)
    },
  }
}
