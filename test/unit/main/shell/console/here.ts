import { vi } from 'vitest'
import { obey } from '../../../../../src/main/shell/console/commands.ts'

export type Said = { readonly code: number; readonly out: string; readonly complaint: string }

const collecting = (stream: NodeJS.WriteStream) => {
  const said: string[] = []
  const spy = vi.spyOn(stream, 'write').mockImplementation((text) => {
    said.push(String(text))
    return true
  })
  return { text: () => said.join(''), end: () => spy.mockRestore() }
}

/** A command of the console program in this process, which need not be built for it. */
export const obeyHere = async (...args: readonly string[]): Promise<Said> => {
  const [out, complaint] = [collecting(process.stdout), collecting(process.stderr)]
  try {
    const code = await obey(args)
    return { code, out: out.text(), complaint: complaint.text() }
  } finally {
    out.end()
    complaint.end()
  }
}
