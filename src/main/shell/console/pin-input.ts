import { closeSync, readSync } from 'node:fs'

/** The keys of a terminal in raw mode. */
const enter = new Set(['\r', '\n', '\u0004'])
const erase = new Set(['\u007f', '\b'])
const interrupt = '\u0003'

const longest = 256

/** The first line that comes from a file descriptor. It is never an argument: all users can read those. */
export const pinFrom = (descriptor: number): string => {
  const bytes = Buffer.alloc(longest)
  let length = 0
  try {
    while (length < longest && !bytes.subarray(0, length).includes(0x0a)) {
      const got = readSync(descriptor, bytes, length, longest - length, null)
      if (got === 0) break
      length += got
    }
    return bytes.subarray(0, length).toString('utf8').split(/\r?\n/, 1)[0] ?? ''
  } finally {
    bytes.fill(0)
    if (descriptor > 2) closeSync(descriptor)
  }
}

/** Asks at the terminal without showing what is typed. null if there is none, or the person gives up. */
export const pinTyped = (question: string): Promise<string | null> => {
  const { stdin, stderr } = process
  if (!stdin.isTTY) return Promise.resolve(null)
  stderr.write(question)
  return new Promise((resolve) => {
    let letters: string[] = []
    const end = (answer: string | null): void => {
      stdin.setRawMode(false).pause().removeListener('data', take)
      stderr.write('\n')
      letters = []
      resolve(answer)
    }
    const take = (data: Buffer): void => {
      for (const letter of data.toString('utf8')) {
        const isEnd = letter === interrupt || enter.has(letter)
        if (isEnd) end(letter === interrupt ? null : letters.join(''))
        else if (erase.has(letter)) letters.pop()
        else if (letters.length < longest) letters.push(letter)
        if (isEnd) return
      }
    }
    stdin.setRawMode(true).resume().on('data', take)
  })
}
